// SPDX-License-Identifier: GPL-2.0
/*
 * Who follows whom: the nearest cgroup that names a policy decides.
 */
#include "fixture.h"
#include "keys.h"

static int nested_cgroups(void)
{
	return cg_create("rx/a") ?: cg_write("rx/a", "cgroup.subtree_control", "+memory") ?:
	       cg_create("rx/a/b") ?: cg_write("rx/a/b", "cgroup.subtree_control", "+memory") ?:
	       cg_create("rx/a/b/c");
}

TEST_F(rx, descendants_follow)
{
	ASSERT_NE(NULL, policy_load("t_evictall"));
	ASSERT_EQ(0, nested_cgroups());
	ASSERT_EQ(0, cg_attach("rx/a", "t_evictall"));
	EXPECT_STREQ("t_evictall", cg_policy("rx/a/b"));
	EXPECT_STREQ("t_evictall", cg_policy("rx/a/b/c"));
	EXPECT_FALSE(cg_inherits("rx/a"));
	EXPECT_TRUE(cg_inherits("rx/a/b/c"));
	EXPECT_STREQ("mglru", cg_policy("rx"));
	EXPECT_EQ(3, policy_cgroups("t_evictall"));

	ASSERT_EQ(0, cg_attach("rx/a", "inherit"));
	EXPECT_STREQ("mglru", cg_policy("rx/a/b/c"));
	EXPECT_EQ(0, policy_cgroups("t_evictall"));
}

TEST_F(rx, reclaim_of_a_descendant_asks_the_policy)
{
	ASSERT_NE(NULL, policy_load("t_evictall"));
	ASSERT_EQ(0, nested_cgroups());
	ASSERT_EQ(0, cg_attach("rx/a", "t_evictall"));
	ASSERT_EQ(0, cg_write("rx/a/b", "memory.max", "%zu", LIMIT));
	EXPECT_EQ(0, read_in("rx/a/b/c", 2));
	EXPECT_LT(0, policy_count("t_evictall", "ranked"));
}

TEST_F(rx, nearest_wins)
{
	ASSERT_NE(NULL, policy_load("t_evictall"));
	ASSERT_NE(NULL, policy_load("rx_fifo"));
	ASSERT_EQ(0, nested_cgroups());
	ASSERT_EQ(0, cg_attach("rx/a/b", "rx_fifo"));
	ASSERT_EQ(0, cg_attach("rx/a", "t_evictall"));
	EXPECT_STREQ("t_evictall", cg_policy("rx/a"));
	EXPECT_STREQ("rx_fifo", cg_policy("rx/a/b"));
	EXPECT_STREQ("rx_fifo", cg_policy("rx/a/b/c"));

	ASSERT_EQ(0, cg_attach("rx/a/b", "inherit"));
	EXPECT_STREQ("t_evictall", cg_policy("rx/a/b"));
	EXPECT_STREQ("t_evictall", cg_policy("rx/a/b/c"));
	EXPECT_EQ(0, policy_cgroups("rx_fifo"));
}

TEST_F(rx, built_in_shields)
{
	ASSERT_NE(NULL, policy_load("t_evictall"));
	ASSERT_EQ(0, nested_cgroups());
	ASSERT_EQ(0, cg_attach("rx/a", "t_evictall"));
	ASSERT_EQ(0, cg_attach("rx/a/b", "mglru"));
	EXPECT_STREQ("mglru", cg_policy("rx/a/b"));
	EXPECT_FALSE(cg_inherits("rx/a/b"));
	EXPECT_STREQ("mglru", cg_policy("rx/a/b/c"));
	EXPECT_EQ(1, policy_cgroups("t_evictall"));

	ASSERT_EQ(0, cg_write("rx/a/b", "memory.max", "%zu", LIMIT));
	EXPECT_EQ(0, read_in("rx/a/b/c", 2));
	EXPECT_LT(0, cg_stat("rx/a/b", "pgsteal"));
	EXPECT_EQ(0, policy_count("t_evictall", "ranked"));

	ASSERT_EQ(0, cg_attach("rx/a/b", "inherit"));
	EXPECT_STREQ("t_evictall", cg_policy("rx/a/b/c"));
}

TEST_F(rx, new_cgroup_is_announced_to_the_policy)
{
	struct policy *policy = policy_load("t_count");

	ASSERT_NE(NULL, policy);
	ASSERT_EQ(0, cg_create("rx/a"));
	ASSERT_EQ(0, cg_write("rx/a", "cgroup.subtree_control", "+memory"));
	ASSERT_EQ(0, cg_attach("rx/a", "t_count"));
	EXPECT_EQ(1, policy_value(policy, "t_counts", COUNT_CGROUP_INIT));
	ASSERT_EQ(0, cg_create("rx/a/new"));
	EXPECT_EQ(2, policy_value(policy, "t_counts", COUNT_CGROUP_INIT));
	EXPECT_STREQ("t_count", cg_policy("rx/a/new"));
	ASSERT_EQ(0, cg_remove("rx/a/new"));
	EXPECT_TRUE(wait_for(policy_value(policy, "t_counts", COUNT_CGROUP_EXIT) == 1));
	ASSERT_EQ(0, cg_attach("rx/a", "inherit"));
	EXPECT_EQ(2, policy_value(policy, "t_counts", COUNT_CGROUP_EXIT));
}

TEST_F(rx, refusing_cgroup_keeps_what_it_had)
{
	ASSERT_NE(NULL, policy_load("t_cginitfail"));
	ASSERT_NE(NULL, policy_load("rx_fifo"));
	ASSERT_EQ(0, cg_create("rx/a"));
	ASSERT_EQ(0, cg_attach("rx/a", "rx_fifo"));
	EXPECT_EQ(-EAGAIN, cg_attach("rx/a", "t_cginitfail"));
	EXPECT_TRUE(wait_for(kmsg_has(self->log, "cgroup_init() returned -11")));
	EXPECT_STREQ("rx_fifo", cg_policy("rx/a"));
	EXPECT_EQ(0, policy_cgroups("t_cginitfail"));
}

TEST_F(rx, removed_cgroups_are_told_of_before_the_end)
{
	struct policy *policy = policy_load("t_count");
	char name[32];
	int i;

	ASSERT_NE(NULL, policy);
	ASSERT_EQ(0, cg_create("rx/a"));
	ASSERT_EQ(0, cg_write("rx/a", "cgroup.subtree_control", "+memory"));
	ASSERT_EQ(0, cg_attach("rx/a", "t_count"));
	for (i = 0; i < 40; i++) {
		snprintf(name, sizeof(name), "rx/a/%d", i);
		ASSERT_EQ(0, cg_create(name));
	}
	EXPECT_EQ(41, policy_value(policy, "t_counts", COUNT_CGROUP_INIT));
	for (i = 0; i < 40; i++) {
		snprintf(name, sizeof(name), "rx/a/%d", i);
		ASSERT_EQ(0, cg_remove(name));
	}
	policy_unregister(policy);
	ASSERT_TRUE(wait_for(policy_value(policy, "t_counts", COUNT_EXIT) == 1));
	EXPECT_EQ(41, policy_value(policy, "t_counts", COUNT_CGROUP_EXIT));
	policy_unload(policy);
}

TEST_F(rx, controller_that_comes_back_finds_no_state_of_before)
{
	struct policy *policy = policy_load("t_ids");
	int i;

	ASSERT_NE(NULL, policy);
	ASSERT_EQ(0, cg_create("rx/a"));
	ASSERT_EQ(0, cg_write("rx/a", "cgroup.subtree_control", "+memory"));
	ASSERT_EQ(0, cg_create("rx/a/b"));
	ASSERT_EQ(0, cg_attach("rx/a", "t_ids"));
	EXPECT_EQ(2, policy_cgroups("t_ids"));
	for (i = 0; i < 40; i++) {
		ASSERT_EQ(0, cg_write("rx/a", "cgroup.subtree_control", "-memory"));
		ASSERT_EQ(0, cg_write("rx/a", "cgroup.subtree_control", "+memory"));
		ASSERT_STREQ("t_ids", cg_policy("rx/a/b"));
	}
	EXPECT_EQ(0, policy_value(policy, "t_twice", 0));
	EXPECT_TRUE(wait_for(policy_cgroups("t_ids") == 2));
}

TEST_HARNESS_MAIN
