// SPDX-License-Identifier: GPL-2.0
/*
 * Large folios: counted by their pages, split or evicted whole, never harmed.
 */
#include "fixture.h"
#include "keys.h"

static void check_sums(struct __test_metadata *_metadata, struct policy *policy)
{
	uint64_t pages = policy_value(policy, "t_seen", SEEN_PAGES);

	TH_LOG("largest folio %lu pages, %lu pages ranked, %lu folios, %lu evicted",
	       policy_value(policy, "t_seen", SEEN_LARGEST), pages,
	       policy_count("t_witness", "ranked"),
	       policy_count("t_witness", "evicted"));
	EXPECT_LT(1, policy_value(policy, "t_seen", SEEN_LARGEST));
	EXPECT_LT(policy_count("t_witness", "ranked"), pages);
	EXPECT_LE(policy_count("t_witness", "evicted"), pages);
}

TEST_F(rx, page_cache)
{
	struct policy *policy = policy_load("t_witness");
	struct work work = { .data = DATA, .rounds = 3, .node = -1 };

	ASSERT_NE(NULL, policy);
	ASSERT_EQ(0, limited_cgroup("rx/a", LIMIT, "t_witness"));
	EXPECT_EQ(0, cg_run("rx/a", work_check, &work));
	check_sums(_metadata, policy);
}

TEST_F(rx, anonymous_huge_pages)
{
	struct policy *policy = policy_load("t_witness");
	struct work work = { .size = 32 * MB, .rounds = 2, .node = -1, .huge = true };

	if (access("/sys/kernel/mm/transparent_hugepage/enabled", F_OK))
		SKIP(return, "no transparent huge pages");
	ASSERT_NE(NULL, policy);
	ASSERT_EQ(0, limited_cgroup("rx/a", LIMIT, "t_witness"));
	EXPECT_EQ(0, cg_run("rx/a", work_anon, &work));
	check_sums(_metadata, policy);
	EXPECT_EQ(0, cg_event("rx/a", "oom_kill"));
}

TEST_F(rx, spread_over_classes)
{
	struct work work = { .data = DATA, .rounds = 3, .node = -1 };

	ASSERT_NE(NULL, policy_load("t_class"));
	ASSERT_EQ(0, limited_cgroup("rx/a", LIMIT, "t_class"));
	EXPECT_EQ(0, cg_run("rx/a", work_check, &work));
	EXPECT_LT(0, policy_count("t_class", "evicted"));
	EXPECT_TRUE(policy_is_live("t_class"));
}

TEST_HARNESS_MAIN
