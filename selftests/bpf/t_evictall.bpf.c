// SPDX-License-Identifier: GPL-2.0
/*
 * t_evictall: offers everything. Legal: the core still checks what it evicts.
 */
#include <reclaim_ext/common.bpf.h>

SEC("struct_ops/rank")
void BPF_PROG(t_evictall_rank, struct reclaim_ctx *pass, struct reclaim_batch *batch)
{
	struct reclaim_item *item;

	rx_for_each_item(item, batch)
		item->verdict = RECLAIM_EVICT;
}

SEC(".struct_ops.link")
struct reclaim_ops t_evictall = {
	.rank		= (void *)t_evictall_rank,
	.name		= "t_evictall",
};
