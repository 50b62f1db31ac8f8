// SPDX-License-Identifier: GPL-2.0
/*
 * rx_s3fifo: a small queue, a main queue and a memory of what left the small one.
 *
 * New objects enter the small queue. What leaves it was either hit meanwhile
 * and moves to the main queue, or is evicted and remembered as a ghost. An
 * object that returns while its ghost is there enters the main queue at once.
 * What leaves the main queue goes round again if it was hit, and is evicted
 * without a ghost if not. The small queue is evicted from while it holds more
 * than a tenth of the cache. Objects seen once leave fast and the main queue
 * never sees them.
 *
 * Here the small queue is class 0 and the main queue is every class above it.
 * Ghosts are a hash of file identities with least recently used replacement.
 *
 * Where it differs from the paper:
 * - An access is a read through a file descriptor, and the one that brings the
 *   folio in counts. The count saturates early, at a number that depends on the
 *   kernel's configuration, so one hit more is enough, not two.
 * - Going round in the main queue forgets all hits, not one.
 * - Who went round is marked as working set, and the core's own memory of what it
 *   evicted keeps the mark: soon missed, it moves on with the read that brings it
 *   back, though the main queue leaves no ghost.
 * - A ghost is made when eviction is offered. If the core refuses (dirty,
 *   locked), the ghost is early.
 * - A main queue in which everything was hit would go round for long. After
 *   max_turn_pages in a row one folio is evicted, well before the core would
 *   take it for a stall; a folio larger than that has no second turn.
 * - If class 0 runs empty, for example because files were deleted, the core
 *   drops it and the main queue becomes the small one. Hits sort that out.
 * - Anonymous memory has no queue. The core takes its share of it in the passes
 *   over the small queue, and in all once reclaim gets desperate.
 *
 * The number of ghosts should be near the number of folios in the main queue. It
 * is max_entries of the map: 65536, good for 256 MiB in folios of 4 KiB. For more,
 * edit it here, or load with libbpf and bpf_map__set_max_entries(). Cgroups beyond
 * max_entries of turns, 4096, are refused.
 *
 * Source: J. Yang et al., "FIFO Queues are All You Need for Cache Eviction",
 * SOSP 2023.
 */
#include <reclaim_ext/common.bpf.h>

const volatile u64 small_percent = 10;
const volatile u64 max_turn_pages = 256;

struct {
	__uint(type, BPF_MAP_TYPE_LRU_HASH);
	__uint(max_entries, 65536);
	__type(key, u64);		/* reclaim_item.key */
	__type(value, u8);
} ghosts SEC(".maps");

/* Pages kept in the main queue since the last eviction, by cgroup ID */
struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 4096);
	__type(key, u64);
	__type(value, u64);
} turns SEC(".maps");

static __always_inline u32 place(u64 key)
{
	return bpf_map_delete_elem(&ghosts, &key) ? RX_CLASS(0) : RX_CLASS(1);
}

SEC("struct_ops/plan")
int BPF_PROG(rx_s3fifo_plan, struct reclaim_ctx *pass, struct mem_cgroup *memcg,
	     struct reclaim_plan *plan)
{
	u64 small = bpf_reclaim_lruvec_pages(pass, RECLAIM_TYPE_FILE, 0);
	u64 total = small;
	u32 oldest = 0;

	for (u32 class = 1; class < RX_CLASSES_MAX; class++) {
		u64 pages = bpf_reclaim_lruvec_pages(pass, RECLAIM_TYPE_FILE, class);

		if (pages && !oldest)
			oldest = class;
		total += pages;
	}
	if (!oldest || small * 100 > total * small_percent)
		return 0;

	plan->type = RECLAIM_TYPE_FILE;
	plan->class = oldest;
	return 0;
}

static __always_inline void rank_small(struct reclaim_item *item)
{
	u64 key = item->key;
	u8 one = 1;

	if (rx_is_reread(item)) {
		item->verdict = RECLAIM_CLASS;
		item->to_class = 1;
		item->to_end = RECLAIM_NEWEST;
		return;
	}
	item->verdict = RECLAIM_EVICT;
	if (key)
		bpf_map_update_elem(&ghosts, &key, &one, BPF_ANY);
}

static __always_inline void rank_main(struct reclaim_item *item, u64 *turn_pages)
{
	if (item->refs && *turn_pages + item->nr_pages <= max_turn_pages) {
		item->verdict = RECLAIM_KEEP;
		item->to_end = RECLAIM_NEWEST;
		__sync_fetch_and_add(turn_pages, item->nr_pages);
		return;
	}
	item->verdict = RECLAIM_EVICT;
	*turn_pages = 0;
}

SEC("struct_ops/rank")
void BPF_PROG(rx_s3fifo_rank, struct reclaim_ctx *pass, struct reclaim_batch *batch)
{
	u64 id = pass->cgroup_id;
	u64 *turn_pages = bpf_map_lookup_elem(&turns, &id);
	struct reclaim_item *item;

	if (!turn_pages)
		return;
	rx_for_each_item(item, batch) {
		if (!(item->flags & RECLAIM_ITEM_FILE))
			continue;
		if (item->class)
			rank_main(item, turn_pages);
		else
			rank_small(item);
	}
}

SEC("struct_ops/insert")
int BPF_PROG(rx_s3fifo_insert, struct reclaim_item *item, struct mem_cgroup *memcg)
{
	return place(item->key);
}

SEC("struct_ops/refault")
int BPF_PROG(rx_s3fifo_refault, struct reclaim_refault *refault, struct mem_cgroup *memcg)
{
	return place(refault->item.key);
}

SEC("struct_ops/cgroup_init")
int BPF_PROG(rx_s3fifo_cgroup_init, struct mem_cgroup *memcg)
{
	u64 id = bpf_reclaim_memcg_id(memcg);
	u64 none = 0;

	return bpf_map_update_elem(&turns, &id, &none, BPF_ANY);
}

SEC("struct_ops/cgroup_exit")
void BPF_PROG(rx_s3fifo_cgroup_exit, struct mem_cgroup *memcg)
{
	u64 id = bpf_reclaim_memcg_id(memcg);

	bpf_map_delete_elem(&turns, &id);
}

SEC(".struct_ops.link")
struct reclaim_ops rx_s3fifo = {
	.plan		= (void *)rx_s3fifo_plan,
	.rank		= (void *)rx_s3fifo_rank,
	.insert		= (void *)rx_s3fifo_insert,
	.refault	= (void *)rx_s3fifo_refault,
	.cgroup_init	= (void *)rx_s3fifo_cgroup_init,
	.cgroup_exit	= (void *)rx_s3fifo_cgroup_exit,
	.name		= "rx_s3fifo",
};
