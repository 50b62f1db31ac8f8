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

/* The root may be classic where a cgroup is not, and the other way round. */
TEST_F(root, policies_below_a_classic_root)
{
	ASSERT_NE(NULL, policy_load("t_evictall"));
	ASSERT_EQ(0, limited_cgroup("rx/a", LIMIT, NULL));
	ASSERT_EQ(0, limited_cgroup("rx/b", LIMIT, NULL));
	ASSERT_EQ(0, file_write(LRU_GEN_FILE, "n"));
	EXPECT_STREQ("classic", cg_policy("rx/a"));
	ASSERT_EQ(0, cg_attach("rx/a", "t_evictall"));
	EXPECT_STREQ("t_evictall", cg_policy("rx/a"));
	EXPECT_STREQ("classic", cg_policy("rx/b"));
	EXPECT_EQ(0, read_in("rx/a", 2));
	EXPECT_LT(0, policy_count("t_evictall", "ranked"));
	EXPECT_EQ(0, read_in("rx/b", 2));
	EXPECT_LT(0, cg_stat("rx/b", "pgactivate"));

	/* the root's change is for those who follow it */
	ASSERT_EQ(0, cg_attach("rx/b", "classic"));
	ASSERT_EQ(0, cg_attach("", "mglru"));
	EXPECT_TRUE(lru_gen_is_on());
	EXPECT_STREQ("classic", cg_policy("rx/b"));
	EXPECT_STREQ("t_evictall", cg_policy("rx/a"));
	EXPECT_STREQ("mglru", cg_policy("rx"));
}

TEST_F(root, policy_of_a_classic_root)
{
	ASSERT_NE(NULL, policy_load("t_evictall"));
	ASSERT_EQ(0, limited_cgroup("rx/a", LIMIT, NULL));
	ASSERT_EQ(0, cg_attach("", "t_evictall"));
	ASSERT_EQ(0, file_write(LRU_GEN_FILE, "n"));
	EXPECT_STREQ("t_evictall", cg_policy("rx/a"));
	EXPECT_EQ(0, read_in("rx/a", 2));
	EXPECT_LT(0, policy_count("t_evictall", "ranked"));
	ASSERT_EQ(0, cg_attach("", "inherit"));
	EXPECT_STREQ("classic", cg_policy("rx/a"));
	EXPECT_EQ(0, read_in("rx/a", 2));
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
