// SPDX-License-Identifier: GPL-2.0
/*
 * t_noage: begins no new class unless the core must.
 */
#include <reclaim_ext/common.bpf.h>

SEC("struct_ops/plan")
int BPF_PROG(t_noage_plan, struct reclaim_ctx *pass, struct mem_cgroup *memcg,
	     struct reclaim_plan *plan)
{
	plan->age = RECLAIM_NO;
	return 0;
}

SEC(".struct_ops.link")
struct reclaim_ops t_noage = {
	.plan		= (void *)t_noage_plan,
	.name		= "t_noage",
};
