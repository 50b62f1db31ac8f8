// SPDX-License-Identifier: GPL-2.0
/*
 * t_global: least frequently used by a count of its own: a hash that access()
 * and rank() both write. Folios without a count are evicted, others lose half
 * of it and go to the next class.
 */
#include <reclaim_ext/common.bpf.h>

struct {
	__uint(type, BPF_MAP_TYPE_LRU_HASH);
	__uint(max_entries, 65536);
	__type(key, u64);
	__type(value, u64);
} counts SEC(".maps");

SEC("struct_ops/access")
void BPF_PROG(t_global_access, struct reclaim_item *item, struct mem_cgroup *memcg)
{
	u64 key = item->key, one = 1;
	u64 *count = bpf_map_lookup_elem(&counts, &key);

	if (count)
		__sync_fetch_and_add(count, 1);
	else
		bpf_map_update_elem(&counts, &key, &one, BPF_ANY);
}

SEC("struct_ops/rank")
void BPF_PROG(t_global_rank, struct reclaim_ctx *pass, struct reclaim_batch *batch)
{
	struct reclaim_item *item;

	rx_for_each_item(item, batch) {
		u64 key = item->key;
		u64 *count = bpf_map_lookup_elem(&counts, &key);

		if (!count || *count < 2) {
			item->verdict = RECLAIM_EVICT;
			bpf_map_delete_elem(&counts, &key);
			continue;
		}
		*count /= 2;
		item->verdict = RECLAIM_CLASS;
		item->to_class = item->class + 1;
		item->to_end = RECLAIM_NEWEST;
	}
}

SEC(".struct_ops.link")
struct reclaim_ops t_global = {
	.rank		= (void *)t_global_rank,
	.access		= (void *)t_global_access,
	.name		= "t_global",
};
