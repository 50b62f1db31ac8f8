// SPDX-License-Identifier: GPL-2.0
/*
 * t_newest: evicts from the newest end.
 */
#include <reclaim_ext/common.bpf.h>

SEC("struct_ops/plan")
int BPF_PROG(t_newest_plan, struct reclaim_ctx *pass, struct mem_cgroup *memcg,
	     struct reclaim_plan *plan)
{
	plan->end = RECLAIM_NEWEST;
	return 0;
}

SEC(".struct_ops.link")
struct reclaim_ops t_newest = {
	.plan		= (void *)t_newest_plan,
	.name		= "t_newest",
};
