// SPDX-License-Identifier: GPL-2.0
/*
 * t_writero: a write to a member of an item that is read-only. Refused by the
 * verifier.
 */
#include <reclaim_ext/common.bpf.h>

SEC("struct_ops/rank")
void BPF_PROG(t_writero_rank, struct reclaim_ctx *pass, struct reclaim_batch *batch)
{
	struct reclaim_item *item;

	rx_for_each_item(item, batch)
		item->pfn = 1;
}

SEC(".struct_ops.link")
struct reclaim_ops t_writero = {
	.rank		= (void *)t_writero_rank,
	.name		= "t_writero",
};
