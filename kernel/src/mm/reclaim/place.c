// SPDX-License-Identifier: GPL-2.0
/*
 * insert() and refault(): where folios begin. access(): when they are read.
 */

/* A hook called for one folio: where it is charged, and who is asked */
struct folio_call {
	struct lruvec *lruvec;
	struct reclaim_policy *policy;
	struct mem_cgroup *memcg;
	u64 id;
	u64 start;	/* 0: not timed */
};

/* Return: the hooks of the policy that @folio is charged under, or NULL. */
static __always_inline const struct reclaim_ops *
find_folio_ops(struct folio_call *call, struct folio *folio)
{
	call->lruvec = charged_lruvec(folio);
	call->policy = reclaim_policy_of(call->lruvec);
	return call->policy ? READ_ONCE(call->policy->ops) : NULL;
}

static __always_inline void begin_folio_call(struct folio_call *call)
{
	call->memcg = lruvec_memcg(call->lruvec);
	call->id = memcg_cgroup_id(call->memcg);
	enter_hook(call->policy, call->id);
	call->start = begin_timing(call->policy);
}

static __always_inline void end_folio_call(struct folio_call *call,
					   enum reclaim_stat_item calls)
{
	end_timed_call(call->policy, calls, call->start, call->id);
}

/* The class that the policy answered, or -1 */
static __always_inline int placed_class(struct folio_call *call, u32 answer)
{
	u32 nr_classes = lruvec_nr_gens(call->lruvec);

	if (unlikely(answer > nr_classes)) {
		count_invalid(call->policy, 1, call->id);
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
	struct folio_call call;
	u32 answer;

	guard(rcu)();
	guard(preempt)();

	ops = find_folio_ops(&call, folio);
	if (!ops || !ops->refault)
		return -1;

	begin_folio_call(&call);
	describe_refaulted(&refault.item, folio, ops);
	refault.distance = distance;
	refault.resident = resident;
	refault.refs = refs;
	refault.workingset = workingset;
	refault.recent = recent;
	answer = ops->refault(&refault, call.memcg);
	end_folio_call(&call, RECLAIM_STAT_REFAULT_CALLS);
	return placed_class(&call, answer);
}

int __reclaim_place_new(struct folio *folio)
{
	const struct reclaim_ops *ops;
	struct folio_call call;
	struct reclaim_item item;
	u32 answer;

	guard(rcu)();
	guard(preempt)();

	ops = find_folio_ops(&call, folio);
	if (!ops || !ops->insert)
		return -1;

	begin_folio_call(&call);
	describe_folio(&item, folio, 0, ops);
	answer = ops->insert(&item, call.memcg);
	end_folio_call(&call, RECLAIM_STAT_INSERT_CALLS);
	return placed_class(&call, answer);
}

void __reclaim_note_access(struct folio *folio)
{
	const struct reclaim_ops *ops;
	struct folio_call call;
	struct reclaim_item item;

	guard(rcu)();
	guard(preempt)();

	ops = find_folio_ops(&call, folio);
	if (!ops || !ops->access)
		return;

	begin_folio_call(&call);
	describe_folio(&item, folio, class_on_list(folio, call.lruvec), ops);
	ops->access(&item, call.memcg);
	end_folio_call(&call, RECLAIM_STAT_ACCESS_CALLS);
}
