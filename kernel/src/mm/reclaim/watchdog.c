// SPDX-License-Identifier: GPL-2.0
/*
 * What a policy may cost: time in its hooks, and memory that it withholds.
 *
 * Misbehaviour is a strike. Strikes that are near each other expel.
 */
#include <linux/mm.h>
#include "internal.h"

#define RECLAIM_STRIKES		3

/* Slow: one call in so many, or so long in all */
#define RECLAIM_SLOW_SHARE	64
#define RECLAIM_SLOW_NS		NSEC_PER_SEC

/* Hooks may have half of the time of a CPU, looked at this often */
#define RECLAIM_BUSY_NS		NSEC_PER_SEC

/* Folios kept in place without an eviction in return: sixteen full batches */
#define RECLAIM_KEPT_MAX	(16 * RECLAIM_BATCH_MAX)
/* Pages moved out of the way: this part of the lruvec's, but no more than 1 GiB */
#define RECLAIM_MOVED_PART	4
#define RECLAIM_MOVED_MAX	(SZ_1G >> PAGE_SHIFT)
/* What a page that was reclaimed pays for, and a folio that was only offered */
#define RECLAIM_PAID		RECLAIM_BATCH_MAX
#define RECLAIM_PAID_OFFER	4

static u64 sum_calls(struct reclaim_policy *policy)
{
	struct reclaim_stats sum;
	u64 calls = 0;
	int i;

	reclaim_policy_sum(policy, &sum);
	for (i = RECLAIM_STAT_PLAN_CALLS; i <= RECLAIM_STAT_YOUNG_CALLS; i++)
		calls += sum.item[i];
	return calls;
}

/*
 * A hypervisor may take a CPU away during any call. One such call is no reason
 * to do without a policy, nor are calls that are few among many and short.
 */
static bool is_slow(struct reclaim_policy *policy, u64 calls)
{
	return policy->nr_strikes > 1 &&
	       (policy->strike_ns >= RECLAIM_SLOW_NS ||
		(policy->nr_strikes >= RECLAIM_STRIKES &&
		 calls - policy->strike_calls < RECLAIM_SLOW_SHARE * policy->strike_slow));
}

/*
 * Note misbehaviour; the third within 30 s expels. Slow calls expel if they are
 * one in 64 since the first strike, or the second if they took a second in all.
 * What they took does not count as time without one.
 */
static void strike(struct reclaim_policy *policy, enum reclaim_exit_kind kind,
		   s64 code, u64 cgroup_id, const char *msg)
{
	u64 calls = sum_calls(policy);
	unsigned long flags;
	bool out;

	reclaim_stat_add(policy, RECLAIM_STAT_STRIKES, 1);

	raw_spin_lock_irqsave(&policy->strike_lock, flags);
	if (!reclaim_is_suspect(policy)) {
		policy->strike_start = jiffies;
		policy->strike_calls = calls;
		policy->strike_slow = 0;
		policy->strike_ns = 0;
		policy->nr_strikes = 0;
	}
	policy->nr_strikes++;
	if (kind == RECLAIM_EXIT_SLOW) {
		/* from the first one on each call is timed */
		policy->strike_slow++;
		policy->strike_ns += code;
		out = is_slow(policy, calls);
	} else {
		out = policy->nr_strikes >= RECLAIM_STRIKES;
	}
	raw_spin_unlock_irqrestore(&policy->strike_lock, flags);

	if (out)
		reclaim_policy_expel(policy, kind, code, cgroup_id, msg);
}

/**
 * reclaim_note_time - account the time that a hook took
 * @policy: the policy.
 * @nr_calls: which the timed one stands for.
 * @start: local_clock() before the call.
 * @end: and after it.
 * @cgroup_id: where.
 *
 * Context: hot.
 */
void reclaim_note_time(struct reclaim_policy *policy, int nr_calls,
		       u64 start, u64 end, u64 cgroup_id)
{
	struct reclaim_stats *stats = this_cpu_ptr(policy->stats);
	u64 delta = end - start, window, busy;

	reclaim_stat_add(policy, RECLAIM_STAT_HOOK_NS, delta * nr_calls);
	if (unlikely(delta > policy->budget_ns)) {
		strike(policy, RECLAIM_EXIT_SLOW, delta, cgroup_id,
		       "hooks take longer than their budget");
		/* or one time that the CPU was taken away would be two strikes */
		delta = 0;
	}

	stats->busy_ns += delta * nr_calls;
	window = end - stats->busy_since;
	if (likely(window < RECLAIM_BUSY_NS))
		return;
	busy = stats->busy_ns;
	stats->busy_ns = 0;
	stats->busy_since = end;
	if (busy > window / 2)
		strike(policy, RECLAIM_EXIT_SLOW, busy, cgroup_id,
		       "hooks take more than half of the time of a CPU");
}

static void pay(atomic_t *debt, int amount)
{
	if (atomic_read(debt) && atomic_sub_return(amount, debt) < 0)
		atomic_set(debt, 0);
}

/*
 * Whether more than a good part of @lruvec was moved before these @nr_pages, which are
 * isolated still. It takes more than one call, however large folios are.
 */
static bool too_many(struct lruvec *lruvec, int moved, int nr_pages)
{
	int before = moved - nr_pages, allowed = RECLAIM_KEPT_MAX;

	if (before >= allowed)
		allowed += min_t(u64, RECLAIM_MOVED_MAX,
				 (reclaim_lruvec_pages(lruvec) + nr_pages) / RECLAIM_MOVED_PART);
	return before >= allowed;
}

/**
 * reclaim_note_withheld - account what a policy kept from being evicted
 * @pass: the pass.
 * @policy: the policy.
 * @withheld: in one call of rank().
 *
 * What is kept in place is met again at once; what is moved away is met again
 * after everything else had its turn. An offer counts for something even if it
 * comes to nothing, since page tables are not the policy's to see.
 *
 * Context: hot.
 */
void reclaim_note_withheld(struct reclaim_pass *pass, struct reclaim_policy *policy,
			   const struct reclaim_withheld *withheld)
{
	struct lruvec *lruvec = pass->ctx.lruvec;

	pay(&lruvec->reclaim_kept, withheld->offered * RECLAIM_PAID_OFFER);
	pay(&lruvec->reclaim_moved, withheld->offered_pages * RECLAIM_PAID_OFFER);
	if (!withheld->kept && !withheld->moved)
		return;

	pass->withheld_by = policy->id;
	pass->withheld_in = pass->ctx.cgroup_id;
	if (atomic_add_return(withheld->kept, &lruvec->reclaim_kept) < RECLAIM_KEPT_MAX &&
	    !too_many(lruvec, atomic_add_return(withheld->moved, &lruvec->reclaim_moved),
		      withheld->moved))
		return;

	atomic_set(&lruvec->reclaim_kept, 0);
	atomic_set(&lruvec->reclaim_moved, 0);
	pass->rank = false;
	reclaim_stat_add(policy, RECLAIM_STAT_BYPASSED, 1);
	strike(policy, RECLAIM_EXIT_STALL, 0, pass->ctx.cgroup_id,
	       "it keeps everything and evicts nothing");
}

/**
 * reclaim_note_evicted - note what came of the folios rank() offered
 * @pass: the pass.
 * @nr_pages: pages reclaimed, whether the policy or the core offered them.
 */
void reclaim_note_evicted(struct reclaim_pass *pass, unsigned long nr_pages)
{
	struct lruvec *lruvec = pass->ctx.lruvec;
	int paid = min(nr_pages, pass->offered) * RECLAIM_PAID;
	struct reclaim_policy *policy;

	pass->offered = 0;
	guard(rcu)();
	policy = reclaim_policy_of(lruvec);
	if (!policy)
		return;
	reclaim_stat_add(policy, RECLAIM_STAT_EVICTED, nr_pages);
	pay(&lruvec->reclaim_kept, paid);
	pay(&lruvec->reclaim_moved, paid);
}

/******************************************************************************
 *                          the attempt before OOM
 ******************************************************************************/

/* Return: true if reclaim failed and a policy may have had its part in that. */
bool __reclaim_retry_without_policy(struct reclaim_pass *pass)
{
	if (pass->off)
		return false;

	pass->off = true;
	return true;
}

void __reclaim_retry_succeeded(struct reclaim_pass *pass)
{
	struct reclaim_policy *policy;

	guard(rcu)();
	list_for_each_entry_rcu(policy, &reclaim_policies, node) {
		if (policy->id == pass->withheld_by)
			strike(policy, RECLAIM_EXIT_OOM, 0, pass->withheld_in,
			       "reclaim failed with it and succeeded without");
	}
}
