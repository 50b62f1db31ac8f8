// SPDX-License-Identifier: GPL-2.0
/*
 * rx_classic: an active and an inactive list, as the built-in `classic` has them.
 *
 * Reclaim takes from the inactive list. Active folios become inactive when that has
 * grown short, or when what comes back shows that the active list is out of date.
 * Anonymous memory and page cache are scanned in inverse proportion to what
 * their reclaim has cost lately, which counts pages that were rotated and, many
 * times dearer, pages that had to be read back; swappiness weighs the two. As
 * long as there is plenty of inactive page cache and nobody misses it, nothing
 * is swapped out.
 *
 * All of that is in plan(), which is asked once a pass. How a folio gets from one
 * list to the other, by a second read, by what page tables say or by coming back
 * soon, is what RECLAIM_OPS_TWO_LISTS is. There is no rank() and no refault():
 * rx_chance has them, to change these rules.
 *
 * Caveats: the core counts the cost, which decays as reclaim goes on; it
 * rebalances the anonymous lists after a pass by itself; and at the last two
 * priorities it does not ask.
 *
 * Sources: T. Johnson, D. Shasha, "2Q: A Low Overhead High Performance Buffer
 * Management Replacement Algorithm", VLDB 1994, for two lists; and what this is a
 * twin of, mm/reclaim/balance.c of the kernel. `make twins` compares the two.
 */
#include <reclaim_ext/common.bpf.h>

#define ANON		0
#define FILE		1
#define BOTH		(1 << ANON | 1 << FILE)

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

SEC(".struct_ops.link")
struct reclaim_ops rx_classic = {
	.plan		= (void *)rx_classic_plan,
	.name		= "rx_classic",
	.flags		= RECLAIM_OPS_TWO_LISTS,
};
