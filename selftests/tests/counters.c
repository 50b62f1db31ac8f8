// SPDX-License-Identifier: GPL-2.0
/*
 * The counters of a policy: what they count and that they add up.
 */
#include "fixture.h"
#include "keys.h"

static uint64_t verdicts(const char *policy)
{
	return policy_count(policy, "verdict_default") +
	       policy_count(policy, "verdict_evict") +
	       policy_count(policy, "verdict_keep") +
	       policy_count(policy, "verdict_class") +
	       policy_count(policy, "verdict_demote");
}

TEST_F(rx, every_hook_is_called_and_counted)
{
	struct policy *policy = policy_load("t_count");

	ASSERT_NE(NULL, policy);
	EXPECT_EQ(1, policy_value(policy, "t_counts", COUNT_INIT));
	ASSERT_EQ(0, limited_cgroup("rx/a", LIMIT, "t_count"));
	EXPECT_EQ(1, policy_value(policy, "t_counts", COUNT_CGROUP_INIT));
	EXPECT_EQ(0, read_in("rx/a", 3));
	ASSERT_EQ(0, cg_attach("rx/a", "inherit"));
	EXPECT_EQ(1, policy_value(policy, "t_counts", COUNT_CGROUP_EXIT));

	/* nobody calls the policy now: both ways of counting are at rest */
	EXPECT_LT(0, policy_count("t_count", "plan_calls"));
	EXPECT_LT(0, policy_count("t_count", "rank_calls"));
	EXPECT_LT(0, policy_count("t_count", "refault_calls"));
	EXPECT_LT(0, policy_count("t_count", "insert_calls"));
	EXPECT_LT(0, policy_count("t_count", "access_calls"));
	EXPECT_EQ(policy_value(policy, "t_counts", COUNT_PLAN),
		  policy_count("t_count", "plan_calls"));
	EXPECT_EQ(policy_value(policy, "t_counts", COUNT_RANK),
		  policy_count("t_count", "rank_calls"));
	EXPECT_EQ(policy_value(policy, "t_counts", COUNT_REFAULT),
		  policy_count("t_count", "refault_calls"));
	EXPECT_EQ(policy_value(policy, "t_counts", COUNT_INSERT),
		  policy_count("t_count", "insert_calls"));
	EXPECT_EQ(policy_value(policy, "t_counts", COUNT_ACCESS),
		  policy_count("t_count", "access_calls"));
	EXPECT_EQ(0, policy_value(policy, "t_counts", COUNT_EXIT));
	EXPECT_LT(0, policy_count("t_count", "hook_ns"));
	EXPECT_LT(0, policy_count("t_count", "reclaim_ns"));
}

TEST_F(rx, no_opinion_is_counted_as_such)
{
	ASSERT_NE(NULL, policy_load("t_count"));
	ASSERT_EQ(0, limited_cgroup("rx/a", LIMIT, "t_count"));
	EXPECT_EQ(0, read_in("rx/a", 3));
	ASSERT_EQ(0, cg_attach("rx/a", "inherit"));
	EXPECT_LT(0, policy_count("t_count", "ranked"));
	EXPECT_EQ(policy_count("t_count", "ranked"),
		  policy_count("t_count", "verdict_default"));
	EXPECT_EQ(0, policy_count("t_count", "invalid"));
}

TEST_F(rx, verdicts_add_up)
{
	static const char *const names[] = {
		"rx_fifo", "rx_mru", "rx_sieve", "rx_s3fifo", "t_class", "t_global",
	};
	size_t i;

	ASSERT_EQ(0, limited_cgroup("rx/a", LIMIT, NULL));
	for (i = 0; i < ARRAY_SIZE(names); i++) {
		ASSERT_NE(NULL, policy_load(names[i]));
		ASSERT_EQ(0, cg_attach("rx/a", names[i]));
		EXPECT_EQ(0, read_in("rx/a", 2));
		ASSERT_EQ(0, cg_attach("rx/a", "inherit"));
		EXPECT_LT(0, policy_count(names[i], "ranked")) {
			TH_LOG("%s", names[i]);
		}
		EXPECT_EQ(policy_count(names[i], "ranked"), verdicts(names[i])) {
			TH_LOG("%s", names[i]);
		}
	}
}

TEST_F(rx, evicted_pages_are_what_the_cgroup_lost)
{
	uint64_t stolen;

	ASSERT_NE(NULL, policy_load("t_evictall"));
	ASSERT_EQ(0, limited_cgroup("rx/a", LIMIT, "t_evictall"));
	EXPECT_EQ(0, read_in("rx/a", 2));
	ASSERT_EQ(0, cg_attach("rx/a", "inherit"));
	stolen = cg_stat("rx/a", "pgsteal");
	EXPECT_LT(0, stolen);
	EXPECT_LE(policy_count("t_evictall", "evicted"), stolen);
	EXPECT_LE(stolen * 9 / 10, policy_count("t_evictall", "evicted"));
	EXPECT_EQ(policy_count("t_evictall", "ranked"),
		  policy_count("t_evictall", "verdict_evict"));
}

TEST_HARNESS_MAIN
