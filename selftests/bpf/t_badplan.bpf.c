// SPDX-License-Identifier: GPL-2.0
/*
 * t_badplan: by turns, members of the plan out of range, and a return value
 * that is not 0. Counted; expelled, kind invalid.
 */
#include <reclaim_ext/common.bpf.h>

u64 calls;

SEC("struct_ops/plan")
int BPF_PROG(t_badplan_plan, struct reclaim_ctx *pass, struct mem_cgroup *memcg,
	     struct reclaim_plan *plan)
{
	switch (calls++ % 4) {
	case 0:
		plan->type = 99;
		return 0;
	case 1:
		plan->class = 1000;
		return 0;
	case 2:
		plan->end = 99;
		return 0;
	default:
		return 5;
	}
}

SEC(".struct_ops.link")
struct reclaim_ops t_badplan = {
	.plan		= (void *)t_badplan_plan,
	.name		= "t_badplan",
};
