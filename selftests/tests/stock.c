// SPDX-License-Identifier: GPL-2.0
/*
 * A cgroup without a policy is reclaimed as if there were none.
 */
#include "fixture.h"

static uint64_t refaults_of_a_run(const char *cg)
{
	uint64_t refaults;

	if (limited_cgroup(cg, LIMIT, NULL) || data_need(DATA, DATA_SIZE) ||
	    read_in(cg, 3))
		return 0;
	refaults = cg_stat(cg, "workingset_refault_file");
	cg_remove(cg);
	return refaults;
}

TEST_F(rx, neighbours_policy_is_never_asked)
{
	struct policy *policy = policy_load("t_count");
	int i;

	ASSERT_NE(NULL, policy);
	ASSERT_EQ(0, limited_cgroup("rx/a", LIMIT, "t_count"));
	ASSERT_EQ(0, limited_cgroup("rx/b", LIMIT, NULL));
	EXPECT_EQ(0, read_in("rx/b", 3));
	for (i = 0; i < 5; i++)
		EXPECT_EQ(0, policy_value(policy, "t_counts", i)) {
			TH_LOG("hook %d", i);
		}
	EXPECT_LT(0, cg_stat("rx/b", "pgsteal"));
	EXPECT_EQ(0, policy_count("t_count", "reclaim_ns"));
}

TEST_F(rx, refaults_as_often)
{
	uint64_t before = refaults_of_a_run("rx/b"), during;

	ASSERT_LT(0, before);
	ASSERT_NE(NULL, policy_load("rx_mru"));
	ASSERT_EQ(0, limited_cgroup("rx/a", LIMIT, "rx_mru"));
	during = refaults_of_a_run("rx/b");
	TH_LOG("%lu refaults before, %lu while a policy is attached elsewhere",
	       before, during);
	EXPECT_LT(before * 8 / 10, during);
	EXPECT_LT(during, before * 12 / 10);
}

TEST_F(rx, no_opinion_refaults_as_often)
{
	struct work read = { .data = DATA, .rounds = 3, .node = -1 };
	uint64_t without = refaults_of_a_run("rx/b"), with;

	ASSERT_NE(NULL, policy_load("rx_none"));
	ASSERT_EQ(0, limited_cgroup("rx/a", LIMIT, "rx_none"));
	ASSERT_EQ(0, data_need(DATA, DATA_SIZE));
	EXPECT_EQ(0, cg_run("rx/a", work_read, &read));
	with = cg_stat("rx/a", "workingset_refault_file");
	TH_LOG("%lu refaults without a policy, %lu with rx_none", without, with);
	EXPECT_LT(without * 8 / 10, with);
	EXPECT_LT(with, without * 12 / 10);
}

TEST_HARNESS_MAIN
