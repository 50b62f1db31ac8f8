// SPDX-License-Identifier: GPL-2.0
/*
 * Two nodes: a policy is asked about each, and told which.
 */
#include "fixture.h"

#define SEEN_PLAN_NODES	0
#define SEEN_RANK_NODES	1
#define NODE1		"/sys/devices/system/node/node1"

TEST_F(rx, policy_sees_the_node_of_each_folio)
{
	struct policy *policy = policy_load("t_witness");
	struct work work = { .data = DATA, .rounds = 1 };

	if (access(NODE1, F_OK))
		SKIP(return, "this machine has one node");
	ASSERT_NE(NULL, policy);
	ASSERT_EQ(0, limited_cgroup("rx/a", 12 * MB, "t_witness"));

	work.node = 1;
	ASSERT_EQ(0, cg_run("rx/a", work_check, &work));
	EXPECT_TRUE(policy_value(policy, "t_seen", SEEN_RANK_NODES) & 2);

	ASSERT_EQ(0, data_need(DATA, DATA_SIZE));
	work.node = 0;
	ASSERT_EQ(0, cg_run("rx/a", work_check, &work));
	EXPECT_EQ(3, policy_value(policy, "t_seen", SEEN_RANK_NODES));
	EXPECT_EQ(3, policy_value(policy, "t_seen", SEEN_PLAN_NODES));
}

/* Folios of one node only are shown, so reclaim of it leaves the other alone. */
TEST_F(rx, reclaim_of_one_node)
{
	struct policy *policy = policy_load("t_witness");
	struct work work = { .data = DATA, .rounds = 1, .node = 1 };

	if (access(NODE1 "/reclaim", F_OK))
		SKIP(return, "no " NODE1 "/reclaim");
	ASSERT_NE(NULL, policy);
	ASSERT_EQ(0, limited_cgroup("rx/a", 2 * DATA_SIZE, "t_witness"));
	ASSERT_EQ(0, cg_run("rx/a", work_check, &work));
	ASSERT_EQ(0, cg_attach("", "t_witness"));
	/* may find less than it was asked for */
	file_write(NODE1 "/reclaim", "4M");
	EXPECT_EQ(0, cg_attach("", "inherit"));
	EXPECT_EQ(2, policy_value(policy, "t_seen", SEEN_RANK_NODES));
	EXPECT_LT(0, policy_count("t_witness", "evicted"));
}

TEST_HARNESS_MAIN
