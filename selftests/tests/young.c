// SPDX-License-Identifier: GPL-2.0
/*
 * A policy is told which folios are in use, and moves them to a faster node.
 */
#include <glob.h>
#include "fixture.h"
#include "keys.h"

#define PAGES	2048
#define HOT	512
#define SLOW	1
/* of its stack and data, which are the cgroup's as well */
#define OTHERS	64

static bool has_slow_node(void)
{
	glob_t tiers = {};
	bool has;

	glob("/sys/devices/virtual/memory_tiering/memory_tier[0-9]*", 0, NULL, &tiers);
	has = tiers.gl_pathc > 1;
	globfree(&tiers);
	return has;
}

/* Pages on @node, seen once; then the first of them in use, and seen again */
static int find_hot(struct toucher *t, int node)
{
	int err = toucher_start(t, "rx/a", PAGES, node);
	int round;

	err = err ?: lists_settle();
	if (err || toucher_pages_on(t, 0, PAGES, node) != PAGES)
		return err ?: -EXDEV;
	if (walk_cgroup("rx/a", node) < PAGES)
		return -ENODATA;
	/* what something else holds for a moment is not moved, so try again */
	for (round = 0; !err && round < 4; round++)
		err = toucher_touch(t, 0, HOT) ?: walk_cgroup("rx/a", node) < 0;
	return err;
}

TEST_F(rx, hot_pages_are_promoted_and_cold_ones_stay)
{
	struct policy *policy = policy_load("t_young");
	struct toucher t;

	if (!has_slow_node())
		SKIP(return, "all nodes of this machine are equally fast");
	ASSERT_NE(NULL, policy);
	ASSERT_EQ(0, limited_cgroup("rx/a", 64 * MB, "t_young"));
	ASSERT_EQ(0, find_hot(&t, SLOW));

	EXPECT_LE(HOT * 9 / 10, toucher_pages_on(&t, 0, HOT, 0));
	EXPECT_EQ(PAGES - HOT, toucher_pages_on(&t, HOT, PAGES - HOT, SLOW));
	EXPECT_LE(toucher_pages_on(&t, 0, HOT, 0), policy_count("t_young", "promoted"));
	EXPECT_GE(HOT + OTHERS, policy_count("t_young", "promoted"));
	EXPECT_EQ(policy_value(policy, "t_counts", YOUNG_PROMOTE),
		  policy_count("t_young", "verdict_promote"));
	EXPECT_EQ(0, policy_count("t_young", "invalid"));
	toucher_stop(&t);
}

TEST_F(rx, where_no_node_is_faster_promotion_is_no_opinion)
{
	struct policy *policy = policy_load("t_young");
	struct toucher t;

	ASSERT_NE(NULL, policy);
	ASSERT_EQ(0, limited_cgroup("rx/a", 64 * MB, "t_young"));
	ASSERT_EQ(0, find_hot(&t, 0));

	EXPECT_LE(HOT, policy_count("t_young", "verdict_promote"));
	EXPECT_EQ(0, policy_count("t_young", "promoted"));
	EXPECT_EQ(0, policy_count("t_young", "invalid"));
	EXPECT_EQ(PAGES, toucher_pages_on(&t, 0, PAGES, 0));
	EXPECT_EQ(0, policy_value(policy, "t_counts", YOUNG_NODE1));
	toucher_stop(&t);
}

/* of its own cgroups only, in batches */
TEST_F(rx, young_is_told_and_counted)
{
	struct policy *policy = policy_load("t_young");
	struct toucher t, other;

	ASSERT_NE(NULL, policy);
	ASSERT_EQ(0, limited_cgroup("rx/a", 64 * MB, "t_young"));
	ASSERT_EQ(0, limited_cgroup("rx/b", 64 * MB, NULL));
	ASSERT_EQ(0, toucher_start(&other, "rx/b", PAGES, 0));
	ASSERT_EQ(0, toucher_start(&t, "rx/a", PAGES, 0));
	ASSERT_EQ(0, lists_settle());

	EXPECT_LE(PAGES, walk_cgroup("rx/b", 0));
	EXPECT_EQ(0, policy_count("t_young", "young_calls"));
	EXPECT_LE(PAGES, walk_cgroup("rx/a", 0));
	EXPECT_LE(PAGES, policy_count("t_young", "young"));
	EXPECT_GE(PAGES + OTHERS, policy_count("t_young", "young"));
	EXPECT_EQ(policy_value(policy, "t_counts", YOUNG_SHOWN),
		  policy_count("t_young", "young"));
	EXPECT_EQ(policy_value(policy, "t_counts", YOUNG_CALLS),
		  policy_count("t_young", "young_calls"));
	EXPECT_GE(PAGES / 16, policy_count("t_young", "young_calls"));
	toucher_stop(&t);
	toucher_stop(&other);
}

TEST_F(rx, wrong_verdicts_expel)
{
	struct exit_record rec;
	struct toucher t;

	ASSERT_NE(NULL, policy_load("t_youngbad"));
	ASSERT_EQ(0, limited_cgroup("rx/a", 64 * MB, "t_youngbad"));
	ASSERT_EQ(0, toucher_start(&t, "rx/a", PAGES, 0));
	ASSERT_EQ(0, lists_settle());
	EXPECT_LE(PAGES, walk_cgroup("rx/a", 0));
	EXPECT_TRUE(wait_for(exit_is("t_youngbad", "invalid")));
	EXPECT_EQ(0, exit_read(&rec));
	EXPECT_EQ(cg_id("rx/a"), rec.cgroup);
	/* and reclaim goes on without */
	EXPECT_EQ(0, toucher_touch(&t, 0, HOT));
	EXPECT_LE(HOT, walk_cgroup("rx/a", 0));
	toucher_stop(&t);
}

TEST_HARNESS_MAIN
