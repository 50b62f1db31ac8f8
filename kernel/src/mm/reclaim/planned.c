// SPDX-License-Identifier: GPL-2.0
/*
 * Where both LRUs ask a policy: what to scan, and what becomes of the folios that
 * were isolated.
 */

#ifdef CONFIG_RECLAIM_EXT

/* Ask the policy of @lruvec; sc->pass.plan is what the core means to scan. */
static void begin_pass(struct lruvec *lruvec, struct scan_control *sc, int swappiness,
		       bool two_lists)
{
	struct reclaim_ctx *ctx = &sc->pass.ctx;

	sc->pass.two_lists = two_lists;
	ctx->lruvec = lruvec;
	ctx->nid = lruvec_pgdat(lruvec)->node_id;
	ctx->priority = sc->priority;
	ctx->order = sc->order;
	ctx->kswapd = current_is_kswapd();
	ctx->proactive = sc->proactive;
	ctx->swappiness = swappiness;
	ctx->memcg = sc->target_mem_cgroup;
	reclaim_pass_begin(&sc->pass);
}

/*
 * What policies judge the balance of lists by. It stays the same while the cgroups of
 * a node are visited, as what prepare_scan_control() finds does.
 */
static void describe_target(struct pglist_data *pgdat, struct scan_control *sc)
{
	struct lruvec *target = mem_cgroup_lruvec(sc->target_mem_cgroup, pgdat);
	struct reclaim_target *to = &sc->pass.ctx.target;
	enum lru_list lru;

	sc->pass.described = true;
	for_each_evictable_lru(lru)
		to->pages[lru] = lruvec_page_state(target, NR_LRU_BASE + lru);
	to->cost[WORKINGSET_ANON] = sc->anon_cost;
	to->cost[WORKINGSET_FILE] = sc->file_cost;
	to->refaulted = 0;
	if (lruvec_page_state(target, WORKINGSET_ACTIVATE_ANON) !=
	    target->refaults[WORKINGSET_ANON])
		to->refaulted |= BIT(WORKINGSET_ANON);
	if (lruvec_page_state(target, WORKINGSET_ACTIVATE_FILE) !=
	    target->refaults[WORKINGSET_FILE])
		to->refaulted |= BIT(WORKINGSET_FILE);
	to->file_tiny = sc->file_is_tiny;
	to->force = sc->force_deactivate;
	to->no_trim = sc->no_cache_trim_mode;
}

/*
 * Let a policy say how much to scan of each list, up to @share, and whether active
 * folios are looked at. @nr has what is scanned without a policy, and then the answer.
 */
static void plan_scan_count(struct lruvec *lruvec, struct scan_control *sc, int swappiness,
			    const unsigned long *share, unsigned long *nr)
{
	struct reclaim_plan *plan = &sc->pass.plan;
	unsigned long total = 0;
	enum lru_list lru;

	for_each_evictable_lru(lru) {
		sc->pass.ctx.share[lru] = share[lru];
		plan->scan[lru] = nr[lru];
		total += share[lru];
	}
	if (!total)
		return;

	plan->deactivate = sc->may_deactivate;
	if (!sc->pass.described)
		describe_target(lruvec_pgdat(lruvec), sc);
	begin_pass(lruvec, sc, swappiness, true);
	if (sc->pass.planned) {
		for_each_evictable_lru(lru)
			nr[lru] = plan->scan[lru];
		sc->may_deactivate = plan->deactivate;
	}
	plan->deactivate = 0;
}

/* What the active/inactive LRU counts where it changes a folio's list */
static void count_ranked(struct lruvec *lruvec, int type, int from, int to, int nr_pages)
{
	if (from != to) {
		count_vm_events(to ? PGACTIVATE : PGDEACTIVATE, nr_pages);
		count_memcg_events(lruvec_memcg(lruvec), to ? PGACTIVATE : PGDEACTIVATE,
				   nr_pages);
	} else if (to) {
		mod_lruvec_state(lruvec, PGROTATE_ANON + type, nr_pages);
	}
}

/*
 * Leave on @list what the policy offers; the rest goes back where it says.
 * @judged tells whether it has judged what page tables say, too.
 *
 * Return: pages that went back.
 */
static int rank_folios(struct lruvec *lruvec, struct scan_control *sc, int type,
		       struct list_head *list, bool *judged)
{
	struct lru_gen_folio *lrugen = &lruvec->lrugen;
	struct reclaim_kept kept;
	int i, tier, nr_kept = 0;

	kept.used = 0;
	memset(kept.protected, 0, sizeof(kept.protected));
	sc->pass.can_demote = can_demote(lruvec_pgdat(lruvec)->node_id, sc,
					 lruvec_memcg(lruvec));
	*judged = reclaim_rank_folios(&sc->pass, list, &kept);

	if (memchr_inv(kept.protected, 0, sizeof(kept.protected))) {
		int hist = lru_hist_from_seq(READ_ONCE(lrugen->min_seq[type]));
		unsigned long *nr = lrugen->protected[hist][type];

		lruvec_lock_irq(lruvec);
		for (tier = 0; tier < MAX_NR_TIERS; tier++)
			WRITE_ONCE(nr[tier], nr[tier] + kept.protected[tier]);
		lruvec_unlock_irq(lruvec);
	}

	for_each_set_bit(i, &kept.used, RECLAIM_CLASSES_MAX * RECLAIM_NR_ENDS) {
		int class = i / RECLAIM_NR_ENDS;
		int nr = move_folios_to_class(&kept.list[i], class, i % RECLAIM_NR_ENDS);

		nr_kept += nr;
		if (lruvec_is_classic(lruvec))
			count_ranked(lruvec, type, sc->pass.plan.class, class, nr);
	}
	return nr_kept;
}

/*
 * Ask a policy about folios of one list. @judged as in rank_folios().
 *
 * Return: pages that went back.
 */
static int rank_list(struct list_head *list, struct lruvec *lruvec,
		     struct scan_control *sc, enum lru_list lru, bool *judged)
{
	int nr_kept;

	sc->pass.plan.class = is_active_lru(lru);
	nr_kept = rank_folios(lruvec, sc, is_file_lru(lru), list, judged);
	if (!is_active_lru(lru))
		sc->nr_scanned += nr_kept;
	return nr_kept;
}

#else /* !CONFIG_RECLAIM_EXT */

static void __maybe_unused begin_pass(struct lruvec *lruvec, struct scan_control *sc,
				      int swappiness, bool two_lists)
{
}

static void plan_scan_count(struct lruvec *lruvec, struct scan_control *sc, int swappiness,
			    const unsigned long *share, unsigned long *nr)
{
}

static int __maybe_unused rank_folios(struct lruvec *lruvec, struct scan_control *sc,
				      int type, struct list_head *list, bool *judged)
{
	return 0;
}

static int rank_list(struct list_head *list, struct lruvec *lruvec,
		     struct scan_control *sc, enum lru_list lru, bool *judged)
{
	return 0;
}

#endif /* CONFIG_RECLAIM_EXT */
