// SPDX-License-Identifier: GPL-2.0
/*
 * t_young: promotes what is seen young twice. Counts, in t_counts, its calls,
 * the folios it was shown, those on node 1, and those it wants promoted.
 */
#include "counts.bpf.h"
#include "keys.h"

COUNTERS(t_counts, NR_YOUNG)

/* by pfn: how often it was seen */
struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 65536);
	__type(key, u64);
	__type(value, u64);
} t_seen SEC(".maps");

static __always_inline u64 times_seen(const struct reclaim_item *item)
{
	u64 pfn = item->pfn, one = 1;
	u64 *seen = bpf_map_lookup_elem(&t_seen, &pfn);

	if (seen)
		return __sync_fetch_and_add(seen, 1) + 1;
	bpf_map_update_elem(&t_seen, &pfn, &one, BPF_ANY);
	return 1;
}

SEC("struct_ops/young")
void BPF_PROG(t_young_young, struct reclaim_ctx *where, struct reclaim_batch *batch)
{
	struct reclaim_item *item;

	count(YOUNG_CALLS);
	rx_for_each_item(item, batch) {
		count(YOUNG_SHOWN);
		if (item->nid == 1)
			count(YOUNG_NODE1);
		if (times_seen(item) < 2)
			continue;
		count(YOUNG_PROMOTE);
		item->verdict = RECLAIM_PROMOTE;
	}
}

SEC(".struct_ops.link")
struct reclaim_ops t_young = {
	.young	= (void *)t_young_young,
	.name	= "t_young",
};
