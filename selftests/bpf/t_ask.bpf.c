// SPDX-License-Identifier: GPL-2.0
/*
 * t_ask: every hook but rank() is there and leaves the answer to the core.
 * What asking costs, where nothing follows from it.
 */
#include <reclaim_ext/common.bpf.h>

SEC("struct_ops/plan")
int BPF_PROG(t_ask_plan, struct reclaim_ctx *pass, struct mem_cgroup *memcg,
	     struct reclaim_plan *plan)
{
	return 0;
}

SEC("struct_ops/refault")
int BPF_PROG(t_ask_refault, struct reclaim_refault *refault, struct mem_cgroup *memcg)
{
	return 0;
}

SEC("struct_ops/insert")
int BPF_PROG(t_ask_insert, struct reclaim_item *item, struct mem_cgroup *memcg)
{
	return 0;
}

SEC("struct_ops/access")
void BPF_PROG(t_ask_access, struct reclaim_item *item, struct mem_cgroup *memcg)
{
}

SEC("struct_ops.s/init")
int BPF_PROG(t_ask_init, struct reclaim_init_args *args)
{
	return 0;
}

SEC("struct_ops.s/exit")
void BPF_PROG(t_ask_exit, struct reclaim_exit_info *info)
{
}

SEC("struct_ops.s/cgroup_init")
int BPF_PROG(t_ask_cgroup_init, struct mem_cgroup *memcg)
{
	return 0;
}

SEC("struct_ops.s/cgroup_exit")
void BPF_PROG(t_ask_cgroup_exit, struct mem_cgroup *memcg)
{
}

SEC(".struct_ops.link")
struct reclaim_ops t_ask = {
	.plan		= (void *)t_ask_plan,
	.refault	= (void *)t_ask_refault,
	.insert		= (void *)t_ask_insert,
	.access		= (void *)t_ask_access,
	.init		= (void *)t_ask_init,
	.exit		= (void *)t_ask_exit,
	.cgroup_init	= (void *)t_ask_cgroup_init,
	.cgroup_exit	= (void *)t_ask_cgroup_exit,
	.name		= "t_ask",
};
