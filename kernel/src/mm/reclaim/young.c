// SPDX-License-Identifier: GPL-2.0
/*
 * Young folios on their way to a policy. They are found under a page table
 * lock, where no policy runs and no reference is taken: only their numbers are
 * noted, and what they stand for is looked up again when the lock is dropped.
 */

#ifdef CONFIG_RECLAIM_EXT

static bool young_wanted(struct lru_gen_mm_walk *walk)
{
	return static_branch_unlikely(&reclaim_young_key) && walk &&
	       rcu_access_pointer(walk->lruvec->reclaim_policy);
}

/* Whether mbind() says where the memory has to be */
static bool is_bound(struct vm_area_struct *vma)
{
#ifdef CONFIG_NUMA
	/* the mmap lock may not be held, and RCU is what frees policies */
	const struct mempolicy *policy = READ_ONCE(vma->vm_policy);

	return policy && READ_ONCE(policy->mode) == MPOL_BIND;
#else
	return false;
#endif
}

/* Page table locked. What does not fit any more is not shown. */
static void note_young(struct lru_gen_mm_walk *walk, struct folio *folio,
		       struct vm_area_struct *vma)
{
	if (young_wanted(walk) && walk->nr_young < ARRAY_SIZE(walk->young))
		walk->young[walk->nr_young++] = folio_pfn(folio) << 1 | is_bound(vma);
}

/* One more is going to be noted: time to drop the lock and to show them. */
static bool young_batch_full(struct lru_gen_mm_walk *walk)
{
	return young_wanted(walk) && walk->nr_young + 1 >= RECLAIM_BATCH_MAX;
}

static struct folio *get_young_folio(struct lruvec *lruvec, unsigned long pfn)
{
	struct page *page = pfn_to_online_page(pfn);
	struct folio *folio;

	if (!page)
		return NULL;
	folio = page_folio(page);
	if (!folio_try_get(folio))
		return NULL;

	if (folio_pfn(folio) == pfn && folio_lru_gen(folio) >= 0) {
		guard(rcu)();
		if (folio_matches_lruvec(folio, lruvec))
			return folio;
	}
	folio_put(folio);
	return NULL;
}

static void move_to_class(struct folio *folio, int class, int end)
{
	LIST_HEAD(list);

	if (!folio_isolate_lru(folio))
		return;
	list_add(&folio->lru, &list);
	move_folios_to_class(&list, class, end);
}

/*
 * Copying takes time, with @mm, if any, locked for reading: no allocation waits
 * for that, and no writer.
 *
 * Return: the nearest node of a faster tier that @memcg may use, NUMA_NO_NODE
 * if there is none or this is not the moment.
 */
static int promotion_node(int nid, struct mem_cgroup *memcg, struct mm_struct *mm)
{
	nodemask_t slower, allowed = node_states[N_MEMORY];
	int node, best = NUMA_NO_NODE;

	if (((current->flags & PF_MEMALLOC) && !current_is_kswapd()) ||
	    (mm && mmap_lock_is_contended(mm)))
		return NUMA_NO_NODE;

	mem_cgroup_node_filter_allowed(memcg, &allowed);
	for_each_node_mask(node, allowed) {
		node_get_allowed_targets(NODE_DATA(node), &slower);
		if (node_isset(nid, slower) &&
		    (best == NUMA_NO_NODE || node_distance(nid, node) < node_distance(nid, best)))
			best = node;
	}
	return best;
}

static void isolate_for_promotion(struct folio *folio, struct list_head *list)
{
	if (!folio_isolate_lru(folio))
		return;
	node_stat_mod_folio(folio, NR_ISOLATED_ANON + folio_is_file_lru(folio),
			    folio_nr_pages(folio));
	list_add_tail(&folio->lru, list);
}

/* As far as there is room: kswapd is to make some, and nobody waits for it. */
static struct folio *alloc_promoted(struct folio *src, unsigned long nid)
{
	gfp_t gfp_mask = GFP_TRANSHUGE_LIGHT | __GFP_THISNODE;

	if (!folio_test_large(src))
		gfp_mask |= __GFP_KSWAPD_RECLAIM;
	return __folio_alloc_node(gfp_mask, folio_order(src), nid);
}

static void promote_folios(struct lruvec *lruvec, struct list_head *list, int nid)
{
	unsigned int nr_succeeded;

	migrate_pages(list, alloc_promoted, NULL, nid, MIGRATE_ASYNC, MR_NUMA_MISPLACED,
		      &nr_succeeded);
	putback_movable_pages(list);
	reclaim_count_promoted(lruvec, nr_succeeded);
}

static void show_batch(struct lru_gen_mm_walk *walk, struct reclaim_ctx *ctx,
		       int faster, unsigned long *young, unsigned int nr_young)
{
	struct reclaim_answer answers[RECLAIM_BATCH_MAX];
	struct folio *folios[RECLAIM_BATCH_MAX];
	DECLARE_BITMAP(bound, RECLAIM_BATCH_MAX);
	unsigned int i, nr = 0;
	LIST_HEAD(promote);

	for (i = 0; i < nr_young; i++) {
		struct folio *folio = get_young_folio(walk->lruvec, young[i] >> 1);

		if (!folio)
			continue;
		__assign_bit(nr, bound, young[i] & 1);
		folios[nr++] = folio;
	}
	reclaim_ask_young(ctx, folios, nr, answers);

	for (i = 0; i < nr; i++) {
		if (answers[i].verdict == RECLAIM_CLASS)
			move_to_class(folios[i], answers[i].class, answers[i].end);
		else if (answers[i].verdict == RECLAIM_PROMOTE && faster != NUMA_NO_NODE &&
			 !test_bit(i, bound))
			isolate_for_promotion(folios[i], &promote);
		folio_put(folios[i]);
	}
	if (!list_empty(&promote))
		promote_folios(walk->lruvec, &promote, faster);
}

/* Tell the policy, if it wants to know, and do as it says. May sleep. */
static void show_young(struct lru_gen_mm_walk *walk, struct mm_struct *mm)
{
	struct lruvec *lruvec = walk->lruvec;
	struct reclaim_ctx ctx = {
		.nid = lruvec_pgdat(lruvec)->node_id,
		.priority = DEF_PRIORITY,
		.kswapd = current_is_kswapd(),
		.swappiness = mem_cgroup_swappiness(lruvec_memcg(lruvec)),
		.lruvec = lruvec,
	};
	unsigned int i, nr = walk->nr_young;
	int faster;

	if (!nr)
		return;

	walk->nr_young = 0;
	faster = promotion_node(ctx.nid, lruvec_memcg(lruvec), mm);
	for (i = 0; i < nr; i += RECLAIM_BATCH_MAX)
		show_batch(walk, &ctx, faster, walk->young + i, min(nr - i, RECLAIM_BATCH_MAX));
}

#else

static bool young_wanted(struct lru_gen_mm_walk *walk)
{
	return false;
}

static void note_young(struct lru_gen_mm_walk *walk, struct folio *folio,
		       struct vm_area_struct *vma)
{
}

static bool young_batch_full(struct lru_gen_mm_walk *walk)
{
	return false;
}

static void show_young(struct lru_gen_mm_walk *walk, struct mm_struct *mm)
{
}

#endif
