// SPDX-License-Identifier: GPL-2.0
/*
 * rx_none_two: no opinion, on two lists.
 *
 * As rx_none, but the cgroup keeps active and inactive folios: what it costs to be
 * asked where the built-in policy is classic.
 */
#include <reclaim_ext/common.bpf.h>

SEC("struct_ops/plan")
int BPF_PROG(rx_none_two_plan, struct reclaim_ctx *pass, struct mem_cgroup *memcg,
	     struct reclaim_plan *plan)
{
	return 0;
}

SEC(".struct_ops.link")
struct reclaim_ops rx_none_two = {
	.plan		= (void *)rx_none_two_plan,
	.name		= "rx_none_two",
	.flags		= RECLAIM_OPS_TWO_LISTS,
};
