// SPDX-License-Identifier: GPL-2.0
/*
 * young(): what becomes of folios that were found in use.
 */

/* Return: how many answers were invalid. */
static u64 check_young(const struct reclaim_item *item, u32 nr_classes,
		       struct reclaim_answer *answer)
{
	bool in_range = item->to_class < nr_classes;

	if (item->verdict == RECLAIM_DEFAULT || item->verdict == RECLAIM_PROMOTE) {
		answer->verdict = item->verdict;
		return 0;
	}
	if (item->verdict != RECLAIM_CLASS || item->to_end >= RECLAIM_NR_ENDS)
		return 1;

	answer->verdict = item->verdict;
	answer->class = in_range ? item->to_class : nr_classes - 1;
	answer->end = item->to_end;
	return !in_range;
}

/**
 * reclaim_ask_young - ask what becomes of folios found to be young
 * @ctx: filled in but for the cgroup and the number of classes.
 * @folios: with references; on lists of &reclaim_ctx.lruvec.
 * @nr: how many, at most %RECLAIM_BATCH_MAX.
 * @answers: receives as many.
 *
 * Context: process, no lock held.
 */
void reclaim_ask_young(struct reclaim_ctx *ctx, struct folio **folios, unsigned int nr,
		       struct reclaim_answer *answers)
{
	const struct reclaim_ops *ops;
	struct reclaim_policy *policy;
	struct reclaim_batch *batch;
	u64 start, invalid = 0, promote = 0;
	unsigned int i;

	memset(answers, 0, nr * sizeof(*answers));
	guard(rcu)();
	guard(preempt)();

	policy = reclaim_policy_of(ctx->lruvec);
	ops = policy ? READ_ONCE(policy->ops) : NULL;
	if (!nr || !ops || !ops->young)
		return;

	describe_lruvec(ctx, lruvec_is_classic(ctx->lruvec));
	batch = &this_cpu_ptr(&reclaim_rank_buffer)->batch;
	for (i = 0; i < nr; i++)
		describe_folio(&batch->items[i], folios[i],
			       class_on_list(folios[i], ctx->lruvec), ops);
	batch->nr = nr;

	start = begin_call(policy, ctx->cgroup_id);
	ops->young(ctx, batch);
	end_call(policy, RECLAIM_STAT_YOUNG_CALLS, start, ctx->cgroup_id);

	for (i = 0; i < nr; i++) {
		invalid += check_young(&batch->items[i], lruvec_nr_gens(ctx->lruvec),
				       &answers[i]);
		promote += answers[i].verdict == RECLAIM_PROMOTE;
	}
	reclaim_stat_add(policy, RECLAIM_STAT_YOUNG, nr);
	reclaim_stat_add(policy, RECLAIM_STAT_VERDICT_PROMOTE, promote);
	count_invalid(policy, invalid, ctx->cgroup_id);
}

/**
 * reclaim_count_promoted - note what came of the folios young() had promoted
 * @lruvec: they are from.
 * @nr_pages: pages migrated.
 */
void reclaim_count_promoted(struct lruvec *lruvec, unsigned long nr_pages)
{
	struct reclaim_policy *policy;

	guard(rcu)();
	policy = reclaim_policy_of(lruvec);
	if (policy)
		reclaim_stat_add(policy, RECLAIM_STAT_PROMOTED, nr_pages);
}
