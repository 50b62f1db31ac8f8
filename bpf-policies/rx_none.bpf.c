// SPDX-License-Identifier: GPL-2.0
/*
 * rx_none: no opinion.
 *
 * Every hook is optional, but a policy has plan(), rank() or young() at least. This one
 * leaves the plan to the core, so that a cgroup under it is reclaimed as
 * without a policy: the zero of every comparison.
 */
#include <reclaim_ext/common.bpf.h>

SEC("struct_ops/plan")
int BPF_PROG(rx_none_plan, struct reclaim_ctx *pass, struct mem_cgroup *memcg,
	     struct reclaim_plan *plan)
{
	return 0;
}

SEC(".struct_ops.link")
struct reclaim_ops rx_none = {
	.plan		= (void *)rx_none_plan,
	.name		= "rx_none",
};
