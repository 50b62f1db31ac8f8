// SPDX-License-Identifier: GPL-2.0
/*
 * The root's policy is the system's default, and the root switches the
 * built-in one.
 */
#include "test.h"

/* The first bit is the lists; the others are ways to age them. */
static bool lru_gen_is_on(void)
{
	char buf[32];

	return file_read(LRU_GEN_FILE, buf, sizeof(buf)) > 0 && strtoul(buf, NULL, 16) & 1;
}

/* What tests here change is the whole system's. */
FIXTURE(root) {
	int log;
};

FIXTURE_SETUP(root)
{
	self->log = kmsg_open();
	ASSERT_LE(0, self->log);
	ASSERT_EQ(0, rx_begin());
	ASSERT_STREQ("mglru", cg_policy(""));
}

FIXTURE_TEARDOWN(root)
{
	EXPECT_EQ(0, cg_attach("", "mglru"));
	EXPECT_EQ(0, cg_remove("rx"));
	EXPECT_TRUE(lru_gen_is_on());
	close(self->log);
}

TEST_F(root, default_of_the_system)
{
	ASSERT_NE(NULL, policy_load("t_evictall"));
	ASSERT_EQ(0, limited_cgroup("rx/a", LIMIT, NULL));
	ASSERT_EQ(0, cg_attach("", "t_evictall"));
	EXPECT_STREQ("t_evictall", cg_policy(""));
	EXPECT_STREQ("t_evictall", cg_policy("rx/a"));
	EXPECT_EQ(0, read_in("rx/a", 2));
	EXPECT_LT(0, policy_count("t_evictall", "evicted"));

	ASSERT_EQ(0, cg_attach("", "inherit"));
	EXPECT_STREQ("mglru", cg_policy(""));
	EXPECT_STREQ("mglru", cg_policy("rx/a"));
	EXPECT_EQ(0, policy_cgroups("t_evictall"));
}

TEST_F(root, default_goes_with_its_link)
{
	struct policy *policy = policy_load("t_evictall");

	ASSERT_NE(NULL, policy);
	ASSERT_EQ(0, cg_attach("", "t_evictall"));
	policy_unload(policy);
	EXPECT_TRUE(wait_for(!strcmp(cg_policy(""), "mglru")));
	EXPECT_STREQ("mglru", cg_policy("rx"));
}

TEST_F(root, classic_and_back)
{
	ASSERT_EQ(0, limited_cgroup("rx/a", LIMIT, NULL));
	ASSERT_EQ(0, read_in("rx/a", 1));
	ASSERT_EQ(0, cg_attach("", "classic"));
	EXPECT_FALSE(lru_gen_is_on());
	EXPECT_STREQ("classic", cg_policy("rx/a"));
	EXPECT_EQ(0, read_in("rx/a", 2));
	ASSERT_EQ(0, cg_attach("", "mglru"));
	EXPECT_TRUE(lru_gen_is_on());
	EXPECT_STREQ("mglru", cg_policy("rx/a"));
	EXPECT_EQ(0, read_in("rx/a", 2));
}

TEST_F(root, classic_waits_for_policies_to_go)
{
	ASSERT_NE(NULL, policy_load("rx_fifo"));
	ASSERT_EQ(0, limited_cgroup("rx/a", LIMIT, "rx_fifo"));
	EXPECT_EQ(-EBUSY, cg_attach("", "classic"));
	EXPECT_TRUE(wait_for(kmsg_has(self->log, "reclaim_ext: classic: BPF policies are attached")));
	EXPECT_TRUE(lru_gen_is_on());
	EXPECT_STREQ("rx_fifo", cg_policy("rx/a"));

	ASSERT_EQ(0, cg_attach("rx/a", "inherit"));
	EXPECT_EQ(0, cg_attach("", "classic"));
}

TEST_F(root, policies_need_generation_lists)
{
	ASSERT_NE(NULL, policy_load("rx_fifo"));
	ASSERT_EQ(0, limited_cgroup("rx/a", LIMIT, NULL));
	ASSERT_EQ(0, file_write(LRU_GEN_FILE, "n"));
	EXPECT_EQ(-EOPNOTSUPP, cg_attach("rx/a", "rx_fifo"));
	EXPECT_TRUE(wait_for(kmsg_has(self->log, "reclaim_ext: rx_fifo: needs the generation lists")));
	EXPECT_STREQ("classic", cg_policy("rx/a"));

	ASSERT_EQ(0, file_write(LRU_GEN_FILE, "y"));
	EXPECT_EQ(0, cg_attach("rx/a", "rx_fifo"));
	EXPECT_EQ(0, read_in("rx/a", 2));
	EXPECT_LT(0, policy_count("rx_fifo", "ranked"));
}

/* Off and on again by the other switch, with a policy in charge */
TEST_F(root, lists_switched_under_a_policy)
{
	struct work forever = { .data = DATA, .node = -1 };
	pid_t pid;
	int i;

	ASSERT_NE(NULL, policy_load("t_evictall"));
	ASSERT_EQ(0, limited_cgroup("rx/a", LIMIT, "t_evictall"));
	pid = cg_spawn("rx/a", work_forever, &forever);
	ASSERT_LT(0, pid);
	for (i = 0; i < 5; i++) {
		EXPECT_EQ(0, file_write(LRU_GEN_FILE, "n"));
		EXPECT_EQ(0, file_write(LRU_GEN_FILE, "y"));
	}
	child_kill(pid);
	EXPECT_STREQ("t_evictall", cg_policy("rx/a"));
	ASSERT_EQ(0, cg_attach("rx/a", "inherit"));
}

TEST_HARNESS_MAIN
