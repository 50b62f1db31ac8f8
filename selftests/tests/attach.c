// SPDX-License-Identifier: GPL-2.0
/*
 * Registering a policy and giving it cgroups by memory.reclaim_policy.
 */
#include "fixture.h"

TEST_F(rx, register_lists_the_policy)
{
	struct policy *policy = policy_load("rx_fifo");
	char buf[1024];

	ASSERT_NE(NULL, policy) {
		TH_LOG("%s", policy_log());
	}
	EXPECT_TRUE(policy_is_live("rx_fifo"));
	EXPECT_EQ(0, policy_cgroups("rx_fifo"));
	EXPECT_TRUE(kmsg_has(self->log, "reclaim_ext: policy rx_fifo registered"));
	ASSERT_LT(0, cg_read("rx", "memory.reclaim_policy", buf, sizeof(buf)));
	EXPECT_STREQ("classic [mglru] rx_fifo (inherited)\n", buf);

	policy_unload(policy);
	EXPECT_TRUE(wait_for(!policy_exists("rx_fifo")));
	ASSERT_LT(0, cg_read("rx", "memory.reclaim_policy", buf, sizeof(buf)));
	EXPECT_STREQ("classic [mglru] (inherited)\n", buf);
}

TEST_F(rx, registering_alone_changes_nothing)
{
	struct policy *policy = policy_load("t_count");

	ASSERT_NE(NULL, policy);
	ASSERT_EQ(0, limited_cgroup("rx/a", LIMIT, NULL));
	EXPECT_EQ(0, read_in("rx/a", 2));
	EXPECT_EQ(0, policy_count("t_count", "plan_calls"));
	EXPECT_EQ(0, policy_count("t_count", "insert_calls"));
	EXPECT_EQ(0, policy_count("t_count", "access_calls"));
}

TEST_F(rx, attach_and_back)
{
	char buf[1024];

	ASSERT_NE(NULL, policy_load("t_evictall"));
	ASSERT_EQ(0, limited_cgroup("rx/a", LIMIT, "t_evictall"));
	ASSERT_LT(0, cg_read("rx/a", "memory.reclaim_policy", buf, sizeof(buf)));
	EXPECT_STREQ("classic mglru [t_evictall]\n", buf);
	EXPECT_EQ(1, policy_cgroups("t_evictall"));

	EXPECT_EQ(0, read_in("rx/a", 2));
	EXPECT_LT(0, policy_count("t_evictall", "evicted"));

	ASSERT_EQ(0, cg_attach("rx/a", "inherit"));
	EXPECT_STREQ("mglru", cg_policy("rx/a"));
	EXPECT_TRUE(cg_inherits("rx/a"));
	EXPECT_EQ(0, policy_cgroups("t_evictall"));
}

TEST_F(rx, one_policy_for_several_cgroups)
{
	uint64_t before;

	ASSERT_NE(NULL, policy_load("t_evictall"));
	ASSERT_EQ(0, limited_cgroup("rx/a", LIMIT, "t_evictall"));
	ASSERT_EQ(0, limited_cgroup("rx/b", LIMIT, "t_evictall"));
	ASSERT_EQ(0, limited_cgroup("rx/c", LIMIT, "t_evictall"));
	EXPECT_EQ(3, policy_cgroups("t_evictall"));

	EXPECT_EQ(0, read_in("rx/a", 1));
	before = policy_count("t_evictall", "evicted");
	EXPECT_LT(0, before);
	ASSERT_EQ(0, cg_attach("rx/a", "inherit"));
	ASSERT_EQ(0, data_need(DATA, DATA_SIZE));
	EXPECT_EQ(0, read_in("rx/b", 1));
	EXPECT_LT(before, policy_count("t_evictall", "evicted"));
	EXPECT_EQ(2, policy_cgroups("t_evictall"));
}

TEST_F(rx, unknown_policy)
{
	ASSERT_EQ(0, cg_create("rx/a"));
	EXPECT_EQ(-ENOENT, cg_attach("rx/a", "nonesuch"));
	EXPECT_TRUE(wait_for(kmsg_has(self->log, "reclaim_ext: nonesuch: no such policy")));
	EXPECT_STREQ("mglru", cg_policy("rx/a"));
}

TEST_F(rx, words_that_are_no_policy)
{
	EXPECT_EQ(-ENOENT, cg_attach("rx", "rx_mru rx_fifo"));
	EXPECT_EQ(-ENOENT, cg_attach("rx", "a_name_that_is_longer_than_any_policy_has"));
	EXPECT_EQ(-ENOENT, cg_attach("rx", "\n"));
	EXPECT_STREQ("mglru", cg_policy("rx"));
}

/* The opener's capabilities count, and root without any owns the file. */
static int attach_powerless(void *arg)
{
	return capabilities_drop(0) ? 1 : -cg_attach("rx/a", "rx_fifo");
}

TEST_F(rx, capability_is_needed)
{
	ASSERT_NE(NULL, policy_load("rx_fifo"));
	ASSERT_EQ(0, cg_create("rx/a"));
	EXPECT_EQ(EPERM, cg_run("rx/a", attach_powerless, NULL));
	EXPECT_STREQ("mglru", cg_policy("rx/a"));
}

TEST_HARNESS_MAIN
