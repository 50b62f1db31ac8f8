// SPDX-License-Identifier: GPL-2.0
/*
 * The administrator's ways to get rid of policies, and the tracepoint.
 */
#include "fixture.h"

#define TRACE_DIR	"/sys/kernel/tracing/"
#define TRACE_EVENT	TRACE_DIR "events/reclaim_ext/reclaim_policy_exit/enable"

TEST_F(rx, expel_by_name)
{
	uint64_t exits = exit_count();
	struct exit_record rec;

	ASSERT_NE(NULL, policy_load("rx_fifo"));
	ASSERT_NE(NULL, policy_load("t_evictall"));
	ASSERT_EQ(0, limited_cgroup("rx/a", LIMIT, "t_evictall"));
	ASSERT_EQ(0, limited_cgroup("rx/b", LIMIT, "rx_fifo"));
	ASSERT_EQ(0, file_write(SYSFS_DIR "expel", "t_evictall\n"));
	EXPECT_TRUE(wait_for(exit_count() == exits + 1));
	EXPECT_TRUE(exit_is("t_evictall", "admin"));
	EXPECT_STREQ("mglru", cg_policy("rx/a"));
	EXPECT_STREQ("rx_fifo", cg_policy("rx/b"));
	ASSERT_EQ(0, exit_read(&rec));
	EXPECT_STREQ("expelled by the administrator", rec.msg);
}

TEST_F(rx, expel_unknown)
{
	ASSERT_NE(NULL, policy_load("rx_fifo"));
	EXPECT_EQ(-ENOENT, file_write(SYSFS_DIR "expel", "rx_fif"));
	EXPECT_EQ(-ENOENT, file_write(SYSFS_DIR "expel", "rx_fifo_and_a_lot_more"));
	EXPECT_EQ(-ENOENT, file_write(SYSFS_DIR "expel", "mglru"));
	EXPECT_TRUE(policy_is_live("rx_fifo"));
}

TEST_F(rx, expel_all)
{
	uint64_t exits = exit_count();

	EXPECT_EQ(0, file_write(SYSFS_DIR "expel", "all"));
	EXPECT_EQ(exits, exit_count());
	ASSERT_NE(NULL, policy_load("rx_fifo"));
	ASSERT_NE(NULL, policy_load("t_evictall"));
	ASSERT_EQ(0, limited_cgroup("rx/a", LIMIT, "t_evictall"));
	ASSERT_EQ(0, limited_cgroup("rx/b", LIMIT, "rx_fifo"));
	ASSERT_EQ(0, file_write(SYSFS_DIR "expel", "all\n"));
	EXPECT_TRUE(wait_for(exit_count() == exits + 2));
	EXPECT_STREQ("mglru", cg_policy("rx/a"));
	EXPECT_STREQ("mglru", cg_policy("rx/b"));
}

TEST_F(rx, expel_by_sysrq)
{
	uint64_t exits = exit_count();

	ASSERT_NE(NULL, policy_load("t_evictall"));
	ASSERT_EQ(0, limited_cgroup("rx/a", LIMIT, "t_evictall"));
	ASSERT_EQ(0, file_write("/proc/sysrq-trigger", "E"));
	EXPECT_TRUE(wait_for(exit_count() == exits + 1));
	EXPECT_TRUE(exit_is("t_evictall", "admin"));
	EXPECT_STREQ("mglru", cg_policy("rx/a"));
}

TEST_F(rx, tracepoint)
{
	struct policy *policy = policy_load("t_evictall");

	ASSERT_NE(NULL, policy);
	ASSERT_EQ(0, file_truncate(TRACE_DIR "trace"));
	ASSERT_EQ(0, file_write(TRACE_EVENT, "1"));
	policy_unload(policy);
	EXPECT_TRUE(wait_for(file_has(TRACE_DIR "trace",
		"reclaim_policy_exit: policy=t_evictall kind=1 code=0 cgroup=0 msg=its link was closed")));
	EXPECT_EQ(0, file_write(TRACE_EVENT, "0"));
}

TEST_F(rx, list_of_policies)
{
	char buf[1024], *classes;

	ASSERT_NE(NULL, policy_load("t_count"));
	ASSERT_LT(0, file_read(SYSFS_DIR "policies", buf, sizeof(buf)));
	EXPECT_EQ(0, strncmp(buf, "t_count id=", 11));
	classes = strstr(buf, " cgroups=");
	ASSERT_NE(NULL, classes);
	EXPECT_STREQ(" cgroups=0 classes=4 hooks=plan,rank,refault,insert,access,"
		     "init,exit,cgroup_init,cgroup_exit state=live\n", classes);
}

TEST_HARNESS_MAIN
