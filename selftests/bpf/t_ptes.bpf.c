// SPDX-License-Identifier: GPL-2.0
/*
 * t_ptes: has page tables looked at before rank(), counts what they say, keeps
 * what is in use by saying nothing and evicts the rest.
 */
#include "counts.bpf.h"

/* referenced, not referenced, referenced although in no page table */
COUNTERS(seen, 3)

SEC("struct_ops/plan")
int BPF_PROG(t_ptes_plan, struct reclaim_ctx *pass, struct mem_cgroup *memcg,
	     struct reclaim_plan *plan)
{
	plan->references = RECLAIM_YES;
	return 0;
}

SEC("struct_ops/rank")
void BPF_PROG(t_ptes_rank, struct reclaim_ctx *pass, struct reclaim_batch *batch)
{
	struct reclaim_item *item;

	rx_for_each_item(item, batch) {
		if (!item->ptes)
			item->verdict = RECLAIM_EVICT;
		else if (!(item->flags & RECLAIM_ITEM_MAPPED))
			count(2);
		count(item->ptes ? 0 : 1);
	}
}

SEC(".struct_ops.link")
struct reclaim_ops t_ptes = {
	.plan		= (void *)t_ptes_plan,
	.rank		= (void *)t_ptes_rank,
	.name		= "t_ptes",
};
