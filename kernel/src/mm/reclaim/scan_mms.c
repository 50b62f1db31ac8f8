// SPDX-License-Identifier: GPL-2.0
/*
 * Page table walks that start no generation: before active folios of the
 * active/inactive LRU become inactive, and for whoever wants to know what is in
 * use.
 */

/* One walk without a new generation at a time has the list to itself. */
static bool begin_scan(struct lruvec *lruvec)
{
	struct lru_gen_mm_list *mm_list = get_mm_list(lruvec_memcg(lruvec));
	struct lru_gen_mm_state *mm_state = get_mm_state(lruvec);

	guard(spinlock)(&mm_list->lock);
	if (mm_state->scan)
		return false;
	mm_state->scan = &mm_list->fifo;
	return true;
}

/* Return: the next address space, to be dropped; NULL at the end or when killed. */
static struct mm_struct *scan_next_mm(struct lru_gen_mm_walk *walk)
{
	struct lru_gen_mm_list *mm_list = get_mm_list(lruvec_memcg(walk->lruvec));
	struct lru_gen_mm_state *mm_state = get_mm_state(walk->lruvec);
	struct mm_struct *mm;

	guard(spinlock)(&mm_list->lock);
	do {
		mm_state->scan = mm_state->scan->next;
		if (mm_state->scan == &mm_list->fifo || fatal_signal_pending(current)) {
			mm_state->scan = NULL;
			return NULL;
		}
		mm = get_next_mm(walk, mm_state->scan);
	} while (!mm);
	return mm;
}

/*
 * Walk all address spaces of a cgroup without starting a generation: what is
 * young goes to the youngest there is. Every entry is looked at, since the
 * Bloom filters and the accessed bits of upper levels are the aging's.
 *
 * Return: how many entries were young, -EBUSY if such a walk is under way.
 */
static long walk_mms(struct lruvec *lruvec, struct lru_gen_mm_walk *walk, int swappiness)
{
	struct mm_struct *mm;
	long young;

	walk->lruvec = lruvec;
	walk->swappiness = swappiness;
	walk->force_scan = true;
	if (!begin_scan(lruvec))
		return -EBUSY;

	classic_note_walk(lruvec);
	while ((mm = scan_next_mm(walk))) {
		walk->seq = READ_ONCE(lruvec->lrugen.max_seq);
		walk_mm(mm, walk);
		mmdrop(mm);
	}

	young = walk->mm_stats[MM_LEAF_YOUNG];
	memset(walk->mm_stats, 0, sizeof(walk->mm_stats));
	return young;
}

static bool should_walk_mms(struct lruvec *lruvec)
{
	if (!get_mm_state(lruvec))
		return false;
	return lruvec_is_classic(lruvec) ? arch_has_hw_pte_young() : should_walk_mmu();
}

/*
 * Before active folios of the classic LRU become inactive: once the inactive
 * ones were all replaced, find those in use at once instead of by their rmaps.
 */
static void classic_walk(struct lruvec *lruvec, struct scan_control *sc)
{
	struct reclaim_state *rs = current->reclaim_state;
	unsigned long sizes[NR_LRU_LISTS], inactive;
	bool borrowed = rs->mm_walk;

	if (!lru_classic_walks() || !should_walk_mms(lruvec))
		return;
	lruvec_lru_sizes(lruvec, MAX_NR_ZONES - 1, sizes);
	inactive = sizes[LRU_INACTIVE_ANON] + sizes[LRU_INACTIVE_FILE];
	if (READ_ONCE(lruvec->lrugen.nr_replaced) < max(inactive, SWAP_CLUSTER_MAX))
		return;

	WRITE_ONCE(lruvec->lrugen.nr_replaced, 0);
	if (!borrowed && !set_mm_walk(lruvec_pgdat(lruvec), true))
		return;
	walk_mms(lruvec, rs->mm_walk, get_swappiness(lruvec, sc));
	if (!borrowed)
		clear_mm_walk();
}

#ifdef CONFIG_RECLAIM_EXT
/**
 * reclaim_walk - find out which folios of a cgroup are in use, evicting none
 * @memcg: the cgroup, without its descendants.
 * @nid: the node whose folios to look for.
 *
 * Walks the page tables of all processes of @memcg as the aging does, and what
 * follows for young folios is the same, but no generation is started.
 *
 * Context: process, may sleep, not from reclaim.
 *
 * Return: how many page table entries were young, -EINVAL without such a node,
 * -EOPNOTSUPP if the machine or, for generations, lru_gen/enabled does not let page
 * tables be walked,
 * -EBUSY if another such walk is under way, or -ENOMEM.
 */
long reclaim_walk(struct mem_cgroup *memcg, int nid)
{
	struct lru_gen_mm_walk *walk __free(kfree) = NULL;
	struct lruvec *lruvec;

	if (nid < 0 || nid >= MAX_NUMNODES || !node_state(nid, N_MEMORY))
		return -EINVAL;

	lruvec = get_lruvec(memcg, nid);
	if (!should_walk_mms(lruvec))
		return -EOPNOTSUPP;

	walk = kzalloc_obj(*walk);
	if (!walk)
		return -ENOMEM;
	return walk_mms(lruvec, walk, MAX_SWAPPINESS / 2);
}
#endif
