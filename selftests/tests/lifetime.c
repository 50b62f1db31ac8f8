// SPDX-License-Identifier: GPL-2.0
/*
 * The end of a policy, of its loader, or of its cgroups, in every order.
 */
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include "fixture.h"

/* The only holder of an unpinned link */
static pid_t spawn_loader(const char *name)
{
	pid_t pid = fork();

	if (pid)
		return pid;
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (!policy_load(name))
		_exit(1);
	for (;;)
		pause();
}

TEST_F(rx, killed_loader_takes_its_policy_along)
{
	struct exit_record rec;
	uint64_t expelled = exit_count();
	pid_t pid = spawn_loader("t_evictall");

	ASSERT_LT(0, pid);
	ASSERT_TRUE(wait_for(policy_exists("t_evictall")));
	ASSERT_EQ(0, limited_cgroup("rx/a", LIMIT, "t_evictall"));
	EXPECT_EQ(0, read_in("rx/a", 1));

	child_kill(pid);
	EXPECT_TRUE(wait_for(!policy_exists("t_evictall")));
	EXPECT_STREQ("mglru", cg_policy("rx/a"));
	EXPECT_TRUE(cg_inherits("rx/a"));
	ASSERT_EQ(0, exit_read(&rec));
	EXPECT_STREQ("t_evictall", rec.policy);
	EXPECT_STREQ("unregistered", rec.kind);
	EXPECT_EQ(expelled, exit_count());
	EXPECT_TRUE(wait_for(kmsg_has(self->log, "policy t_evictall exited: unregistered")));
	EXPECT_EQ(0, read_in("rx/a", 1));
}

TEST_F(rx, killed_loader_leaves_what_is_inherited)
{
	pid_t pid = spawn_loader("t_evictall");

	ASSERT_LT(0, pid);
	ASSERT_NE(NULL, policy_load("rx_fifo"));
	ASSERT_TRUE(wait_for(policy_exists("t_evictall")));
	ASSERT_EQ(0, cg_create("rx/a"));
	ASSERT_EQ(0, cg_attach("rx", "rx_fifo"));
	ASSERT_EQ(0, cg_attach("rx/a", "t_evictall"));
	child_kill(pid);
	EXPECT_TRUE(wait_for(!strcmp(cg_policy("rx/a"), "rx_fifo")));
	EXPECT_TRUE(cg_inherits("rx/a"));
}

TEST_F(rx, unregistered_while_reclaiming)
{
	struct work forever = { .data = DATA, .node = -1 };
	struct policy *policy;
	pid_t pid;

	/* before the link is there, or the reader would hold it, too */
	ASSERT_EQ(0, limited_cgroup("rx/a", LIMIT, NULL));
	pid = cg_spawn("rx/a", work_forever, &forever);
	ASSERT_LT(0, pid);
	policy = policy_load("t_evictall");
	ASSERT_NE(NULL, policy);
	ASSERT_EQ(0, cg_attach("rx/a", "t_evictall"));
	EXPECT_TRUE(wait_for(policy_count("t_evictall", "ranked") > 1000));
	policy_unload(policy);
	EXPECT_TRUE(wait_for(!policy_exists("t_evictall")));
	EXPECT_STREQ("mglru", cg_policy("rx/a"));
	EXPECT_EQ(0, waitpid(pid, NULL, WNOHANG));
	child_kill(pid);
}

TEST_F(rx, cgroup_removed_while_attached)
{
	ASSERT_NE(NULL, policy_load("t_evictall"));
	ASSERT_EQ(0, limited_cgroup("rx/a", LIMIT, "t_evictall"));
	EXPECT_EQ(0, read_in("rx/a", 1));
	ASSERT_EQ(0, cg_remove("rx/a"));
	EXPECT_TRUE(wait_for(policy_cgroups("t_evictall") == 0));
	EXPECT_TRUE(policy_is_live("t_evictall"));

	/* the same name again is another cgroup */
	ASSERT_EQ(0, cg_create("rx/a"));
	EXPECT_STREQ("mglru", cg_policy("rx/a"));
}

/* An open file does not keep the cgroup attachable. */
TEST_F(rx, removed_cgroup_cannot_attach)
{
	int fd;

	ASSERT_NE(NULL, policy_load("rx_fifo"));
	ASSERT_EQ(0, cg_create("rx/a"));
	fd = cg_open("rx/a", "memory.reclaim_policy", O_WRONLY);
	ASSERT_LE(0, fd);
	ASSERT_EQ(0, cg_remove("rx/a"));
	EXPECT_EQ(-1, write(fd, "rx_fifo", 7));
	EXPECT_EQ(ENODEV, errno);
	EXPECT_EQ(0, policy_cgroups("rx_fifo"));
	close(fd);
}

/* Page cache outlives its cgroup and moves to the parent's lists. */
TEST_F(rx, reparented_pages_meet_another_policy)
{
	struct policy *child = policy_load("t_class");

	ASSERT_NE(NULL, child);
	ASSERT_NE(NULL, policy_load("rx_mru"));
	ASSERT_EQ(0, cg_attach("rx", "rx_mru"));
	ASSERT_EQ(0, limited_cgroup("rx/a", LIMIT, "t_class"));
	EXPECT_EQ(0, read_in("rx/a", 2));
	EXPECT_LT(4 * MB, cg_stat("rx/a", "file"));
	ASSERT_EQ(0, cg_remove("rx/a"));
	EXPECT_LT(4 * MB, cg_stat("rx", "file"));
	policy_unload(child);

	EXPECT_EQ(0, cg_write("rx", "memory.max", "%lu", 4 * MB));
	EXPECT_TRUE(wait_for(cg_number("rx", "memory.current") <= 4 * MB));
	EXPECT_LT(0, policy_count("rx_mru", "evicted"));
	EXPECT_TRUE(policy_is_live("rx_mru"));
}

TEST_F(rx, reparented_pages_meet_no_policy)
{
	struct policy *policy = policy_load("t_class");

	ASSERT_NE(NULL, policy);
	ASSERT_EQ(0, limited_cgroup("rx/a", LIMIT, "t_class"));
	EXPECT_EQ(0, read_in("rx/a", 2));
	ASSERT_EQ(0, cg_remove("rx/a"));
	policy_unload(policy);
	EXPECT_EQ(0, cg_write("rx", "memory.max", "%lu", 4 * MB));
	EXPECT_TRUE(wait_for(cg_number("rx", "memory.current") <= 4 * MB));
}

TEST_F(rx, all_at_once)
{
	struct work forever = { .data = DATA, .node = -1 };
	pid_t loader = spawn_loader("t_evictall");
	pid_t reader;

	ASSERT_LT(0, loader);
	ASSERT_TRUE(wait_for(policy_exists("t_evictall")));
	ASSERT_EQ(0, limited_cgroup("rx/a", LIMIT, "t_evictall"));
	reader = cg_spawn("rx/a", work_forever, &forever);
	ASSERT_LT(0, reader);
	EXPECT_TRUE(wait_for(policy_count("t_evictall", "ranked") > 1000));
	kill(loader, SIGKILL);
	kill(reader, SIGKILL);
	EXPECT_EQ(0, cg_remove("rx/a"));
	child_wait(reader);
	child_wait(loader);
	EXPECT_TRUE(wait_for(!policy_exists("t_evictall")));
}

TEST_HARNESS_MAIN
