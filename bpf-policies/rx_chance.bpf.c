// SPDX-License-Identifier: GPL-2.0
/*
 * rx_chance: second chances as `classic` gives them to folios that were used, as a
 * policy, to begin one's own with.
 *
 * What page tables referenced goes round once more, and moves to the active list
 * if it was not for the first time (rank). A folio that comes back before as many
 * pages have gone by as are resident in its stead would have stayed in memory if it
 * had been given their place, so it gets one: it starts out active (refault).
 * How much is scanned of which list is left to the core; see rx_classic for that.
 *
 * Caveats: a question for each folio in use and each that comes back costs some
 * percent of the instructions of a workload that does little else than fault;
 * rx_classic has the same rules without. The core makes active at once what is read
 * twice through a file descriptor.
 *
 * Sources: F. Corbato, "A Paging Experiment with the Multics System", 1968, for the
 * second chance; mm/reclaim/references.c and mm/workingset.c of the kernel for
 * whom it is given.
 */
#include <reclaim_ext/common.bpf.h>

#define INACTIVE	0
#define ACTIVE		1

/* Folios are shown with their accesses, and those without any not at all. */
SEC("struct_ops/plan")
int BPF_PROG(rx_chance_plan, struct reclaim_ctx *pass, struct mem_cgroup *memcg,
	     struct reclaim_plan *plan)
{
	plan->references = RECLAIM_YES;
	plan->accessed_only = 1;
	return 0;
}

static __always_inline bool is_code(const struct reclaim_item *item)
{
	return item->flags & RECLAIM_ITEM_FILE && item->flags & RECLAIM_ITEM_EXEC;
}

/* Code stays as long as it is run; all else has had its time. */
static __always_inline u32 class_of_active(const struct reclaim_item *item)
{
	return is_code(item) ? ACTIVE : INACTIVE;
}

/* A first reference may be the fault that mapped it; a second one is use. */
static __always_inline u32 class_of_inactive(const struct reclaim_item *item)
{
	bool again = item->ptes && item->flags & RECLAIM_ITEM_REFERENCED;

	return item->ptes > 1 || again || is_code(item) ? ACTIVE : INACTIVE;
}

SEC("struct_ops/rank")
void BPF_PROG(rx_chance_rank, struct reclaim_ctx *pass, struct reclaim_batch *batch)
{
	struct reclaim_item *item;

	rx_for_each_item(item, batch) {
		item->verdict = RECLAIM_CLASS;
		item->to_class = item->class == ACTIVE ? class_of_active(item) :
							 class_of_inactive(item);
		item->to_end = RECLAIM_NEWEST;
	}
}

SEC("struct_ops/refault")
int BPF_PROG(rx_chance_refault, struct reclaim_refault *refault,
	     struct mem_cgroup *memcg)
{
	return RX_CLASS(refault->distance <= refault->resident ? ACTIVE : INACTIVE);
}

SEC(".struct_ops.link")
struct reclaim_ops rx_chance = {
	.plan		= (void *)rx_chance_plan,
	.rank		= (void *)rx_chance_rank,
	.refault	= (void *)rx_chance_refault,
	.name		= "rx_chance",
	.flags		= RECLAIM_OPS_TWO_LISTS | RECLAIM_OPS_NO_KEYS,
};
