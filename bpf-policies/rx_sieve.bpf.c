// SPDX-License-Identifier: GPL-2.0
/*
 * rx_sieve: one queue and a hand that moves through it.
 *
 * SIEVE keeps objects in the order they came. A hand goes from the oldest to
 * the newest: it evicts what was not visited since it last came by, and leaves
 * in place, unmarked, what was. New objects enter ahead of the hand, at the
 * newest end; past that end the hand starts over.
 *
 * Here the place of the hand is the border between two classes. Class 0 is what
 * it has still to pass in this sweep, class 1 what it has passed. The core
 * takes from the oldest end of class 0; a visited folio goes to the newest end
 * of class 1, which leaves the survivors in the order of the queue, and moving
 * consumes the visit. New folios enter class 0 at the newest end. When class 0
 * is empty the core drops it, class 1 becomes the new class 0, and that is the
 * hand starting over.
 *
 * Where it differs from the paper:
 * - The read that brings a folio in counts as an access, so a newcomer's visit
 *   is one more than that. A survivor is marked as working set when it moves
 *   and needs a single read per sweep. The mark outlives an eviction: a survivor
 *   that is soon missed comes back with it, and its first read is a visit.
 * - The hand is one per cgroup and node, and looks at up to 32 folios at once.
 * - What the core cannot evict (locked, dirty, in use through page tables) goes
 *   to a younger class out of order, as if visited.
 * - Anonymous memory has no visits through file descriptors: the core decides.
 *
 * Source: Y. Zhang et al., "SIEVE is Simpler than LRU", NSDI 2024.
 */
#include <reclaim_ext/common.bpf.h>

SEC("struct_ops/rank")
void BPF_PROG(rx_sieve_rank, struct reclaim_ctx *pass, struct reclaim_batch *batch)
{
	struct reclaim_item *item;

	rx_for_each_item(item, batch) {
		if (!(item->flags & RECLAIM_ITEM_FILE))
			continue;
		if (rx_is_reread(item)) {
			item->verdict = RECLAIM_CLASS;
			item->to_class = 1;
			item->to_end = RECLAIM_NEWEST;
		} else {
			item->verdict = RECLAIM_EVICT;
		}
	}
}

SEC("struct_ops/insert")
int BPF_PROG(rx_sieve_insert, struct reclaim_item *item, struct mem_cgroup *memcg)
{
	return RX_CLASS(0);
}

SEC("struct_ops/refault")
int BPF_PROG(rx_sieve_refault, struct reclaim_refault *refault, struct mem_cgroup *memcg)
{
	return RX_CLASS(0);
}

SEC(".struct_ops.link")
struct reclaim_ops rx_sieve = {
	.rank		= (void *)rx_sieve_rank,
	.insert		= (void *)rx_sieve_insert,
	.refault	= (void *)rx_sieve_refault,
	.name		= "rx_sieve",
	.flags		= RECLAIM_OPS_NO_KEYS,
	.nr_classes	= 2,
};
