// SPDX-License-Identifier: GPL-2.0
/*
 * t_budget: a budget over 20 ms. Refused when registered, ERANGE.
 */
#include <reclaim_ext/common.bpf.h>

SEC("struct_ops/rank")
void BPF_PROG(t_budget_rank, struct reclaim_ctx *pass, struct reclaim_batch *batch)
{
}

SEC(".struct_ops.link")
struct reclaim_ops t_budget = {
	.rank		= (void *)t_budget_rank,
	.name		= "t_budget",
	.budget_us	= 50000,
};
