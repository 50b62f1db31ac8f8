// SPDX-License-Identifier: GPL-2.0
/*
 * t_badverdict: a verdict that does not exist. Expelled, kind invalid.
 */
#include <reclaim_ext/common.bpf.h>

SEC("struct_ops/rank")
void BPF_PROG(t_badverdict_rank, struct reclaim_ctx *pass, struct reclaim_batch *batch)
{
	struct reclaim_item *item;

	rx_for_each_item(item, batch)
		item->verdict = 77;
}

SEC(".struct_ops.link")
struct reclaim_ops t_badverdict = {
	.rank		= (void *)t_badverdict_rank,
	.name		= "t_badverdict",
};
