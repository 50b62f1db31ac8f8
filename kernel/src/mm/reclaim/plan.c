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

/* A plan may shorten a pass, not lengthen it. */
static void limit_plan(struct reclaim_plan *plan, u64 most)
{
	if (unlikely(plan->nr_to_scan != most))
		plan->nr_to_scan = clamp(plan->nr_to_scan, min(most, RECLAIM_BATCH_MAX), most);
}

/*
 * A plan for two lists that takes next to nothing: less than a quarter of a batch,
 * of the inactive lists unless these have nothing to give.
 */
static bool is_idle(const struct reclaim_plan *plan, const u64 *share)
{
	u64 taken[2] = {}, could[2] = {};
	int lru, active;

	for_each_evictable_lru(lru) {
		active = is_active_lru(lru);
		if (!active || plan->deactivate & BIT(is_file_lru(lru)))
			taken[active] += plan->scan[lru];
		could[active] += share[lru];
	}
	active = !could[0];
	return taken[active] < min_t(u64, could[active], RECLAIM_BATCH_MAX) / 4;
}

/*
 * Keep a plan for two lists to @share.
 *
 * Return: false if there is nothing left of it.
 */
static bool limit_scan(struct reclaim_plan *plan, const u64 *share)
{
	int lru;

	for_each_evictable_lru(lru)
		plan->scan[lru] = min(plan->scan[lru], share[lru]);
	return !is_idle(plan, share);
}

/* In most passes a policy leaves the choice to the core. */
static bool has_choices(const struct reclaim_plan *plan)
{
	return plan->type | plan->class | plan->end | plan->age | plan->walk |
	       plan->anon_tier | plan->file_tier | plan->again | plan->references |
	       plan->accessed_only | plan->deactivate >> ANON_AND_FILE;
}

static u64 check_choices(struct reclaim_plan *plan, u32 nr_classes, u32 deactivate)
{
	u64 invalid = 0;

	invalid += check_field(&plan->type, RECLAIM_NR_TYPES, RECLAIM_TYPE_DEFAULT);
	invalid += check_field(&plan->end, RECLAIM_NR_ENDS, RECLAIM_OLDEST);
	invalid += check_field(&plan->age, RECLAIM_NR_TRISTATES, RECLAIM_AUTO);
	invalid += check_field(&plan->walk, RECLAIM_NR_TRISTATES, RECLAIM_AUTO);
	invalid += check_field(&plan->class, nr_classes, nr_classes - 1);
	invalid += check_field(&plan->references, RECLAIM_NR_TRISTATES, RECLAIM_AUTO);
	invalid += check_field(&plan->deactivate, BIT(ANON_AND_FILE), deactivate);
	if (plan->accessed_only && plan->references != RECLAIM_YES) {
		plan->accessed_only = 0;
		invalid++;
	}
	if (max(plan->anon_tier, plan->file_tier) > MAX_NR_TIERS) {
		plan->anon_tier = 0;
		plan->file_tier = 0;
		invalid++;
	}
	return invalid;
}

/* With preemption disabled since @start, a begin_timing(), and &reclaim_pass.ctx filled in */
static void ask_plan(struct reclaim_policy *policy, struct reclaim_pass *pass, u64 start)
{
	const struct reclaim_ops *ops = READ_ONCE(policy->ops);
	struct lruvec *lruvec = pass->ctx.lruvec;
	struct reclaim_plan *plan = &pass->plan;
	u64 nr_to_scan = plan->nr_to_scan, invalid = 0, scan[4];
	u32 deactivate = plan->deactivate;

	pass->planned = false;
	if (!ops->plan)
		return;

	memcpy(scan, plan->scan, sizeof(scan));
	enter_hook(policy, pass->ctx.cgroup_id);
	pass->planned = !ops->plan(&pass->ctx, lruvec_memcg(lruvec), plan);
	end_timed_call(policy, RECLAIM_STAT_PLAN_CALLS, start, pass->ctx.cgroup_id);

	if (pass->planned) {
		limit_plan(plan, nr_to_scan);
		if (has_choices(plan))
			invalid = check_choices(plan, lruvec_nr_gens(lruvec), deactivate);
	} else {
		*plan = (struct reclaim_plan) { .nr_to_scan = nr_to_scan };
		invalid = 1;
	}
	count_invalid(policy, invalid, pass->ctx.cgroup_id);
	if (!pass->two_lists)
		return;
	plan->class = 0;
	plan->end = RECLAIM_OLDEST;
	if (memcmp(scan, plan->scan, sizeof(scan)) || deactivate != plan->deactivate)
		pass->planned = pass->planned && limit_scan(plan, pass->ctx.share);
}

/**
 * reclaim_pass_begin - ask the policy of an lruvec to shape a pass
 * @pass: &reclaim_pass.ctx is filled in but for the cgroup and its classes,
 *	&reclaim_pass.plan is what the core means to scan.
 */
void reclaim_pass_begin(struct reclaim_pass *pass)
{
	struct reclaim_policy *policy;

	if (pass->off || pass->ctx.priority <= RECLAIM_LAST_PRIORITY)
		return;

	guard(rcu)();
	policy = reclaim_policy_for(pass);
	if (!policy)
		return;
	pass->rank = READ_ONCE(policy->ops)->rank;
	describe_lruvec(&pass->ctx, pass->two_lists);

	guard(preempt)();
	pass->begun = true;
	pass->start_ns = begin_timing(policy);
	ask_plan(policy, pass, pass->start_ns);
}

/**
 * reclaim_pass_again - ask about the rest of a pass
 * @pass: begun, its plan wants that.
 * @nr_to_scan: pages that are left to scan.
 */
void reclaim_pass_again(struct reclaim_pass *pass, unsigned long nr_to_scan)
{
	struct reclaim_policy *policy;

	pass->plan = (struct reclaim_plan) { .nr_to_scan = nr_to_scan };

	guard(rcu)();
	policy = reclaim_policy_for(pass);
	if (!policy)
		return;
	describe_lruvec(&pass->ctx, pass->two_lists);

	guard(preempt)();
	ask_plan(policy, pass, begin_timing(policy));
}

static void note_pass_time(struct reclaim_pass *pass)
{
	/* the task may be on another CPU now, whose clock is a little behind */
	s64 delta = max_t(s64, local_clock() - pass->start_ns, 0);
	struct reclaim_policy *policy;

	guard(rcu)();
	policy = reclaim_policy_of(pass->ctx.lruvec);
	if (policy)
		reclaim_stat_add(policy, RECLAIM_STAT_RECLAIM_NS,
				 delta * timed_calls(policy));
}

void __reclaim_pass_end(struct reclaim_pass *pass)
{
	if (unlikely(pass->start_ns))
		note_pass_time(pass);
	pass->plan = (struct reclaim_plan) {};
	pass->rank = false;
	pass->offered = 0;
	pass->planned = false;
	pass->start_ns = 0;
	pass->begun = false;
}
