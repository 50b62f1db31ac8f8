// SPDX-License-Identifier: GPL-2.0
/*
 * t_idle: on two lists, and plans to take from neither. Dropped.
 */
#include <reclaim_ext/common.bpf.h>

SEC("struct_ops/plan")
int BPF_PROG(t_idle_plan, struct reclaim_ctx *pass, struct mem_cgroup *memcg,
	     struct reclaim_plan *plan)
{
	for (u32 lru = 0; lru < 4; lru++)
		plan->scan[lru] = 0;
	return 0;
}

SEC(".struct_ops.link")
struct reclaim_ops t_idle = {
	.plan		= (void *)t_idle_plan,
	.name		= "t_idle",
	.flags		= RECLAIM_OPS_TWO_LISTS,
};
