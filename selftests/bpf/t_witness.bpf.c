// SPDX-License-Identifier: GPL-2.0
/*
 * t_witness: writes down what hooks are told, in the array t_seen, and offers
 * everything for eviction.
 */
#include <reclaim_ext/common.bpf.h>
#include "keys.h"

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, NR_SEEN);
	__type(key, u32);
	__type(value, u64);
} t_seen SEC(".maps");

static __always_inline void see_bits(u32 key, u64 bits)
{
	u64 *value = bpf_map_lookup_elem(&t_seen, &key);

	if (value)
		__sync_fetch_and_or(value, bits);
}

static __always_inline void see_more(u32 key, u64 nr)
{
	u64 *value = bpf_map_lookup_elem(&t_seen, &key);

	if (value)
		__sync_fetch_and_add(value, nr);
}

static __always_inline void see_largest(u64 pages)
{
	u32 key = SEEN_LARGEST;
	u64 *value = bpf_map_lookup_elem(&t_seen, &key);

	if (value && *value < pages)
		*value = pages;
}

SEC("struct_ops/plan")
int BPF_PROG(t_witness_plan, struct reclaim_ctx *pass, struct mem_cgroup *memcg,
	     struct reclaim_plan *plan)
{
	u32 key = SEEN_SWAPPINESS;
	u64 swappiness = pass->swappiness;

	see_bits(SEEN_PLAN_NODES, 1ULL << (pass->nid & 63));
	if (pass->proactive)
		see_more(SEEN_PROACTIVE, 1);
	bpf_map_update_elem(&t_seen, &key, &swappiness, BPF_ANY);
	return 0;
}

SEC("struct_ops/rank")
void BPF_PROG(t_witness_rank, struct reclaim_ctx *pass, struct reclaim_batch *batch)
{
	u64 nodes = 0, pages = 0, largest = 0, anon = 0;
	struct reclaim_item *item;

	rx_for_each_item(item, batch) {
		nodes |= 1ULL << (item->nid & 63);
		pages += item->nr_pages;
		if (largest < item->nr_pages)
			largest = item->nr_pages;
		if (!(item->flags & RECLAIM_ITEM_FILE))
			anon++;
		item->verdict = RECLAIM_EVICT;
	}
	see_bits(SEEN_RANK_NODES, nodes);
	see_more(SEEN_PAGES, pages);
	see_more(SEEN_ANON, anon);
	see_largest(largest);
}

SEC(".struct_ops.link")
struct reclaim_ops t_witness = {
	.plan		= (void *)t_witness_plan,
	.rank		= (void *)t_witness_rank,
	.name		= "t_witness",
};
