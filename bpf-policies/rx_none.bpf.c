// SPDX-License-Identifier: GPL-2.0
/*
 * rx_none: no opinion.
 *
 * Every hook is there and leaves the answer to the core; only rank() is
 * missing, so that the core's own protection by access count stays in force. A
 * cgroup under this policy is reclaimed as without one: what it costs more is
 * the price of asking, which makes it the zero of every comparison.
 *
 * Caveat: a policy without insert(), refault() and access() pays nothing on
 * those paths. This one asks on purpose.
 */
#include <reclaim_ext/common.bpf.h>

SEC("struct_ops/plan")
int BPF_PROG(rx_none_plan, struct reclaim_ctx *pass, struct mem_cgroup *memcg,
	     struct reclaim_plan *plan)
{
	return 0;
}

SEC("struct_ops/refault")
int BPF_PROG(rx_none_refault, struct reclaim_refault *refault, struct mem_cgroup *memcg)
{
	return 0;
}

SEC("struct_ops/insert")
int BPF_PROG(rx_none_insert, struct reclaim_item *item, struct mem_cgroup *memcg)
{
	return 0;
}

SEC("struct_ops/access")
void BPF_PROG(rx_none_access, struct reclaim_item *item, struct mem_cgroup *memcg)
{
}

SEC("struct_ops.s/init")
int BPF_PROG(rx_none_init, struct reclaim_init_args *args)
{
	return 0;
}

SEC("struct_ops.s/exit")
void BPF_PROG(rx_none_exit, struct reclaim_exit_info *info)
{
}

SEC("struct_ops.s/cgroup_init")
int BPF_PROG(rx_none_cgroup_init, struct mem_cgroup *memcg)
{
	return 0;
}

SEC("struct_ops.s/cgroup_exit")
void BPF_PROG(rx_none_cgroup_exit, struct mem_cgroup *memcg)
{
}

SEC(".struct_ops.link")
struct reclaim_ops rx_none = {
	.plan		= (void *)rx_none_plan,
	.refault	= (void *)rx_none_refault,
	.insert		= (void *)rx_none_insert,
	.access		= (void *)rx_none_access,
	.init		= (void *)rx_none_init,
	.exit		= (void *)rx_none_exit,
	.cgroup_init	= (void *)rx_none_cgroup_init,
	.cgroup_exit	= (void *)rx_none_cgroup_exit,
	.name		= "rx_none",
};
