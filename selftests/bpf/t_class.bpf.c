// SPDX-License-Identifier: GPL-2.0
/*
 * t_class: spreads file folios over all classes by their identity when they
 * come, and half of those that eviction meets again; the other half is offered.
 */
#include <reclaim_ext/common.bpf.h>

static __always_inline u32 class_of(u64 key)
{
	return key % RX_CLASSES_MAX;
}

SEC("struct_ops/rank")
void BPF_PROG(t_class_rank, struct reclaim_ctx *pass, struct reclaim_batch *batch)
{
	struct reclaim_item *item;

	rx_for_each_item(item, batch) {
		u32 class = class_of(item->key);

		if (class <= item->class || bpf_get_prandom_u32() % 2) {
			item->verdict = RECLAIM_EVICT;
			continue;
		}
		item->verdict = RECLAIM_CLASS;
		item->to_class = class;
		item->to_end = RECLAIM_NEWEST;
	}
}

SEC("struct_ops/insert")
int BPF_PROG(t_class_insert, struct reclaim_item *item, struct mem_cgroup *memcg)
{
	return RX_CLASS(class_of(item->key));
}

SEC("struct_ops/refault")
int BPF_PROG(t_class_refault, struct reclaim_refault *refault, struct mem_cgroup *memcg)
{
	return RX_CLASS(class_of(refault->item.key));
}

SEC(".struct_ops.link")
struct reclaim_ops t_class = {
	.rank		= (void *)t_class_rank,
	.insert		= (void *)t_class_insert,
	.refault	= (void *)t_class_refault,
	.name		= "t_class",
	.nr_classes	= RX_CLASSES_MAX,
};
