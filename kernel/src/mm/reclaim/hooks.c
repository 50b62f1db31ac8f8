// SPDX-License-Identifier: GPL-2.0
/*
 * Asking a policy, and making sense of what it says.
 *
 * Hooks run under RCU with preemption disabled: the per-CPU batch needs that,
 * and it makes the time a call takes CPU time of the policy. What comes back
 * is checked here; the core sees valid answers only.
 */
#include <linux/hash.h>
#include <linux/ktime.h>
#include <linux/mm.h>
#include <linux/mm_inline.h>
#include <linux/pagemap.h>
#include <linux/rmap.h>
#include <linux/sched/clock.h>
#include <linux/swap.h>
#include "internal.h"

/* Priorities: above the first every verdict counts, below the second none */
#define RECLAIM_FREE_PRIORITY	4
#define RECLAIM_LAST_PRIORITY	1
/* Answers before the share of invalid ones means anything, and how often to look */
#define RECLAIM_INVALID_SAMPLE	1024
#define RECLAIM_INVALID_LOOK	64

/* young() uses the batch, too */
struct reclaim_rank_buffer {
	struct reclaim_batch batch;
	struct folio *folios[RECLAIM_BATCH_MAX];
};

static DEFINE_PER_CPU(struct reclaim_rank_buffer, reclaim_rank_buffer);

/* Return: the policy whose hooks to call for @lruvec; under RCU. */
struct reclaim_policy *reclaim_policy_of(struct lruvec *lruvec)
{
	struct reclaim_policy *policy = rcu_dereference(lruvec->reclaim_policy);

	return reclaim_policy_is_live(policy) ? policy : NULL;
}

/*
 * The same for a pass. A policy may have come since, or have been there before, that
 * plans passes of the other kind.
 */
static struct reclaim_policy *reclaim_policy_for(const struct reclaim_pass *pass)
{
	struct reclaim_policy *policy = reclaim_policy_of(pass->ctx.lruvec);
	enum reclaim_lists lists = pass->two_lists ? RECLAIM_LISTS_TWO :
						     RECLAIM_LISTS_GENERATIONS;

	return policy && policy->lists == lists ? policy : NULL;
}

/* Where @folio is charged, in RCU's hands */
static struct lruvec *charged_lruvec(struct folio *folio)
{
	return mem_cgroup_lruvec(folio_memcg(folio), folio_pgdat(folio));
}

static u64 memcg_cgroup_id(struct mem_cgroup *memcg)
{
	return cgroup_id(memcg->css.cgroup);
}

/* Whose hot hook runs on this CPU, and for which cgroup; NULL if none does */
static DEFINE_PER_CPU(struct reclaim_policy *, reclaim_hook_policy);
static DEFINE_PER_CPU(u64, reclaim_hook_cgroup);

struct reclaim_policy *reclaim_current_policy(u64 *cgroup_id)
{
	*cgroup_id = this_cpu_read(reclaim_hook_cgroup);
	return this_cpu_read(reclaim_hook_policy);
}

static void enter_hook(struct reclaim_policy *policy, u64 id)
{
	this_cpu_write(reclaim_hook_cgroup, id);
	this_cpu_write(reclaim_hook_policy, policy);
}

static void leave_hook(struct reclaim_policy *policy, enum reclaim_stat_item calls)
{
	this_cpu_write(reclaim_hook_policy, NULL);
	reclaim_stat_add(policy, calls, 1);
}

/*
 * Most calls take about as long as looking at the clock twice. So one in this many
 * is timed, on average and by chance, and stands for the others; of a policy that
 * misbehaved not long ago, each is.
 */
#define RECLAIM_TIMED_CALLS	16

static DEFINE_PER_CPU(unsigned int, reclaim_calls_untimed);

/* How many calls one that is timed stands for */
static __always_inline int timed_calls(const struct reclaim_policy *policy)
{
	return reclaim_is_suspect(policy) ? 1 : RECLAIM_TIMED_CALLS;
}

/* Return: local_clock(), or 0 if the call is not timed. */
static __always_inline u64 begin_timing(const struct reclaim_policy *policy)
{
	u64 now;

	if (likely(this_cpu_read(reclaim_calls_untimed)) && !reclaim_is_suspect(policy)) {
		this_cpu_dec(reclaim_calls_untimed);
		return 0;
	}
	now = local_clock();
	this_cpu_write(reclaim_calls_untimed,
		       hash_64(now, 32) % (2 * RECLAIM_TIMED_CALLS - 1));
	return now;
}

static __always_inline void end_timed_call(struct reclaim_policy *policy,
					   enum reclaim_stat_item calls, u64 start, u64 id)
{
	leave_hook(policy, calls);
	if (unlikely(start))
		reclaim_note_time(policy, timed_calls(policy), start, local_clock(), id);
}

/* Calls about a batch are timed each. */
static u64 begin_call(struct reclaim_policy *policy, u64 id)
{
	enter_hook(policy, id);
	return local_clock();
}

static void end_call(struct reclaim_policy *policy, enum reclaim_stat_item calls,
		     u64 start, u64 id)
{
	leave_hook(policy, calls);
	reclaim_note_time(policy, 1, start, local_clock(), id);
}

/* More than one invalid answer in a hundred: the policy does not know its ABI. */
static noinline void note_invalid(struct reclaim_policy *policy, u64 nr, u64 id)
{
	struct reclaim_stats sum;
	u64 answers, here;

	here = this_cpu_add_return(policy->stats->item[RECLAIM_STAT_INVALID], nr);
	if (here % RECLAIM_INVALID_LOOK >= nr)
		return;
	reclaim_policy_sum(policy, &sum);
	answers = sum.item[RECLAIM_STAT_RANKED] + sum.item[RECLAIM_STAT_PLAN_CALLS] +
		  sum.item[RECLAIM_STAT_INSERT_CALLS] + sum.item[RECLAIM_STAT_REFAULT_CALLS] +
		  sum.item[RECLAIM_STAT_YOUNG];
	if (answers >= RECLAIM_INVALID_SAMPLE &&
	    sum.item[RECLAIM_STAT_INVALID] * 100 > answers)
		reclaim_policy_expel(policy, RECLAIM_EXIT_INVALID, 0, id,
				     "over 1% of its answers are invalid");
}

static inline void count_invalid(struct reclaim_policy *policy, u64 nr, u64 id)
{
	if (unlikely(nr))
		note_invalid(policy, nr, id);
}

#include "describe.c"
#include "plan.c"
#include "rank.c"
#include "ask_young.c"
#include "place.c"
