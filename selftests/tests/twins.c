// SPDX-License-Identifier: GPL-2.0
/*
 * The built-in policies written again, and their rules: that what only they need of the
 * core is there and does something. How close they come is for `make twins`.
 */
#include "fixture.h"

static int read_data(void *unused)
{
	struct work work = { .data = DATA, .rounds = 1, .node = -1 };

	return work_check(&work);
}

static int map_data(void *unused)
{
	struct work work = { .data = DATA, .rounds = 2, .node = -1 };

	return work_map(&work);
}

/* Two lists below a root with generations: the second read moves a page at once */
TEST_F(rx, two_lists_are_the_policys_choice)
{
	ASSERT_NE(NULL, policy_load("rx_classic"));
	ASSERT_EQ(0, cg_create("rx/a"));
	ASSERT_EQ(0, cg_run("rx/a", read_data, NULL));
	ASSERT_EQ(0, cg_run("rx/a", read_data, NULL));
	EXPECT_EQ(0, cg_stat("rx/a", "pgactivate"));

	ASSERT_EQ(0, cg_attach("rx/a", "rx_classic"));
	ASSERT_EQ(0, data_need(DATA, DATA_SIZE));
	ASSERT_EQ(0, cg_run("rx/a", read_data, NULL));
	EXPECT_TRUE(wait_for(cg_stat("rx/a", "inactive_file") > DATA_SIZE * 9 / 10));
	ASSERT_EQ(0, cg_run("rx/a", read_data, NULL));
	EXPECT_TRUE(wait_for(cg_stat("rx/a", "active_file") > DATA_SIZE * 9 / 10));

	/* and no folio is left behind when it goes */
	ASSERT_EQ(0, cg_attach("rx/a", "inherit"));
	EXPECT_STREQ("mglru", cg_policy("rx/a"));
	ASSERT_EQ(0, cg_write("rx/a", "memory.max", "%zu", LIMIT));
	EXPECT_EQ(0, cg_run("rx/a", read_data, NULL));
	EXPECT_EQ(0, cg_event("rx/a", "oom_kill"));
}

static void expect_both_lists_taken(struct __test_metadata *_metadata, const char *policy)
{
	ASSERT_NE(NULL, policy_load(policy));
	ASSERT_EQ(0, cg_create("rx/a"));
	ASSERT_EQ(0, cg_attach("rx/a", policy));
	ASSERT_EQ(0, cg_run("rx/a", read_data, NULL));
	ASSERT_EQ(0, cg_run("rx/a", read_data, NULL));
	ASSERT_EQ(0, cg_write("rx/a", "memory.max", "%zu", LIMIT));
	/* all was active, so what went had to be made inactive first */
	EXPECT_TRUE(wait_for(cg_stat("rx/a", "pgdeactivate") > 0));
	EXPECT_LT(0, policy_count(policy, "plan_calls"));
	EXPECT_EQ(0, policy_count(policy, "ranked"));
	EXPECT_EQ(0, policy_count(policy, "invalid"));
	EXPECT_TRUE(policy_is_live(policy));
}

TEST_F(rx, two_lists_are_both_taken_from)
{
	expect_both_lists_taken(_metadata, "rx_classic");
}

/* rank() is asked about those in use, and about nothing else. */
TEST_F(rx, what_is_in_use_is_ranked)
{
	expect_both_lists_taken(_metadata, "rx_chance");
	EXPECT_LT(0, policy_count("rx_chance", "evicted"));
	EXPECT_EQ(0, cg_run("rx/a", map_data, NULL));
	EXPECT_LT(0, policy_count("rx_chance", "ranked"));
	EXPECT_EQ(policy_count("rx_chance", "ranked"),
		  policy_count("rx_chance", "verdict_class"));
	EXPECT_TRUE(policy_is_live("rx_chance"));
}

/*
 * The distance that the core measures reaches the policy, which lets pages in:
 * what was evicted is less than what stayed active.
 */
TEST_F(rx, a_near_refault_starts_active)
{
	int i;

	ASSERT_NE(NULL, policy_load("rx_chance"));
	ASSERT_EQ(0, cg_create("rx/a"));
	ASSERT_EQ(0, cg_attach("rx/a", "rx_chance"));
	ASSERT_EQ(0, cg_run("rx/a", read_data, NULL));
	ASSERT_EQ(0, cg_run("rx/a", read_data, NULL));
	for (i = 0; i < 7; i++) {
		ASSERT_EQ(0, cg_write("rx/a", "memory.reclaim", "%zu", DATA_SIZE / 28));
		/* looked at, so that the next step knows what this one left */
		ASSERT_LT(0, cg_stat("rx/a", "active_file"));
	}
	ASSERT_EQ(0, cg_run("rx/a", read_data, NULL));
	EXPECT_LT(0, policy_count("rx_chance", "refault_calls"));
	EXPECT_TRUE(wait_for(cg_stat("rx/a", "workingset_activate_file") > 0));
	EXPECT_EQ(0, policy_count("rx_chance", "invalid"));
}

/* Pages in use through a mapping are seen to be, and kept for it. */
TEST_F(rx, references_reach_rank)
{
	struct policy *policy = policy_load("t_ptes");

	ASSERT_NE(NULL, policy);
	ASSERT_EQ(0, limited_cgroup("rx/a", LIMIT, "t_ptes"));
	EXPECT_EQ(0, cg_run("rx/a", map_data, NULL));
	EXPECT_LT(0, policy_value(policy, "seen", 0));	/* some were referenced */
	EXPECT_LT(0, policy_value(policy, "seen", 1));	/* and some were not */
	EXPECT_EQ(0, policy_value(policy, "seen", 2));	/* of those not mapped */
	EXPECT_EQ(0, cg_event("rx/a", "oom_kill"));
	EXPECT_TRUE(policy_is_live("t_ptes"));
}

/* What was read once with nothing in memory before; folios are as large each time. */
static uint64_t plans_for_half(const char *cg, const char *policy)
{
	if (lists_settle() || cg_create(cg) || cg_attach(cg, policy) ||
	    cg_run(cg, read_data, NULL) ||
	    cg_write(cg, "memory.reclaim", "%zu", DATA_SIZE / 2))
		return 0;
	return policy_count(policy, "plan_calls");
}

/* A plan for each batch instead of one a pass, and what tiers look like then */
TEST_F(rx, a_plan_for_each_batch)
{
	uint64_t once, again;

	ASSERT_NE(NULL, policy_load("rx_none"));
	ASSERT_NE(NULL, policy_load("rx_mglru"));
	once = plans_for_half("rx/a", "rx_none");
	again = plans_for_half("rx/b", "rx_mglru");
	TH_LOG("%lu plans for passes, %lu for batches", once, again);
	EXPECT_LT(0, once);
	EXPECT_LT(once, again);
	EXPECT_EQ(0, policy_count("rx_mglru", "invalid"));
	EXPECT_TRUE(policy_is_live("rx_mglru"));
}

TEST_HARNESS_MAIN
