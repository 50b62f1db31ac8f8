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

/* All seen once on @node; then the first of them in use, and seen again */
static int find_hot_of(struct toucher *t, int node)
{
	int err = lists_settle();
	int round;

	if (err || toucher_pages_on(t, 0, PAGES, node) != PAGES)
		return err ?: -EXDEV;
	if (walk_cgroup("rx/a", node) < PAGES)
		return -ENODATA;
	/* what something else holds for a moment is not moved, so try again */
	for (round = 0; !err && round < 4; round++)
		err = toucher_touch(t, 0, HOT) ?: walk_cgroup("rx/a", node) < 0;
	return err;
}

static int find_hot(struct toucher *t, int node)
{
	return toucher_start(t, "rx/a", PAGES, node) ?: find_hot_of(t, node);
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

TEST_F(rx, what_is_tied_by_mbind_stays)
{
	struct toucher t;

	if (!has_slow_node())
		SKIP(return, "all nodes of this machine are equally fast");
	ASSERT_NE(NULL, policy_load("t_young"));
	ASSERT_EQ(0, limited_cgroup("rx/a", 64 * MB, "t_young"));
	ASSERT_EQ(0, toucher_start_bound(&t, "rx/a", PAGES, SLOW));
	ASSERT_EQ(0, find_hot_of(&t, SLOW));

	EXPECT_LE(HOT, policy_count("t_young", "verdict_promote"));
	EXPECT_EQ(PAGES, toucher_pages_on(&t, 0, PAGES, SLOW));
	EXPECT_EQ(0, policy_count("t_young", "invalid"));
	toucher_stop(&t);
}

/* An allocation may be waiting, as for a command to lru_gen. */
TEST_F(rx, reclaim_shows_young_folios_and_promotes_none)
{
	struct toucher t;
	int round;

	if (!has_slow_node())
		SKIP(return, "all nodes of this machine are equally fast");
	ASSERT_NE(NULL, policy_load("t_young"));
	ASSERT_EQ(0, limited_cgroup("rx/a", 64 * MB, "t_young"));
	ASSERT_EQ(0, toucher_start(&t, "rx/a", PAGES, SLOW));
	ASSERT_EQ(0, lists_settle());
	for (round = 0; round < 3; round++) {
		ASSERT_EQ(0, toucher_touch(&t, 0, HOT));
		ASSERT_EQ(0, window_age("/rx/a", SLOW, ""));
	}

	EXPECT_LE(HOT, policy_count("t_young", "verdict_promote"));
	EXPECT_EQ(0, policy_count("t_young", "promoted"));
	EXPECT_EQ(PAGES, toucher_pages_on(&t, 0, PAGES, SLOW));
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

/* Working set estimation, whatever reclaims the cgroup */
FIXTURE(working_set) {
	struct toucher t;
};

FIXTURE_VARIANT(working_set) {
	const char *policy;
	bool load;
};

FIXTURE_VARIANT_ADD(working_set, mglru) { .policy = "mglru" };
FIXTURE_VARIANT_ADD(working_set, classic) { .policy = "classic" };
FIXTURE_VARIANT_ADD(working_set, t_count) { .policy = "t_count", .load = true };

/* Of PAGES, the first HOT are in use each time when a generation begins. */
FIXTURE_SETUP(working_set)
{
	int round;

	ASSERT_EQ(0, rx_begin());
	ASSERT_TRUE(!variant->load || policy_load(variant->policy));
	ASSERT_EQ(0, limited_cgroup("rx/a", 64 * MB, variant->policy));
	ASSERT_EQ(0, toucher_start(&self->t, "rx/a", PAGES, 0));
	ASSERT_EQ(0, lists_settle());
	for (round = 0; round < 3; round++) {
		ASSERT_EQ(0, toucher_touch(&self->t, 0, HOT));
		ASSERT_EQ(0, window_age("/rx/a", 0, ""));
	}
}

FIXTURE_TEARDOWN(working_set)
{
	toucher_stop(&self->t);
	EXPECT_EQ(0, cg_remove("rx"));
}

TEST_F(working_set, is_in_the_young_generations)
{
	unsigned long young, old = 0;
	struct window gens;
	int i;

	ASSERT_TRUE(window_find("/rx/a", 0, &gens));
	ASSERT_LE(3, gens.nr);
	young = gens.anon[gens.nr - 1] + gens.anon[gens.nr - 2];
	for (i = 0; i < gens.nr - 2; i++)
		old += gens.anon[i];
	EXPECT_LE(HOT, young);
	EXPECT_GE(HOT + OTHERS, young);
	EXPECT_LE(PAGES - HOT, old);
}

TEST_F(working_set, is_what_reclaim_leaves)
{
	EXPECT_EQ(0, cg_write("rx/a", "memory.reclaim", "3M swappiness=max"));
	EXPECT_EQ(HOT, toucher_pages_on(&self->t, 0, HOT, 0));
	EXPECT_GT(PAGES - HOT, toucher_pages_on(&self->t, HOT, PAGES - HOT, 0));
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
