// SPDX-License-Identifier: GPL-2.0
/*
 * t_oldest: evicts from the oldest end, as the core does.
 */
#include <reclaim_ext/common.bpf.h>

SEC("struct_ops/plan")
int BPF_PROG(t_oldest_plan, struct reclaim_ctx *pass, struct mem_cgroup *memcg,
	     struct reclaim_plan *plan)
{
	plan->end = RECLAIM_OLDEST;
	return 0;
}

SEC(".struct_ops.link")
struct reclaim_ops t_oldest = {
	.plan		= (void *)t_oldest_plan,
	.name		= "t_oldest",
};
