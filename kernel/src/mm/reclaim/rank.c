// SPDX-License-Identifier: GPL-2.0
/*
 * rank(): what becomes of folios that were isolated to be evicted.
 */

/* What page tables say about one folio; the bits of flags are an item's, shifted */
struct reclaim_look {
	u8 ptes;
	u8 flags;
};

#define LOOK_SHIFT	8
static_assert(RECLAIM_ITEM_EXEC >> LOOK_SHIFT == 1);

static struct reclaim_look look_at_page_tables(struct folio *folio,
					       struct mem_cgroup *memcg)
{
	struct reclaim_look look = {};
	vma_flags_t vma_flags;
	int ptes;

	if (!folio_mapped(folio))
		return look;

	ptes = folio_referenced(folio, 0, memcg, &vma_flags);
	if (ptes < 0)
		look.flags |= RECLAIM_ITEM_UNKNOWN >> LOOK_SHIFT;
	if (ptes > 0 && vma_flags_test(&vma_flags, VMA_EXEC_BIT))
		look.flags |= RECLAIM_ITEM_EXEC >> LOOK_SHIFT;
	look.ptes = clamp(ptes, 0, U8_MAX);
	return look;
}

/*
 * Before the batch is filled, since this takes time and preemption is on yet.
 *
 * Return: the folios looked at.
 */
static unsigned int look_ahead(struct reclaim_look *looks, struct reclaim_pass *pass,
			       struct list_head *folios, struct folio *folio)
{
	unsigned int nr = 0;

	while (nr < RECLAIM_BATCH_MAX && &folio->lru != folios) {
		looks[nr++] = look_at_page_tables(folio, pass->ctx.memcg);
		folio = list_prev_entry(folio, lru);
	}
	return nr;
}

static unsigned int fill_batch(struct reclaim_rank_buffer *buf,
			       struct reclaim_pass *pass, struct list_head *folios,
			       struct folio **cursor, const struct reclaim_look *looks,
			       const struct reclaim_ops *ops)
{
	unsigned int nr = 0;

	while (nr < RECLAIM_BATCH_MAX && &(*cursor)->lru != folios) {
		struct reclaim_item *item = &buf->batch.items[nr];

		buf->folios[nr] = *cursor;
		describe_folio(item, *cursor, pass->plan.class, ops);
		if (pass->plan.references == RECLAIM_YES) {
			item->ptes = looks[nr].ptes;
			item->flags |= looks[nr].flags << LOOK_SHIFT;
		}
		*cursor = list_prev_entry(*cursor, lru);
		nr++;
	}
	buf->batch.nr = nr;
	return nr;
}

/*
 * Put @folio where it waits to go back. Lists are taken from their tail, so
 * what returns to the end it came from is put back in reverse.
 */
static void keep_folio(struct folio *folio, struct reclaim_kept *kept,
		       u32 class, u32 end, u32 from)
{
	int i = class * RECLAIM_NR_ENDS + end;
	struct list_head *head = &kept->list[i];

	if (!(kept->used & BIT(i)))
		INIT_LIST_HEAD(head);
	kept->used |= BIT(i);
	if (end == from)
		list_move_tail(&folio->lru, head);
	else
		list_move(&folio->lru, head);
}

/*
 * What the core does with a folio that a policy has no opinion on; see
 * sort_by_tier().
 */
static bool keep_protected(struct reclaim_pass *pass, struct folio *folio,
			   struct reclaim_kept *kept)
{
	int refs = folio_lru_refs(folio);
	bool workingset = folio_test_workingset(folio);
	int tier = lru_tier_from_refs(refs, workingset);
	bool most = refs + workingset == BIT(LRU_REFS_WIDTH) + 1;

	if (tier <= pass->tier && !most)
		return false;
	if (!most && !pass->plan.class)
		kept->protected[tier] += folio_nr_pages(folio);
	set_mask_bits(&folio->flags.f, LRU_REFS_FLAGS, 0);
	keep_folio(folio, kept, min(pass->plan.class + 1, RECLAIM_CLASSES_MAX - 1),
		   RECLAIM_NEWEST, pass->plan.end);
	return true;
}

struct rank_result {
	u64 verdicts[RECLAIM_NR_VERDICTS];
	u64 overridden;
	u64 invalid;
	struct reclaim_withheld withheld;
};

/* In use, as page tables say, and the policy has no opinion on what follows. */
static bool is_in_use(struct reclaim_pass *pass, const struct reclaim_item *item)
{
	return pass->plan.references == RECLAIM_YES &&
	       (item->ptes || item->flags & RECLAIM_ITEM_UNKNOWN);
}

/* What was seen of a folio has been answered for, and may leave a mark. */
static void consume_accesses(struct folio *folio, u8 ptes)
{
	set_mask_bits(&folio->flags.f, LRU_REFS_FLAGS, ptes ? BIT(PG_referenced) : 0);
}

/*
 * The policy that page tables were looked at for is gone, and what they said cannot
 * be read again: what is in use stays, of the active list what is executed.
 */
static void keep_used(struct reclaim_pass *pass, struct folio *folio,
		      struct reclaim_kept *kept, const struct reclaim_look *look)
{
	u32 flags = look->flags << LOOK_SHIFT;

	if (!look->ptes && !(flags & RECLAIM_ITEM_UNKNOWN))
		return;
	if (pass->two_lists && pass->plan.class &&
	    !(flags & RECLAIM_ITEM_EXEC && folio_is_file_lru(folio)))
		return;

	consume_accesses(folio, look->ptes);
	keep_folio(folio, kept, pass->plan.class, RECLAIM_NEWEST, pass->plan.end);
}

static void apply_verdict(struct reclaim_pass *pass, struct folio *folio,
			  struct reclaim_item *item, struct reclaim_kept *kept,
			  struct rank_result *res)
{
	bool two_lists = pass->two_lists;
	u32 nr_classes = lruvec_nr_gens(pass->ctx.lruvec);
	u32 class = pass->plan.class;
	u32 end = item->to_end;

	/* the last verdict is young()'s */
	if (item->verdict >= RECLAIM_PROMOTE || end >= RECLAIM_NR_ENDS) {
		item->verdict = RECLAIM_DEFAULT;
		res->invalid++;
	}
	res->verdicts[item->verdict]++;

	switch (item->verdict) {
	case RECLAIM_CLASS:
		class = item->to_class;
		if (class >= nr_classes) {
			class = nr_classes - 1;
			res->invalid++;
		}
		break;
	case RECLAIM_KEEP:
		break;
	case RECLAIM_DEMOTE:
		if (pass->can_demote)
			goto offer;
		fallthrough;
	case RECLAIM_DEFAULT:
		if (!two_lists && keep_protected(pass, folio, kept))
			return;
		if ((two_lists && class) || !is_in_use(pass, item))
			goto offer;
		end = RECLAIM_NEWEST;
		break;
	default:
		goto offer;
	}

	/* what leaves the active list keeps its accesses, for its way back */
	if (two_lists && class < pass->plan.class) {
		folio_set_workingset(folio);
		keep_folio(folio, kept, class, end, pass->plan.end);
		return;
	}
	if (pass->ctx.priority <= RECLAIM_FREE_PRIORITY && !item->refs && !is_in_use(pass, item)) {
		res->overridden++;
		return;
	}

	/* protected for its accesses */
	if (item->refs && class > pass->plan.class && !two_lists)
		folio_set_workingset(folio);
	consume_accesses(folio, item->ptes);
	keep_folio(folio, kept, class, end, pass->plan.end);
	if (item->refs || is_in_use(pass, item))
		return;
	if (class > pass->plan.class || end != pass->plan.end)
		res->withheld.moved += item->nr_pages;
	else
		res->withheld.kept++;
	return;

offer:
	/* what leaves the active list is not evicted yet */
	if (pass->ctx.priority > RECLAIM_FREE_PRIORITY && !(two_lists && pass->plan.class)) {
		res->withheld.offered++;
		res->withheld.offered_pages += item->nr_pages;
		pass->offered += item->nr_pages;
	}
}

static void account_verdicts(struct reclaim_pass *pass,
			     struct reclaim_policy *policy, unsigned int nr,
			     const struct rank_result *res)
{
	int i;

	reclaim_stat_add(policy, RECLAIM_STAT_RANKED, nr);
	for (i = 0; i < RECLAIM_NR_VERDICTS; i++)
		reclaim_stat_add(policy, RECLAIM_STAT_VERDICT_DEFAULT + i, res->verdicts[i]);
	if (res->overridden)
		reclaim_stat_add(policy, RECLAIM_STAT_OVERRIDDEN, res->overridden);
	count_invalid(policy, res->invalid, pass->ctx.cgroup_id);
}

/* Return: the folios looked at, 0 at the end or when the policy is gone. */
static unsigned int rank_batch(struct reclaim_pass *pass, struct list_head *folios,
			       struct folio **cursor, struct reclaim_kept *kept,
			       const struct reclaim_look *looks)
{
	struct reclaim_rank_buffer *buf;
	struct reclaim_policy *policy;
	struct rank_result res = {};
	const struct reclaim_ops *ops;
	unsigned int i, nr;
	u64 start;

	guard(rcu)();
	guard(preempt)();

	policy = reclaim_policy_for(pass);
	ops = policy ? READ_ONCE(policy->ops) : NULL;
	if (!ops || !ops->rank) {
		pass->rank = false;
		return 0;
	}

	buf = this_cpu_ptr(&reclaim_rank_buffer);
	nr = fill_batch(buf, pass, folios, cursor, looks, ops);
	if (!nr)
		return 0;

	start = begin_call(policy, pass->ctx.cgroup_id);
	ops->rank(&pass->ctx, &buf->batch);
	end_call(policy, RECLAIM_STAT_RANK_CALLS, start, pass->ctx.cgroup_id);

	for (i = 0; i < nr; i++)
		apply_verdict(pass, buf->folios[i], &buf->batch.items[i], kept, &res);
	account_verdicts(pass, policy, nr, &res);
	reclaim_note_withheld(pass, policy, &res.withheld);
	return nr;
}

/*
 * The policy has lost its say: folios from @cursor on are left to the core, which looks
 * at page tables again but for the first @nr_looks.
 */
static void rank_without(struct reclaim_pass *pass, struct list_head *folios,
			 struct folio *cursor, struct reclaim_kept *kept,
			 const struct reclaim_look *looks, unsigned int nr_looks)
{
	unsigned int i;

	for (i = 0; &cursor->lru != folios; i++) {
		struct folio *folio = cursor;

		cursor = list_prev_entry(cursor, lru);
		/* of what accessed_only shows, tiers were looked at on the list */
		if (!pass->two_lists && !pass->plan.accessed_only &&
		    keep_protected(pass, folio, kept))
			continue;
		if (i < nr_looks)
			keep_used(pass, folio, kept, &looks[i]);
	}
}

/* Return: whether the policy could be asked about all of them. */
static bool rank_all(struct reclaim_pass *pass, struct list_head *folios,
		     struct reclaim_kept *kept)
{
	struct folio *cursor = list_last_entry(folios, struct folio, lru);
	struct reclaim_look looks[RECLAIM_BATCH_MAX];
	unsigned int nr, looked = 0;
	bool ranked;

	do {
		if (pass->plan.references == RECLAIM_YES)
			looked = look_ahead(looks, pass, folios, cursor);
		nr = rank_batch(pass, folios, &cursor, kept, looks);
	} while (nr && pass->rank);

	ranked = &cursor->lru == folios;
	/* looks are those of the next batch unless it was ranked */
	rank_without(pass, folios, cursor, kept, looks, nr ? 0 : looked);
	return ranked;
}

/* The policy lets these go without a question. */
static void note_offered(struct reclaim_pass *pass, unsigned int nr, unsigned long nr_pages)
{
	struct reclaim_withheld withheld = { .offered = nr, .offered_pages = nr_pages };
	struct reclaim_policy *policy;

	/* of the active list they go to the inactive one */
	if (pass->two_lists && pass->plan.class)
		return;

	guard(rcu)();
	policy = reclaim_policy_for(pass);
	if (!policy || pass->ctx.priority <= RECLAIM_FREE_PRIORITY)
		return;
	pass->offered += nr_pages;
	reclaim_note_withheld(pass, policy, &withheld);
}

/* Return: whether all were looked at, and the policy could be asked. */
static bool rank_accessed(struct reclaim_pass *pass, struct list_head *folios,
			  struct reclaim_kept *kept)
{
	struct folio *cursor, *folio = list_last_entry(folios, struct folio, lru);
	struct reclaim_look looks[RECLAIM_BATCH_MAX];
	unsigned long nr_pages = 0;
	unsigned int nr_offered = 0;
	bool ranked = true;
	LIST_HEAD(accessed);

	while (ranked && &folio->lru != folios) {
		unsigned int nr = 0;

		while (nr < RECLAIM_BATCH_MAX && &folio->lru != folios) {
			struct folio *next = list_prev_entry(folio, lru);

			looks[nr] = look_at_page_tables(folio, pass->ctx.memcg);
			if (looks[nr].ptes || looks[nr].flags) {
				list_move(&folio->lru, &accessed);
				nr++;
			} else {
				nr_offered++;
				nr_pages += folio_nr_pages(folio);
			}
			folio = next;
		}
		if (!nr)
			break;

		cursor = list_last_entry(&accessed, struct folio, lru);
		if (!rank_batch(pass, &accessed, &cursor, kept, looks))
			rank_without(pass, &accessed, cursor, kept, looks, nr);
		ranked = pass->rank;
		list_splice_tail_init(&accessed, folios);
	}
	if (nr_offered)
		note_offered(pass, nr_offered, nr_pages);
	return ranked;
}

/**
 * reclaim_rank_folios - ask for a verdict on isolated folios
 * @pass: with &reclaim_pass.rank set.
 * @folios: isolated, the one nearest to the scanned end last; what stays on it
 *	is offered for eviction.
 * @kept: receives the others, to be put back by the caller.
 *
 * Context: process, no lock held.
 *
 * Return: true if the policy judged all of them by what page tables say.
 */
bool reclaim_rank_folios(struct reclaim_pass *pass, struct list_head *folios,
			 struct reclaim_kept *kept)
{
	if (pass->plan.accessed_only)
		return rank_accessed(pass, folios, kept);
	return rank_all(pass, folios, kept) && pass->plan.references == RECLAIM_YES;
}
