// SPDX-License-Identifier: GPL-2.0
/*
 * t_nowalk: ages without walking page tables.
 */
#include <reclaim_ext/common.bpf.h>

SEC("struct_ops/plan")
int BPF_PROG(t_nowalk_plan, struct reclaim_ctx *pass, struct mem_cgroup *memcg,
	     struct reclaim_plan *plan)
{
	plan->age = RECLAIM_YES;
	plan->walk = RECLAIM_NO;
	return 0;
}

SEC(".struct_ops.link")
struct reclaim_ops t_nowalk = {
	.plan		= (void *)t_nowalk_plan,
	.name		= "t_nowalk",
};
