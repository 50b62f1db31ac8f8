// SPDX-License-Identifier: GPL-2.0
/*
 * memory.min and memory.low are the core's: no policy can break them.
 */
#include "fixture.h"

#define OTHER		"other"
#define PROTECTED	(12 * MB)

/* "rx" holds a protected cgroup and a greedy one; how much is left to the first */
static uint64_t left_by_a_greedy_sibling(struct __test_metadata *_metadata,
					 const char *knob, const char *amount)
{
	struct work fill = { .data = OTHER, .rounds = 1, .node = -1 };
	struct work greed = { .data = DATA, .rounds = 4, .node = -1 };

	ASSERT_NE(NULL, policy_load("t_evictall"));
	ASSERT_EQ(0, data_need(OTHER, PROTECTED));
	ASSERT_EQ(0, cg_write("rx", "memory.max", "%lu", 26 * MB));
	ASSERT_EQ(0, cg_attach("rx", "t_evictall"));
	ASSERT_EQ(0, cg_create("rx/safe"));
	ASSERT_EQ(0, cg_create("rx/greedy"));
	ASSERT_EQ(0, cg_write("rx", knob, "%s", amount));
	ASSERT_EQ(0, cg_write("rx/safe", knob, "%s", amount));
	ASSERT_EQ(0, cg_run("rx/safe", work_read, &fill));
	ASSERT_LT(PROTECTED * 9 / 10, cg_stat("rx/safe", "file"));
	ASSERT_EQ(0, cg_run("rx/greedy", work_read, &greed));
	EXPECT_LT(0, policy_count("t_evictall", "evicted"));
	return cg_stat("rx/safe", "file");
}

TEST_F(rx, low)
{
	uint64_t left = left_by_a_greedy_sibling(_metadata, "memory.low", "16M");

	TH_LOG("%lu of %lu bytes left", left, PROTECTED);
	EXPECT_LT(PROTECTED * 85 / 100, left);
	EXPECT_EQ(0, cg_event("rx/safe", "low"));
}

TEST_F(rx, min)
{
	uint64_t left = left_by_a_greedy_sibling(_metadata, "memory.min", "16M");

	TH_LOG("%lu of %lu bytes left", left, PROTECTED);
	EXPECT_LT(PROTECTED * 85 / 100, left);
}

/* The same without protection, or the two above prove nothing. */
TEST_F(rx, none)
{
	uint64_t left = left_by_a_greedy_sibling(_metadata, "memory.low", "0");

	TH_LOG("%lu of %lu bytes left", left, PROTECTED);
	EXPECT_LT(left, PROTECTED * 85 / 100);
}

TEST_HARNESS_MAIN
