// SPDX-License-Identifier: GPL-2.0
/*
 * rx_classic: an active and an inactive list, as the built-in `classic` has them.
 *
 * New folios enter the inactive list and move to the active one when they are
 * read a second time: that is what RECLAIM_OPS_TWO_LISTS is, and why there is no
 * insert(). Reclaim takes from the inactive list. What page tables referenced
 * goes round once more, and moves to the active list if it was not for the first
 * time (rank). Active folios become inactive when the inactive list has
 * grown short, or when what comes back shows that the active list is out of date
 * (plan). A folio that comes back before as many pages have gone by as are
 * resident in its stead would have stayed in memory if it had been given their
 * place, so it gets one: it starts out active (refault).
 *
 * Anonymous memory and page cache are scanned in inverse proportion to what
 * their reclaim has cost lately, which counts pages that were rotated and, many
 * times dearer, pages that had to be read back; swappiness weighs the two. As
 * long as there is plenty of inactive page cache and nobody misses it, nothing
 * is swapped out.
 *
 * Caveats: the core counts the cost, which decays as reclaim goes on; it
 * rebalances the anonymous lists after a pass by itself; and at the last two
 * priorities it does not ask.
 *
 * Sources: T. Johnson, D. Shasha, "2Q: A Low Overhead High Performance Buffer
 * Management Replacement Algorithm", VLDB 1994, for two lists; F. Corbato, "A
 * Paging Experiment with the Multics System", 1968, for the second chance; and
 * what this is a twin of, mm/reclaim/balance.c, mm/reclaim/references.c and
 * mm/workingset.c of the kernel. `make twins` compares the two.
 */
#include <reclaim_ext/common.bpf.h>

#define ANON		0
#define FILE		1
#define BOTH		(1 << ANON | 1 << FILE)
#define INACTIVE	0
#define ACTIVE		1

#define GB_PAGES	(1ULL << 18)
#define MAX_SWAPPINESS	200

/* The largest number whose square is at most @n, for n below 2^32 */
static __always_inline u64 square_root(u64 n)
{
	u64 root = 0;

	for (int bit = 15; bit >= 0; bit--) {
		u64 next = root | 1 << bit;

		if (next * next <= n)
			root = next;
	}
	return root;
}

/* One half is kept inactive, of 10 GB a tenth, of 1 TB a hundredth. */
static __always_inline bool is_short(u64 inactive, u64 active)
{
	u64 gb = (inactive + active) / GB_PAGES;

	return inactive * (gb ? square_root(10 * gb) : 1) < active;
}

static __always_inline u32 stale_types(const struct reclaim_target *target)
{
	u32 stale = target->force ? BOTH : target->refaulted;

	if (is_short(target->pages[LRU_INACTIVE_ANON], target->pages[LRU_ACTIVE_ANON]))
		stale |= 1 << ANON;
	if (is_short(target->pages[LRU_INACTIVE_FILE], target->pages[LRU_ACTIVE_FILE]))
		stale |= 1 << FILE;
	return stale;
}

/* Of what may be taken of both types, @anon and @file parts in @whole */
static __always_inline void scan(struct reclaim_plan *plan, const struct reclaim_ctx *pass,
				 u64 anon, u64 file, u64 whole)
{
	plan->scan[LRU_INACTIVE_ANON] = pass->share[LRU_INACTIVE_ANON] * anon / whole;
	plan->scan[LRU_ACTIVE_ANON] = pass->share[LRU_ACTIVE_ANON] * anon / whole;
	plan->scan[LRU_INACTIVE_FILE] = pass->share[LRU_INACTIVE_FILE] * file / whole;
	plan->scan[LRU_ACTIVE_FILE] = pass->share[LRU_ACTIVE_FILE] * file / whole;
}

/* Neither type gets less than a third for its cost. */
static __always_inline void balance(struct reclaim_plan *plan, const struct reclaim_ctx *pass)
{
	const struct reclaim_target *target = &pass->target;
	u64 both = target->cost[ANON] + target->cost[FILE];
	u64 anon = pass->swappiness * (3 * both + 1) / (both + target->cost[ANON] + 1);
	u64 file = (MAX_SWAPPINESS - pass->swappiness) * (3 * both + 1) /
		   (both + target->cost[FILE] + 1);

	scan(plan, pass, anon, file, anon + file);
}

SEC("struct_ops/plan")
int BPF_PROG(rx_classic_plan, struct reclaim_ctx *pass, struct mem_cgroup *memcg,
	     struct reclaim_plan *plan)
{
	const struct reclaim_target *target = &pass->target;
	u32 stale = stale_types(target);

	plan->deactivate = stale;
	plan->references = RECLAIM_YES;
	plan->accessed_only = 1;

	/* anonymous memory only, by request or because there is no page cache left */
	if (pass->swappiness > MAX_SWAPPINESS || target->file_tiny)
		scan(plan, pass, 1, 0, 1);
	else if (target->pages[LRU_INACTIVE_FILE] >> pass->priority &&
		 !(stale & 1 << FILE) && !target->no_trim)
		scan(plan, pass, 0, 1, 1);
	else
		balance(plan, pass);
	return 0;
}

static __always_inline void move(struct reclaim_item *item, u32 class)
{
	item->verdict = RECLAIM_CLASS;
	item->to_class = class;
	item->to_end = RECLAIM_NEWEST;
}

/* Code pages stay as long as they are run; all else has had its time. */
static __always_inline void rank_active(struct reclaim_item *item, bool code)
{
	move(item, code ? ACTIVE : INACTIVE);
}

/* A first reference may be the fault that mapped it; a second one is use. */
static __always_inline void rank_inactive(struct reclaim_item *item, bool code)
{
	bool again = item->ptes && item->flags & RECLAIM_ITEM_REFERENCED;

	move(item, item->ptes > 1 || again || code ? ACTIVE : INACTIVE);
}

/* Asked only about what page tables show to be in use; the rest is given up. */
SEC("struct_ops/rank")
void BPF_PROG(rx_classic_rank, struct reclaim_ctx *pass, struct reclaim_batch *batch)
{
	struct reclaim_item *item;

	rx_for_each_item(item, batch) {
		bool code = item->flags & RECLAIM_ITEM_FILE &&
			    item->flags & RECLAIM_ITEM_EXEC;

		if (item->class == ACTIVE)
			rank_active(item, code);
		else
			rank_inactive(item, code);
	}
}

SEC("struct_ops/refault")
int BPF_PROG(rx_classic_refault, struct reclaim_refault *refault, struct mem_cgroup *memcg)
{
	return RX_CLASS(refault->distance <= refault->resident ? ACTIVE : INACTIVE);
}

SEC(".struct_ops.link")
struct reclaim_ops rx_classic = {
	.plan		= (void *)rx_classic_plan,
	.rank		= (void *)rx_classic_rank,
	.refault	= (void *)rx_classic_refault,
	.name		= "rx_classic",
	.flags		= RECLAIM_OPS_TWO_LISTS | RECLAIM_OPS_NO_KEYS,
};
