// SPDX-License-Identifier: GPL-2.0
/*
 * Anonymous memory under policies: out to swap and back, intact.
 */
#include "fixture.h"
#include "keys.h"

#define SIZE (32 * MB)

static int run_anon(const char *cg, int rounds)
{
	struct work anon = { .size = SIZE, .rounds = rounds, .node = -1 };

	return cg_run(cg, work_anon, &anon);
}

TEST_F(rx, ranked_and_swapped)
{
	struct policy *policy = policy_load("t_witness");

	ASSERT_NE(NULL, policy);
	ASSERT_EQ(0, limited_cgroup("rx/a", LIMIT, "t_witness"));
	EXPECT_EQ(0, run_anon("rx/a", 3));
	EXPECT_LT(0, cg_stat("rx/a", "pswpin"));
	EXPECT_LT(0, policy_value(policy, "t_seen", SEEN_ANON));
	EXPECT_LT(0, policy_count("t_witness", "evicted"));
	EXPECT_TRUE(policy_is_live("t_witness"));
}

/*
 * Statistics tell of page cache and inactive folios that are there no more: some
 * runs of ten found nothing to reclaim then, and were killed.
 */
TEST_F_TIMEOUT(rx, nobody_is_killed_for_old_statistics, 1800)
{
	int i;

	ASSERT_NE(NULL, policy_load("rx_classic"));
	for (i = attempts(16); i--; ) {
		ASSERT_EQ(0, limited_cgroup("rx/a", LIMIT, i % 2 ? "rx_classic" : "classic"));
		EXPECT_EQ(0, all_kinds_of_work("rx/a"));
		EXPECT_EQ(0, cg_event("rx/a", "oom_kill"));
		ASSERT_EQ(0, cg_remove("rx/a"));
	}
}

TEST_F(rx, plan_chooses_anonymous_memory)
{
	struct work read = { .data = DATA, .rounds = 1, .node = -1 };
	struct work hold = { .size = 12 * MB, .rounds = 1, .node = -1 };
	pid_t pid;

	ASSERT_NE(NULL, policy_load("t_anon"));
	ASSERT_EQ(0, limited_cgroup("rx/a", LIMIT, "t_anon"));
	pid = cg_spawn("rx/a", work_hold, &hold);
	ASSERT_LT(0, pid);
	ASSERT_TRUE(wait_for(cg_stat("rx/a", "anon") >= 12 * MB));
	EXPECT_EQ(0, cg_run("rx/a", work_read, &read));
	EXPECT_LT(MB, cg_number("rx/a", "memory.swap.current"));
	child_kill(pid);
}

TEST_F(rx, without_swap_it_is_out_of_reach)
{
	struct work read = { .data = DATA, .rounds = 2, .node = -1 };
	struct work hold = { .size = 8 * MB, .rounds = 1, .node = -1 };
	pid_t pid;

	ASSERT_NE(NULL, policy_load("t_anon"));
	ASSERT_EQ(0, limited_cgroup("rx/a", LIMIT, "t_anon"));
	ASSERT_EQ(0, cg_write("rx/a", "memory.swap.max", "0"));
	pid = cg_spawn("rx/a", work_hold, &hold);
	ASSERT_LT(0, pid);
	ASSERT_TRUE(wait_for(cg_stat("rx/a", "anon") >= 8 * MB));
	EXPECT_EQ(0, cg_run("rx/a", work_read, &read));
	EXPECT_LE(8 * MB, cg_stat("rx/a", "anon"));
	EXPECT_EQ(0, cg_event("rx/a", "oom_kill"));
	EXPECT_TRUE(policy_is_live("t_anon"));
	child_kill(pid);
}

static uint64_t times_asked(const char *name)
{
	return policy_count(name, "plan_calls") + policy_count(name, "rank_calls");
}

TEST_F_TIMEOUT(rx, intact_while_policies_change, 1200)
{
	static const char *const names[] = { "rx_fifo", "t_evictall", "t_anon", "rx_mru" };
	struct work anon = { .size = SIZE, .rounds = 2, .node = -1 };
	struct work file = { .data = DATA, .rounds = 2, .node = -1 };
	pid_t first, second;
	uint64_t asked;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(names); i++)
		ASSERT_NE(NULL, policy_load(names[i]));
	ASSERT_EQ(0, limited_cgroup("rx/a", LIMIT, NULL));
	first = cg_spawn("rx/a", work_anon, &anon);
	second = cg_spawn("rx/a", work_check, &file);
	ASSERT_LT(0, first);
	ASSERT_LT(0, second);
	/* each has its say before the next one comes */
	for (i = 0; child_runs(first) || child_runs(second); i++) {
		const char *name = names[i % ARRAY_SIZE(names)];

		asked = times_asked(name);
		ASSERT_EQ(0, cg_attach("rx/a", name));
		wait_for(times_asked(name) > asked ||
			 !(child_runs(first) || child_runs(second)));
	}
	EXPECT_LT(2 * ARRAY_SIZE(names), i);
	for (i = 0; i < ARRAY_SIZE(names); i++)
		EXPECT_LT(0, times_asked(names[i]));
	ASSERT_EQ(0, cg_attach("rx/a", "inherit"));
	EXPECT_EQ(0, child_wait(first));
	EXPECT_EQ(0, child_wait(second));
	EXPECT_EQ(0, cg_event("rx/a", "oom_kill"));
}

/* A policy that keeps everything cannot turn a full cgroup into a hang. */
TEST_F(rx, out_of_memory_is_still_found)
{
	ASSERT_NE(NULL, policy_load("t_keepall"));
	ASSERT_EQ(0, limited_cgroup("rx/a", LIMIT, "t_keepall"));
	ASSERT_EQ(0, cg_write("rx/a", "memory.swap.max", "0"));
	EXPECT_EQ(128 + 9, run_anon("rx/a", 1));
	EXPECT_EQ(1, cg_event("rx/a", "oom_kill"));
}

TEST_F(rx, keeping_everything_is_no_reason_to_be_killed)
{
	ASSERT_NE(NULL, policy_load("t_keepall"));
	ASSERT_EQ(0, limited_cgroup("rx/a", LIMIT, "t_keepall"));
	EXPECT_EQ(0, run_anon("rx/a", 2));
	EXPECT_EQ(0, cg_event("rx/a", "oom_kill"));
	EXPECT_LT(0, cg_stat("rx/a", "pswpin"));
}

TEST_HARNESS_MAIN
