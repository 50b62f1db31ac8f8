// SPDX-License-Identifier: GPL-2.0
/*
 * t_anon: evicts anonymous memory.
 */
#include <reclaim_ext/common.bpf.h>

SEC("struct_ops/plan")
int BPF_PROG(t_anon_plan, struct reclaim_ctx *pass, struct mem_cgroup *memcg,
	     struct reclaim_plan *plan)
{
	plan->type = RECLAIM_TYPE_ANON;
	return 0;
}

SEC(".struct_ops.link")
struct reclaim_ops t_anon = {
	.plan		= (void *)t_anon_plan,
	.name		= "t_anon",
};
