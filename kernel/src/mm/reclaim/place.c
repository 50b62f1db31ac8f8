// SPDX-License-Identifier: GPL-2.0
/*
 * insert() and refault(): where folios begin. access(): when they are read.
 */

/* A class that a policy answered, or -1 */
static int placed_class(struct reclaim_policy *policy, struct lruvec *lruvec,
			u32 answer, u64 id)
{
	u32 nr_classes = lruvec_nr_gens(lruvec);

	if (unlikely(answer > nr_classes)) {
		count_invalid(policy, 1, id);
		answer = nr_classes;
	}
	return (int)answer - 1;
}

int __reclaim_place_refault(struct folio *folio, unsigned long distance,
			    unsigned long resident, int refs, bool workingset,
			    bool recent)
{
	struct reclaim_refault refault;
	const struct reclaim_ops *ops;
	struct reclaim_policy *policy;
	struct mem_cgroup *memcg;
	struct lruvec *lruvec;
	u64 start, id;
	u32 answer;

	guard(rcu)();
	guard(preempt)();

	lruvec = charged_lruvec(folio);
	policy = reclaim_policy_of(lruvec);
	ops = policy ? READ_ONCE(policy->ops) : NULL;
	if (!ops || !ops->refault)
		return -1;

	memcg = lruvec_memcg(lruvec);
	id = memcg_cgroup_id(memcg);
	start = begin_folio_call(policy, id);
	describe_refaulted(&refault.item, folio, ops);
	refault.distance = distance;
	refault.resident = resident;
	refault.refs = refs;
	refault.workingset = workingset;
	refault.recent = recent;
	answer = ops->refault(&refault, memcg);
	end_folio_call(policy, RECLAIM_STAT_REFAULT_CALLS, start, id);
	return placed_class(policy, lruvec, answer, id);
}

int __reclaim_place_new(struct folio *folio)
{
	const struct reclaim_ops *ops;
	struct reclaim_policy *policy;
	struct reclaim_item item;
	struct mem_cgroup *memcg;
	struct lruvec *lruvec;
	u64 start, id;
	u32 answer;

	guard(rcu)();
	guard(preempt)();

	lruvec = charged_lruvec(folio);
	policy = reclaim_policy_of(lruvec);
	ops = policy ? READ_ONCE(policy->ops) : NULL;
	if (!ops || !ops->insert)
		return -1;

	memcg = lruvec_memcg(lruvec);
	id = memcg_cgroup_id(memcg);
	start = begin_folio_call(policy, id);
	describe_folio(&item, folio, 0, ops);
	answer = ops->insert(&item, memcg);
	end_folio_call(policy, RECLAIM_STAT_INSERT_CALLS, start, id);
	return placed_class(policy, lruvec, answer, id);
}

void __reclaim_note_access(struct folio *folio)
{
	const struct reclaim_ops *ops;
	struct reclaim_policy *policy;
	struct reclaim_item item;
	struct mem_cgroup *memcg;
	struct lruvec *lruvec;
	u64 start, id;

	guard(rcu)();
	guard(preempt)();

	lruvec = charged_lruvec(folio);
	policy = reclaim_policy_of(lruvec);
	ops = policy ? READ_ONCE(policy->ops) : NULL;
	if (!ops || !ops->access)
		return;

	memcg = lruvec_memcg(lruvec);
	id = memcg_cgroup_id(memcg);
	start = begin_folio_call(policy, id);
	describe_folio(&item, folio, class_on_list(folio, lruvec), ops);
	ops->access(&item, memcg);
	end_folio_call(policy, RECLAIM_STAT_ACCESS_CALLS, start, id);
}
