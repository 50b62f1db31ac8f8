// SPDX-License-Identifier: GPL-2.0
/*
 * t_promoterank: a verdict of young() from rank(). Expelled, kind invalid.
 */
#include <reclaim_ext/common.bpf.h>

SEC("struct_ops/rank")
void BPF_PROG(t_promoterank_rank, struct reclaim_ctx *pass, struct reclaim_batch *batch)
{
	struct reclaim_item *item;

	rx_for_each_item(item, batch)
		item->verdict = RECLAIM_PROMOTE;
}

SEC(".struct_ops.link")
struct reclaim_ops t_promoterank = {
	.rank	= (void *)t_promoterank_rank,
	.name	= "t_promoterank",
};
