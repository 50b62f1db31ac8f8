// SPDX-License-Identifier: GPL-2.0
/*
 * t_keepall: keeps everything. Bypassed; expelled, kind stall.
 */
#include <reclaim_ext/common.bpf.h>

SEC("struct_ops/rank")
void BPF_PROG(t_keepall_rank, struct reclaim_ctx *pass, struct reclaim_batch *batch)
{
	struct reclaim_item *item;

	rx_for_each_item(item, batch)
		item->verdict = RECLAIM_KEEP;
}

SEC(".struct_ops.link")
struct reclaim_ops t_keepall = {
	.rank		= (void *)t_keepall_rank,
	.name		= "t_keepall",
};
