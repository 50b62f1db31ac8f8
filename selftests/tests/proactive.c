// SPDX-License-Identifier: GPL-2.0
/*
 * Reclaim that user space asks for, and lru_gen's own file, with a policy in
 * charge.
 */
#include "keys.h"
#include "test.h"

FIXTURE(filled) {
	struct policy *policy;
};

/* "rx/a" is full of page cache and under a policy that evicts what it is asked. */
FIXTURE_SETUP(filled)
{
	ASSERT_EQ(0, rx_begin());
	self->policy = policy_load("t_witness");
	ASSERT_NE(NULL, self->policy);
	ASSERT_EQ(0, limited_cgroup("rx/a", 2 * DATA_SIZE, "t_witness"));
	ASSERT_EQ(0, read_in("rx/a", 1));
	ASSERT_LT(DATA_SIZE * 9 / 10, cg_stat("rx/a", "file"));
}

FIXTURE_TEARDOWN(filled)
{
	EXPECT_EQ(0, cg_remove("rx"));
}

TEST_F(filled, memory_reclaim)
{
	uint64_t before = cg_stat("rx/a", "file");

	EXPECT_EQ(0, cg_write("rx/a", "memory.reclaim", "8M"));
	EXPECT_LE(cg_stat("rx/a", "file") + 7 * MB, before);
	EXPECT_LT(0, policy_value(self->policy, "t_seen", SEEN_PROACTIVE));
	EXPECT_LT(7 * MB / 4096, policy_count("t_witness", "evicted"));
}

TEST_F(filled, memory_reclaim_with_swappiness)
{
	EXPECT_EQ(0, cg_write("rx/a", "memory.reclaim", "4M swappiness=13"));
	EXPECT_EQ(13, policy_value(self->policy, "t_seen", SEEN_SWAPPINESS));
}

/* More than there is: EAGAIN, and nobody is to blame. */
TEST_F(filled, memory_reclaim_of_too_much)
{
	EXPECT_EQ(-EAGAIN, cg_write("rx/a", "memory.reclaim", "1G"));
	EXPECT_TRUE(policy_is_live("t_witness"));
	EXPECT_GT(2 * MB, cg_stat("rx/a", "file"));
}

TEST_F(filled, lru_gen_ages)
{
	struct window before, after;

	ASSERT_TRUE(window_find("/rx/a", 0, &before));
	EXPECT_EQ(0, window_command('+', &before, 0, before.youngest, ""));
	ASSERT_TRUE(window_find("/rx/a", 0, &after));
	EXPECT_EQ(before.youngest + 1, after.youngest);
	EXPECT_TRUE(policy_is_live("t_witness"));
}

TEST_F(filled, lru_gen_evicts)
{
	uint64_t before = cg_stat("rx/a", "file");
	struct window gens;
	int node;

	for (node = 0; node < 2 && window_find("/rx/a", node, &gens); node++) {
		/* it leaves the two youngest, so make one more */
		EXPECT_EQ(0, window_command('+', &gens, node, gens.youngest, ""));
		EXPECT_EQ(0, window_command('-', &gens, node, gens.youngest - 1, ""));
	}
	EXPECT_LT(0, node);
	EXPECT_LT(cg_stat("rx/a", "file"), before);
	EXPECT_TRUE(policy_is_live("t_witness"));
}

/* Swappiness "max" leaves page cache alone, and not all goes where a part was asked for. */
TEST_F(filled, lru_gen_evicts_what_it_is_told)
{
	uint64_t before;
	struct window gens;

	ASSERT_EQ(0, window_age("/rx/a", 0, ""));
	ASSERT_TRUE(window_find("/rx/a", 0, &gens));
	before = cg_stat("rx/a", "file");
	EXPECT_EQ(0, window_command('-', &gens, 0, gens.youngest - 2, " max"));
	EXPECT_EQ(before, cg_stat("rx/a", "file"));
	EXPECT_EQ(0, window_command('-', &gens, 0, gens.youngest - 2, " 0 256"));
	EXPECT_LE(cg_stat("rx/a", "file") + 256 * sysconf(_SC_PAGESIZE), before);
	/* folios may be large, and come in batches */
	EXPECT_LT(before / 2, cg_stat("rx/a", "file"));
	EXPECT_TRUE(policy_is_live("t_witness"));
}

TEST_HARNESS_MAIN
