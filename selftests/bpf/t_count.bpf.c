// SPDX-License-Identifier: GPL-2.0
/*
 * t_count: counts the calls of every hook in the array t_counts and has no
 * opinion.
 */
#include "counts.bpf.h"
#include "keys.h"

COUNTERS(t_counts, NR_COUNTS)

SEC("struct_ops/plan")
int BPF_PROG(t_count_plan, struct reclaim_ctx *pass, struct mem_cgroup *memcg,
	     struct reclaim_plan *plan)
{
	count(COUNT_PLAN);
	return 0;
}

SEC("struct_ops/rank")
void BPF_PROG(t_count_rank, struct reclaim_ctx *pass, struct reclaim_batch *batch)
{
	count(COUNT_RANK);
}

SEC("struct_ops/refault")
int BPF_PROG(t_count_refault, struct reclaim_refault *refault, struct mem_cgroup *memcg)
{
	count(COUNT_REFAULT);
	return 0;
}

SEC("struct_ops/insert")
int BPF_PROG(t_count_insert, struct reclaim_item *item, struct mem_cgroup *memcg)
{
	count(COUNT_INSERT);
	return 0;
}

SEC("struct_ops/access")
void BPF_PROG(t_count_access, struct reclaim_item *item, struct mem_cgroup *memcg)
{
	count(COUNT_ACCESS);
}

SEC("struct_ops.s/init")
int BPF_PROG(t_count_init, struct reclaim_init_args *args)
{
	count(COUNT_INIT);
	return 0;
}

SEC("struct_ops.s/exit")
void BPF_PROG(t_count_exit, struct reclaim_exit_info *info)
{
	count(COUNT_EXIT);
}

SEC("struct_ops.s/cgroup_init")
int BPF_PROG(t_count_cgroup_init, struct mem_cgroup *memcg)
{
	count(COUNT_CGROUP_INIT);
	return 0;
}

SEC("struct_ops.s/cgroup_exit")
void BPF_PROG(t_count_cgroup_exit, struct mem_cgroup *memcg)
{
	count(COUNT_CGROUP_EXIT);
}

SEC(".struct_ops.link")
struct reclaim_ops t_count = {
	.plan		= (void *)t_count_plan,
	.rank		= (void *)t_count_rank,
	.refault	= (void *)t_count_refault,
	.insert		= (void *)t_count_insert,
	.access		= (void *)t_count_access,
	.init		= (void *)t_count_init,
	.exit		= (void *)t_count_exit,
	.cgroup_init	= (void *)t_count_cgroup_init,
	.cgroup_exit	= (void *)t_count_cgroup_exit,
	.name		= "t_count",
};
