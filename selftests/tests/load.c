// SPDX-License-Identifier: GPL-2.0
/*
 * Changes under load: a reader that thrashes all the time must never notice.
 */
#include <signal.h>
#include "test.h"

FIXTURE(load) {
	int log;
	pid_t reader;
};

static struct work forever = { .data = DATA, .node = -1 };

FIXTURE_SETUP(load)
{
	self->log = kmsg_open();
	ASSERT_EQ(0, rx_begin());
	ASSERT_EQ(0, limited_cgroup("rx/a", LIMIT, NULL));
	self->reader = cg_spawn("rx/a", work_forever, &forever);
	ASSERT_LT(0, self->reader);
}

FIXTURE_TEARDOWN(load)
{
	EXPECT_TRUE(child_runs(self->reader));
	child_kill(self->reader);
	EXPECT_EQ(0, cg_event("rx/a", "oom_kill"));
	EXPECT_EQ(0, cg_remove("rx"));
	close(self->log);
}

TEST_F_TIMEOUT(load, two_policies_swapped_1000_times, 1200)
{
	int i, err = 0;

	ASSERT_NE(NULL, policy_load("rx_fifo"));
	ASSERT_NE(NULL, policy_load("t_count"));
	for (i = 0; i < 1000 && !err; i++)
		err = cg_attach("rx/a", i % 2 ? "rx_fifo" : "t_count");
	EXPECT_EQ(0, err);
	EXPECT_EQ(1000, i);
	EXPECT_STREQ("rx_fifo", cg_policy("rx/a"));
	EXPECT_EQ(1, policy_cgroups("rx_fifo"));
	EXPECT_EQ(0, policy_cgroups("t_count"));
	EXPECT_TRUE(wait_for(policy_count("rx_fifo", "ranked") > 0));
	ASSERT_EQ(0, cg_attach("rx/a", "t_count"));
	EXPECT_TRUE(wait_for(policy_count("t_count", "plan_calls") > 0));
}

TEST_F_TIMEOUT(load, registered_and_unregistered_100_times, 1200)
{
	struct policy *policy;
	int i;

	for (i = 0; i < 100; i++) {
		policy = policy_load("rx_fifo");
		ASSERT_NE(NULL, policy);
		ASSERT_EQ(0, cg_attach("rx/a", "rx_fifo"));
		policy_unload(policy);
		ASSERT_TRUE(wait_for(!policy_exists("rx_fifo")));
	}
	EXPECT_STREQ("mglru", cg_policy("rx/a"));
}

TEST_F_TIMEOUT(load, hooks_updated_in_place_100_times, 1200)
{
	struct policy *policy = policy_load("t_count");
	uint64_t calls;
	int i;

	ASSERT_NE(NULL, policy);
	ASSERT_EQ(0, cg_attach("rx/a", "t_count"));
	for (i = 0; i < 100; i++)
		ASSERT_EQ(0, policy_update(policy, "t_count"));
	EXPECT_STREQ("t_count", cg_policy("rx/a"));
	calls = policy_count("t_count", "plan_calls");
	EXPECT_TRUE(wait_for(policy_count("t_count", "plan_calls") > calls));
}

TEST_F_TIMEOUT(load, expelled_30_times, 1200)
{
	struct policy *policy;
	int i;

	for (i = 0; i < 30; i++) {
		policy = policy_load("t_evictall");
		ASSERT_NE(NULL, policy);
		ASSERT_EQ(0, cg_attach("rx/a", "t_evictall"));
		ASSERT_TRUE(wait_for(policy_count("t_evictall", "ranked") > 0));
		ASSERT_EQ(0, file_write(SYSFS_DIR "expel", "t_evictall"));
		/* at once: unregistering waits for what expelling began */
		policy_unload(policy);
		ASSERT_TRUE(wait_for(!policy_exists("t_evictall")));
		ASSERT_TRUE(exit_is("t_evictall", "admin"));
		ASSERT_STREQ("mglru", cg_policy("rx/a"));
	}
}

/* Cgroups come and go below one that changes its policy. */
TEST_F_TIMEOUT(load, cgroups_come_and_go_meanwhile, 1200)
{
	int i;

	ASSERT_NE(NULL, policy_load("t_count"));
	for (i = 0; i < 100; i++) {
		ASSERT_EQ(0, cg_attach("rx", i % 2 ? "t_count" : "inherit"));
		ASSERT_EQ(0, cg_create("rx/b"));
		ASSERT_STREQ(i % 2 ? "t_count" : "mglru", cg_policy("rx/b"));
		ASSERT_EQ(0, cg_remove("rx/b"));
	}
	/* a removed cgroup leaves some time after its directory */
	EXPECT_TRUE(wait_for(policy_cgroups("t_count") == 2));
}

TEST_HARNESS_MAIN
