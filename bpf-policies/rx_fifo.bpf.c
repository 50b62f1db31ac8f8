// SPDX-License-Identifier: GPL-2.0
/*
 * rx_fifo: first in, first out.
 *
 * The core adds at the newest end of a class and evicts from the oldest end of
 * the oldest one. That is a FIFO already; all that is left to do is to put back
 * nothing, however often it was read. Folios that come back start anew.
 *
 * Caveats: anonymous memory, mapped files and what is read before its batch is on
 * the list enter a younger class, and the core still spares what page tables show
 * to be in use.
 */
#include <reclaim_ext/common.bpf.h>

SEC("struct_ops/rank")
void BPF_PROG(rx_fifo_rank, struct reclaim_ctx *pass, struct reclaim_batch *batch)
{
	struct reclaim_item *item;

	rx_for_each_item(item, batch)
		item->verdict = RECLAIM_EVICT;
}

SEC("struct_ops/refault")
int BPF_PROG(rx_fifo_refault, struct reclaim_refault *refault, struct mem_cgroup *memcg)
{
	return RX_CLASS(0);
}

SEC(".struct_ops.link")
struct reclaim_ops rx_fifo = {
	.rank		= (void *)rx_fifo_rank,
	.refault	= (void *)rx_fifo_refault,
	.name		= "rx_fifo",
};
