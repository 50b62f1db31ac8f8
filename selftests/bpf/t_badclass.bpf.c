// SPDX-License-Identifier: GPL-2.0
/*
 * t_badclass: a class that does not exist, for one folio in four, so that what it
 * withholds is paid for. Clamped and counted; expelled, kind invalid.
 */
#include <reclaim_ext/common.bpf.h>

SEC("struct_ops/rank")
void BPF_PROG(t_badclass_rank, struct reclaim_ctx *pass, struct reclaim_batch *batch)
{
	struct reclaim_item *item;

	rx_for_each_item(item, batch) {
		if (bpf_get_prandom_u32() % 4) {
			item->verdict = RECLAIM_EVICT;
			continue;
		}
		item->verdict = RECLAIM_CLASS;
		item->to_class = 1000;
		item->to_end = RECLAIM_NEWEST;
	}
}

SEC(".struct_ops.link")
struct reclaim_ops t_badclass = {
	.rank		= (void *)t_badclass_rank,
	.name		= "t_badclass",
};
