// SPDX-License-Identifier: GPL-2.0
/*
 * plan(): how a pass over an lruvec is to be done.
 */

/* Return: 1 if @field was out of range and is @preset now, or 0. */
static u64 check_field(u32 *field, u32 limit, u32 preset)
{
	if (*field < limit)
		return 0;
	*field = preset;
	return 1;
}

/*
 * A plan for two lists that takes next to nothing: less than a quarter of a batch,
 * of the inactive lists unless these have nothing to give.
 */
static bool is_idle(const struct reclaim_plan *plan, const struct reclaim_plan *preset)
{
	u64 taken[2] = {}, could[2] = {};
	int lru, active;

	for_each_evictable_lru(lru) {
		active = is_active_lru(lru);
		if (!active || plan->deactivate & BIT(is_file_lru(lru)))
			taken[active] += plan->scan[lru];
		could[active] += preset->scan[lru];
	}
	active = !could[0];
	return taken[active] < min_t(u64, could[active], RECLAIM_BATCH_MAX) / 4;
}

static u64 check_plan(struct reclaim_plan *plan, const struct reclaim_plan *preset,
		      u32 nr_classes)
{
	u64 invalid = 0;
	int lru;

	invalid += check_field(&plan->type, RECLAIM_NR_TYPES, RECLAIM_TYPE_DEFAULT);
	invalid += check_field(&plan->end, RECLAIM_NR_ENDS, RECLAIM_OLDEST);
	invalid += check_field(&plan->age, RECLAIM_NR_TRISTATES, RECLAIM_AUTO);
	invalid += check_field(&plan->walk, RECLAIM_NR_TRISTATES, RECLAIM_AUTO);
	invalid += check_field(&plan->class, nr_classes, nr_classes - 1);
	invalid += check_field(&plan->references, RECLAIM_NR_TRISTATES, RECLAIM_AUTO);
	invalid += check_field(&plan->deactivate, BIT(ANON_AND_FILE), 0);
	if (plan->accessed_only && plan->references != RECLAIM_YES) {
		plan->accessed_only = 0;
		invalid++;
	}
	if (max(plan->anon_tier, plan->file_tier) > MAX_NR_TIERS) {
		plan->anon_tier = 0;
		plan->file_tier = 0;
		invalid++;
	}
	plan->nr_to_scan = clamp_t(u64, plan->nr_to_scan,
				   min_t(u64, preset->nr_to_scan, RECLAIM_BATCH_MAX),
				   preset->nr_to_scan);
	for_each_evictable_lru(lru)
		plan->scan[lru] = min(plan->scan[lru], preset->scan[lru]);
	return invalid;
}

static void ask_plan(struct reclaim_policy *policy, struct lruvec *lruvec,
		     struct reclaim_pass *pass)
{
	const struct reclaim_ops *ops = READ_ONCE(policy->ops);
	struct reclaim_plan preset = pass->plan;
	u64 start, invalid;
	s32 ret;

	pass->planned = false;
	describe_lruvec(&pass->ctx, lruvec);
	if (!ops->plan)
		return;

	guard(preempt)();
	start = begin_call(policy, pass->ctx.cgroup_id);
	ret = ops->plan(&pass->ctx, lruvec_memcg(lruvec), &pass->plan);
	end_call(policy, RECLAIM_STAT_PLAN_CALLS, start, pass->ctx.cgroup_id);

	invalid = ret ? 1 : check_plan(&pass->plan, &preset, lruvec_nr_gens(lruvec));
	pass->planned = !ret && !is_idle(&pass->plan, &preset);
	if (ret)
		pass->plan = preset;
	if (policy->lists == RECLAIM_LISTS_TWO) {
		pass->plan.class = 0;
		pass->plan.end = RECLAIM_OLDEST;
	}
	count_invalid(policy, invalid, pass->ctx.cgroup_id);
}

/**
 * reclaim_pass_begin - ask the policy of an lruvec to shape a pass
 * @pass: &reclaim_pass.ctx is filled in but for the cgroup and its classes,
 *	&reclaim_pass.plan is what the core means to scan.
 * @lruvec: the lruvec about to be scanned.
 */
void reclaim_pass_begin(struct reclaim_pass *pass, struct lruvec *lruvec)
{
	struct reclaim_policy *policy;

	if (pass->off || pass->ctx.priority <= RECLAIM_LAST_PRIORITY)
		return;

	guard(rcu)();
	policy = reclaim_policy_for(lruvec);
	if (!policy)
		return;
	pass->start_ns = ktime_get_ns();
	pass->rank = READ_ONCE(policy->ops)->rank;
	ask_plan(policy, lruvec, pass);
}

/**
 * reclaim_pass_again - ask about the rest of a pass
 * @pass: begun, its plan wants that.
 * @nr_to_scan: pages that are left to scan.
 */
void reclaim_pass_again(struct reclaim_pass *pass, unsigned long nr_to_scan)
{
	struct lruvec *lruvec = pass->ctx.lruvec;
	struct reclaim_policy *policy;

	pass->plan = (struct reclaim_plan) { .nr_to_scan = nr_to_scan };

	guard(rcu)();
	policy = reclaim_policy_for(lruvec);
	if (policy)
		ask_plan(policy, lruvec, pass);
}

void __reclaim_pass_end(struct reclaim_pass *pass)
{
	u64 delta = ktime_get_ns() - pass->start_ns;

	scoped_guard(rcu) {
		struct reclaim_policy *policy = reclaim_policy_of(pass->ctx.lruvec);

		if (policy)
			reclaim_stat_add(policy, RECLAIM_STAT_RECLAIM_NS, delta);
	}
	pass->plan = (struct reclaim_plan) {};
	pass->rank = false;
	pass->offered = 0;
	pass->planned = false;
	pass->start_ns = 0;
}
