// SPDX-License-Identifier: GPL-2.0
/*
 * rx_mru: evict the file page that was added last.
 *
 * For data that is read from end to end over and over and is larger than the
 * limit. Least recently used then evicts each page just before its turn, and
 * every pass reads everything. Most recently used sacrifices the end and keeps
 * the beginning: of data d times the limit, a pass reads no less than 1 - 1/d.
 *
 * File pages enter class 0 at the newest end, so that is where to evict. Pages
 * that were read ahead and not read yet are there too; to evict them would be
 * to read them twice. They wait in the youngest class, first in, first out,
 * and leave when more than fresh_pages have gathered there, by which time their
 * reader has come by. Neither costs the old part of class 0 its place. A class
 * is kept from aging, which would merge the waiting with the rest.
 *
 * Caveats: poor for anything but cyclic reads, since nothing earns a place by
 * being read. It acts on page cache alone: at low priority, or with less page
 * cache than min_pages, the core's own pass runs, which balances page cache
 * and anonymous memory; the page cache it meets is evicted all the same. Mapped files enter young classes and leave in order.
 *
 * Source: H. Chou, D. DeWitt, "An Evaluation of Buffer Management Strategies
 * for Relational Database Systems", VLDB 1985, which has MRU for looping scans.
 */
#include <reclaim_ext/common.bpf.h>

/* two folios of the largest size */
const volatile u64 fresh_pages = 1024;
const volatile u64 min_pages = 1024;
/* from 12, gentle, downwards: below this the core chooses where to take from */
const volatile s32 last_priority = 6;

static __always_inline u64 file_pages(struct reclaim_ctx *pass)
{
	u64 pages = 0;

	for (u32 class = 0; class < RX_CLASSES_MAX; class++)
		pages += bpf_reclaim_lruvec_pages(pass, RECLAIM_TYPE_FILE, class);
	return pages;
}

SEC("struct_ops/plan")
int BPF_PROG(rx_mru_plan, struct reclaim_ctx *pass, struct mem_cgroup *memcg,
	     struct reclaim_plan *plan)
{
	if (pass->priority < last_priority || file_pages(pass) < min_pages)
		return 0;

	plan->type = RECLAIM_TYPE_FILE;
	plan->age = RECLAIM_NO;
	for (u32 class = RX_CLASSES_MAX - 1; class > 0; class--) {
		if (bpf_reclaim_lruvec_pages(pass, RECLAIM_TYPE_FILE, class) > fresh_pages) {
			plan->class = class;
			return 0;
		}
	}
	plan->end = RECLAIM_NEWEST;
	return 0;
}

SEC("struct_ops/rank")
void BPF_PROG(rx_mru_rank, struct reclaim_ctx *pass, struct reclaim_batch *batch)
{
	struct reclaim_item *item;

	rx_for_each_item(item, batch) {
		if (!(item->flags & RECLAIM_ITEM_FILE))
			continue;
		if (item->class == 0 && item->refs == 0 &&
		    pass->priority >= last_priority) {
			item->verdict = RECLAIM_CLASS;
			item->to_class = pass->nr_classes - 1;
			item->to_end = RECLAIM_NEWEST;
		} else {
			item->verdict = RECLAIM_EVICT;
		}
	}
}

SEC("struct_ops/refault")
int BPF_PROG(rx_mru_refault, struct reclaim_refault *refault, struct mem_cgroup *memcg)
{
	return RX_CLASS(0);
}

SEC(".struct_ops.link")
struct reclaim_ops rx_mru = {
	.plan		= (void *)rx_mru_plan,
	.rank		= (void *)rx_mru_rank,
	.refault	= (void *)rx_mru_refault,
	.name		= "rx_mru",
	.flags		= RECLAIM_OPS_NO_KEYS,
};
