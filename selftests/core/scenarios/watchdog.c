// SPDX-License-Identifier: GPL-2.0
/* What a policy may withhold, how long it may take, and what becomes of it. */
#include "scenario.h"
#include "swap.h"
#include "reclaim/internal.h"

#define PAGES	3000
#define LARGE	{ .nodes = 1, .zone_pages = { 0, 8192, 0 }, .swap_pages = 4096,	\
		  .lru_gen = true, .seed = 1 }
#define WATCH(id)	SCENARIO_CONFIG(id, LARGE)

static int attach(int nr, int cgroup, const char *name)
{
	EXPECT(!w_policy_register(nr));
	return w_policy(cgroup, name);
}

/* one that stays registered while it is looked at */
static struct reclaim_policy *find(const char *name)
{
	guard(mutex)(&reclaim_policy_mutex);
	return reclaim_policy_find(name);
}

/* why it was expelled, 0 if it was not */
static int expelled(const char *name)
{
	struct reclaim_policy *policy = find(name);

	return test_bit(RECLAIM_POLICY_EXPELLED, &policy->flags) ? policy->exit.kind : 0;
}

/* What was evicted is read ahead again: memory stays short. */
static void refill(int cgroup)
{
	pgoff_t i;

	for (i = 0; i < PAGES; i++) {
		if (!cached(0, i))
			EXPECT(!w_readahead(cgroup, 0, i, 0));
	}
}

/* Return: reclaims until it was expelled, at most @most */
static int reclaims_until_expelled(int cgroup, const char *name, int most)
{
	int i;

	for (i = 0; i < most && !expelled(name); i++) {
		w_reclaim_limit(cgroup, 32);
		refill(cgroup);
	}
	return i;
}

static void withholds(int nr, const char *name)
{
	int cg = w_create(0);

	readahead_pages(cg, 0, 0, PAGES);
	EXPECT(!attach(nr, cg, name));
	EXPECT(reclaims_until_expelled(cg, name, 100) < 100);
	EXPECT_EQ(expelled(name), RECLAIM_EXIT_STALL);
	w_policy_unregister(nr);
}

WATCH(keeping_all_in_place_is_a_stall) { withholds(W_KEEP, "keep"); }
WATCH(putting_all_at_the_other_end_is_a_stall) { withholds(W_ROTATE, "rotate"); }
WATCH(promoting_all_is_a_stall) { withholds(W_PROMOTE, "promote"); }
WATCH(evicting_too_few_is_a_stall) { withholds(W_MISER, "miser"); }

/* Return: pages that were moved away before the first strike */
static unsigned long moved_before_a_strike(int file, int order)
{
	unsigned long pages = 0;
	int cg = w_create(0), i;

	for (i = 0; i < PAGES >> order; i++)
		EXPECT(!w_readahead(cg, file, i << order, order));
	EXPECT(!attach(W_ROTATE, cg, "rotate"));
	while (!w_policy_count("rotate", RECLAIM_STAT_STRIKES)) {
		w_reclaim(cg, 32, 0);
		pages = w_policy_count("rotate", RECLAIM_STAT_VERDICT_KEEP) << order;
		EXPECT(pages < 100 * PAGES);
	}
	w_policy_unregister(W_ROTATE);
	return pages;
}

WATCH(large_folios_are_a_debt_by_their_pages)
{
	unsigned long small = moved_before_a_strike(0, 0);
	unsigned long large = moved_before_a_strike(1, 5);

	EXPECT(small > PAGES / 4);
	EXPECT(large < 2 * small);
}

/* Calls of rank() that move one folio of @pages, before there is a strike */
static int calls_before_a_strike(int cgroup, unsigned int pages)
{
	struct reclaim_pass pass = { .ctx.lruvec = w_lruvec(cgroup, 0) };
	struct reclaim_withheld withheld = { .moved = pages };
	struct reclaim_policy *policy = find("none");
	int calls = 0;

	while (!w_policy_count("none", RECLAIM_STAT_STRIKES)) {
		guard(rcu)();
		guard(preempt)();
		reclaim_note_withheld(&pass, policy, &withheld);
		calls++;
	}
	return calls;
}

WATCH(one_large_folio_is_no_debt_at_once)
{
	int cg = w_create(0);

	EXPECT(!attach(W_NONE, cg, "none"));
	EXPECT(calls_before_a_strike(cg, 8192) > 1);
	w_policy_unregister(W_NONE);
}

WATCH(evicting_one_in_ten_is_not)
{
	int cg = w_create(0);

	readahead_pages(cg, 0, 0, PAGES);
	EXPECT(!attach(W_SLOW_HAND, cg, "slow_hand"));
	EXPECT_EQ(reclaims_until_expelled(cg, "slow_hand", 60), 60);
	EXPECT_EQ(w_policy_count("slow_hand", RECLAIM_STAT_STRIKES), 0);
	w_policy_unregister(W_SLOW_HAND);
}

WATCH(keeping_what_is_used_is_not)
{
	int cg = w_create(0), i;

	EXPECT(!attach(W_ROTATE, cg, "rotate"));
	for (i = 0; i < 20; i++) {
		read_pages(cg, 0, 0, PAGES);
		read_pages(cg, 0, 0, PAGES);
		w_reclaim_limit(cg, 32);
	}
	EXPECT(!expelled("rotate"));
	EXPECT_EQ(w_policy_count("rotate", RECLAIM_STAT_STRIKES), 0);
	w_policy_unregister(W_ROTATE);
}

/* hot pages that cooled down, with pages behind them that never were hot */
static long cold_left(int nr, int file)
{
	int cg = w_create(0), i;

	for (i = 0; i < 6; i++)
		read_pages(cg, file, 0, 1000);
	readahead_pages(cg, file, 1000, 1000);
	if (nr)
		EXPECT(!attach(nr, cg, "none"));
	for (i = 0; i < 30; i++)
		w_reclaim(cg, 32, 0);
	return nr_cached(file, 1000, 1000);
}

WATCH(no_opinion_is_what_the_core_does)
{
	long without = cold_left(0, 0), with = cold_left(W_NONE, 1);

	EXPECT(!expelled("none"));
	EXPECT(w_policy_count("none", RECLAIM_STAT_VERDICT_DEFAULT) > 0);
	EXPECT(without < 500 && with > without - 100 && with < without + 100);
	w_policy_unregister(W_NONE);
}

WATCH(no_opinion_on_a_hot_set_is_no_stall)
{
	int cg = w_create(0), i, j;

	EXPECT(!attach(W_NONE, cg, "none"));
	for (i = 0; i < 30; i++) {
		for (j = 0; j < 6; j++)
			read_pages(cg, 0, 0, 1000);
		w_reclaim_limit(cg, 32);
	}
	EXPECT(!expelled("none"));
	EXPECT_EQ(w_policy_count("none", RECLAIM_STAT_STRIKES), 0);
	w_policy_unregister(W_NONE);
}

/* A neighbour does not pay for what a policy withholds. */
static void protects_nobody(int nr, const char *name, int kind)
{
	int parent = w_create(0), a = w_create(parent), b = w_create(parent), i;

	readahead_pages(a, 0, 0, PAGES);
	readahead_pages(b, 1, 0, PAGES);
	EXPECT(!attach(nr, a, name));
	for (i = 0; i < 60; i++)
		w_reclaim_limit(parent, 32);
	EXPECT_EQ(expelled(name), kind);
	EXPECT(nr_cached(0, 0, PAGES) < PAGES - 200);
	w_policy_unregister(nr);
}

WATCH(withholding_protects_nobody) { protects_nobody(W_ROTATE, "rotate", RECLAIM_EXIT_STALL); }
WATCH(planning_nothing_protects_nobody) { protects_nobody(W_IDLE, "idle", 0); }

WATCH(planning_active_lists_alone_protects_nobody)
{
	int parent = w_create(0), a = w_create(parent), b = w_create(parent), i;

	w_policy(parent, "classic");
	read_pages(a, 0, 0, PAGES);
	read_pages(a, 0, 0, PAGES);
	readahead_pages(a, 1, 0, PAGES);
	readahead_pages(b, 2, 0, PAGES);
	EXPECT(!attach(W_TURN, a, "turn"));
	for (i = 0; i < 30; i++)
		w_reclaim_limit(parent, 32);
	EXPECT(nr_cached(1, 0, PAGES) < PAGES - 200);
	w_policy_unregister(W_TURN);
}

/*
 * All is dirty, so that it comes and goes between the lists, and the policy does
 * not care that reclaim fails; still it comes to an end.
 */
WATCH(sparing_active_lists_does_not_hang)
{
	int cg = w_create(0), i;

	w_policy(cg, "classic");
	for (i = 0; i < 400; i++)
		EXPECT(!w_write(cg, 0, i));
	read_pages(cg, 0, 0, 200);
	read_pages(cg, 0, 0, 200);
	EXPECT(!attach(W_STILL, cg, "still"));
	EXPECT_EQ(w_reclaim_limit(cg, 32), 0);
	for (i = 0; i < 400; i++)
		w_clean(0, i);
	EXPECT(w_reclaim_limit(cg, 32) >= 32);
	EXPECT_EQ(expelled("still"), 0);
	w_policy_unregister(W_STILL);
}

/* A retry without it may succeed by chance; not three times in a row. */
WATCH(standing_in_the_way_three_times_expels)
{
	struct reclaim_pass pass = { .off = true };
	int cg = w_create(0), i;

	EXPECT(!attach(W_NONE, cg, "none"));
	pass.withheld_by = find("none")->id;
	for (i = 0; i < 6; i++) {
		reclaim_retry_succeeded(&pass);
		EXPECT_EQ(expelled("none"), i < 5 ? 0 : RECLAIM_EXIT_OOM);
		/* two are forgotten */
		if (i == 1 || i == 2)
			w_advance(31 * HZ);
	}
	w_policy_unregister(W_NONE);
}

/* Without page cache left the machine swaps, whatever vm.swappiness. */
MGLRU(two_lists_do_not_stand_between_the_machine_and_swap)
{
	struct zone *zone = normal_zone();
	int cg = w_create(0), mm = w_mm_new(cg), i;

	EXPECT(!attach(W_FIFO_LISTS, cg, "fifo_lists"));
	vm_swappiness = 0;
	for (i = 0; w_nr_free(0) > min_wmark_pages(zone) + 8; i++)
		w_anon(mm, i, 0);
	make_old(mm, 0, i);
	w_reclaim_node(0);
	EXPECT(nr_resident(mm, 0, i) < i);
	EXPECT_EQ(expelled("fifo_lists"), 0);
	vm_swappiness = 60;
	w_policy_unregister(W_FIFO_LISTS);
}

/* one call each time, with a pause that no window of time forgives */
static void slow_calls(unsigned long busy, unsigned long pause, int most)
{
	int cg = w_create(0), i;

	readahead_pages(cg, 0, 0, PAGES);
	EXPECT(!attach(W_BUSY, cg, "busy"));
	w_busy_jiffies = busy;
	for (i = 0; i < most && !expelled("busy"); i++) {
		refill(cg);
		w_reclaim_limit(cg, 64);
		w_advance(pause);
	}
	EXPECT_EQ(expelled("busy"), RECLAIM_EXIT_SLOW);
	w_busy_jiffies = 0;
	w_policy_unregister(W_BUSY);
	w_remove(cg);
}

WATCH(calls_of_a_tenth_of_a_second_expel) { slow_calls(HZ / 10, 0, 20); }
WATCH(calls_of_a_second_expel) { slow_calls(HZ, HZ, 3); }
WATCH(calls_of_half_a_window_expel) { slow_calls(16 * HZ, 0, 3); }
WATCH(calls_of_a_window_expel) { slow_calls(31 * HZ, 20 * HZ, 3); }
WATCH(calls_of_two_windows_expel) { slow_calls(60 * HZ, HZ, 3); }

/* as when a hypervisor takes the CPU away */
WATCH(one_call_of_many_seconds_does_not)
{
	int cg = w_create(0), i;

	readahead_pages(cg, 0, 0, PAGES);
	EXPECT(!attach(W_BUSY, cg, "busy"));
	w_busy_once = true;
	for (i = 0; i < 8; i++) {
		if (i == 4)
			w_busy_jiffies = 3 * HZ;
		refill(cg);
		w_reclaim_limit(cg, 64);
		w_advance(HZ);
	}
	EXPECT_EQ(w_busy_jiffies, 0);
	EXPECT(!expelled("busy"));
	EXPECT_EQ(w_policy_count("busy", RECLAIM_STAT_STRIKES), 1);
	w_busy_once = false;
	w_policy_unregister(W_BUSY);
}

/*
 * plan() is timed now and then, so a call that takes too long is found by chance. Then
 * all are, and those that follow are too near the first one to be forgiven.
 */
WATCH(slow_plans_that_are_far_apart_expel)
{
	int cg = w_create(0), i;

	readahead_pages(cg, 0, 0, PAGES);
	EXPECT(!attach(W_LATE, cg, "late"));
	w_busy_jiffies = HZ / 5;
	for (i = 0; i < 40 && !expelled("late"); i++) {
		w_reclaim(cg, 1, 0);
		w_advance(8 * HZ);
	}
	EXPECT_EQ(expelled("late"), RECLAIM_EXIT_SLOW);
	EXPECT(w_policy_count("late", RECLAIM_STAT_PLAN_CALLS) < 40);
	w_busy_jiffies = 0;
	w_policy_unregister(W_LATE);
}

/* each is within its budget, all together are not */
WATCH(many_calls_within_their_budget_expel)
{
	EXPECT(jiffies_to_msecs(1) < RECLAIM_BUDGET_MAX_US / 1000);
	slow_calls(15, 0, 1000);
}

/* young() has no other hook beside it that would be called so often. */
WATCH(few_slow_calls_of_young_among_many_do_not)
{
	int cg = w_create(0), mm = w_mm_new(cg), i;

	EXPECT(!attach(W_YOUNG, cg, "young"));
	anon_pages(mm, 0, 1);
	for (i = 0; i < 400; i++) {
		/* three are over their budget, and not for long in all */
		w_busy_jiffies = i % 150 ? 0 : HZ / 20;
		w_touch(mm, 0);
		EXPECT_EQ(w_walk(cg, 0), 1);
	}
	w_busy_jiffies = 0;
	EXPECT_EQ(w_policy_count("young", RECLAIM_STAT_STRIKES), 3);
	EXPECT_EQ(expelled("young"), 0);
	w_policy_unregister(W_YOUNG);
}

WATCH(slow_calls_of_young_expel)
{
	int cg = w_create(0), mm = w_mm_new(cg), i;

	EXPECT(!attach(W_YOUNG, cg, "young"));
	anon_pages(mm, 0, 1);
	w_busy_jiffies = HZ / 20;
	for (i = 0; i < 3; i++) {
		w_touch(mm, 0);
		w_walk(cg, 0);
	}
	w_busy_jiffies = 0;
	EXPECT_EQ(expelled("young"), RECLAIM_EXIT_SLOW);
	w_policy_unregister(W_YOUNG);
}

WATCH(the_record_keeps_to_its_line)
{
	struct reclaim_policy *policy;
	int cg = w_create(0);

	EXPECT(!attach(W_NONE, cg, "none"));
	mutex_lock(&reclaim_policy_mutex);
	policy = reclaim_policy_find("none");
	reclaim_policy_expel_ops(policy->ops, 1, "a\nkind admin");
	EXPECT(!strcmp(policy->exit.msg, "a?kind admin"));
	mutex_unlock(&reclaim_policy_mutex);
	w_policy_unregister(W_NONE);
}
