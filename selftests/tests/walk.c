// SPDX-License-Identifier: GPL-2.0
/*
 * Page tables are walked without reclaim, and for classic.
 */
#include <linux/capability.h>
#include "fixture.h"

#define PAGES	1024
#define HOT	256
/* of its stack and data, which are the cgroup's as well */
#define OTHERS	64
#define PAGE	4096UL

FIXTURE(walk) {
	struct toucher t;
};

FIXTURE_VARIANT(walk) {
	const char *policy, *classic_walk;
};

FIXTURE_VARIANT_ADD(walk, mglru) { .policy = "mglru", .classic_walk = "0" };
FIXTURE_VARIANT_ADD(walk, classic) { .policy = "classic", .classic_walk = "0" };
FIXTURE_VARIANT_ADD(walk, classic_walk) { .policy = "classic", .classic_walk = "1" };

FIXTURE_SETUP(walk)
{
	ASSERT_EQ(0, rx_begin());
	ASSERT_EQ(0, file_write(CLASSIC_WALK, variant->classic_walk));
	ASSERT_EQ(0, limited_cgroup("rx/a", 64 * MB, variant->policy));
	ASSERT_EQ(0, toucher_start(&self->t, "rx/a", PAGES, 0));
	ASSERT_EQ(0, lists_settle());
}

FIXTURE_TEARDOWN(walk)
{
	toucher_stop(&self->t);
	EXPECT_EQ(0, file_write(CLASSIC_WALK, "0"));
	EXPECT_EQ(0, cg_remove("rx"));
}

TEST_F(walk, counts_what_is_young_and_evicts_nothing)
{
	long young = walk_cgroup("rx/a", 0);

	EXPECT_LE(PAGES, young);
	EXPECT_GE(PAGES + OTHERS, young);
	EXPECT_GE(OTHERS, walk_cgroup("rx/a", 0));
	ASSERT_EQ(0, toucher_touch(&self->t, 0, HOT));
	young = walk_cgroup("rx/a", 0);
	EXPECT_LE(HOT, young);
	EXPECT_GE(HOT + OTHERS, young);
	EXPECT_EQ(0, cg_stat("rx/a", "pgscan"));
	EXPECT_EQ(0, cg_stat("rx/a", "pgsteal"));
	EXPECT_EQ(PAGES, toucher_pages_on(&self->t, 0, PAGES, 0));
}

TEST_F(walk, a_node_that_is_not_there)
{
	EXPECT_EQ(-EINVAL, walk_cgroup("rx/a", 63));
	EXPECT_EQ(-EINVAL, walk_cgroup("rx/a", -1));
}

/* What is in use when it is looked at again is active, and the rest is not. */
TEST_F(walk, finds_what_is_to_stay)
{
	bool classic = !strcmp(variant->policy, "classic");
	int i;

	EXPECT_LE(PAGES, walk_cgroup("rx/a", 0));
	for (i = 0; i < 3; i++) {
		/* makes the others inactive, as time does */
		ASSERT_EQ(0, classic ? 0 : window_age("/rx/a", 0, ""));
		ASSERT_EQ(0, toucher_touch(&self->t, 0, HOT));
		EXPECT_LE(HOT, walk_cgroup("rx/a", 0));
	}
	EXPECT_TRUE(wait_for(cg_stat("rx/a", "active_anon") >= HOT * PAGE));
	EXPECT_GE((HOT + OTHERS) * PAGE, cg_stat("rx/a", "active_anon"));
	if (classic)	/* an aging is no activation */
		EXPECT_LE(HOT, cg_stat("rx/a", "pgactivate"));

	ASSERT_EQ(0, toucher_touch(&self->t, 0, HOT));
	/* may find less than it was asked for */
	cg_write("rx/a", "memory.reclaim", "1M");
	EXPECT_LT(0, cg_stat("rx/a", "pgsteal"));
	EXPECT_LE(HOT * 9 / 10, toucher_pages_on(&self->t, 0, HOT, 0));
}

static int walk_with(void *capabilities)
{
	long ret = capabilities_drop(*(uint64_t *)capabilities);

	if (!ret)
		ret = walk_cgroup("rx/a", 0);
	return ret < 0 ? -ret : 0;
}

/* What is in use is not for everybody to know who may load programs. */
TEST_F(rx, a_walk_needs_the_administrator)
{
	uint64_t bpf = 1ULL << CAP_BPF | 1ULL << CAP_PERFMON;
	uint64_t admin = bpf | 1ULL << CAP_SYS_ADMIN;

	ASSERT_EQ(0, cg_create("rx/a"));
	EXPECT_EQ(0, cg_run("rx/a", walk_with, &admin));
	EXPECT_EQ(EACCES, cg_run("rx/a", walk_with, &bpf));
}

TEST_F(rx, generations_are_not_walked_unless_page_tables_may_be)
{
	struct toucher t;

	ASSERT_EQ(0, limited_cgroup("rx/a", 64 * MB, "mglru"));
	ASSERT_EQ(0, toucher_start(&t, "rx/a", PAGES, 0));
	ASSERT_EQ(0, lists_settle());
	ASSERT_EQ(0, file_write(LRU_GEN_FILE, "0x5"));
	EXPECT_EQ(-EOPNOTSUPP, walk_cgroup("rx/a", 0));
	ASSERT_EQ(0, file_write(LRU_GEN_FILE, "0x7"));
	EXPECT_LE(PAGES, walk_cgroup("rx/a", 0));
	toucher_stop(&t);
}

/* Walks and look-around change flags under classic's reclaim at work. */
TEST_F(rx, classic_with_walks_keeps_data_intact)
{
	struct work map = { .data = DATA, .rounds = 2 };
	struct work anon = { .size = 24 * MB, .rounds = 2, .node = -1 };

	ASSERT_EQ(0, file_write(CLASSIC_WALK, "1"));
	ASSERT_EQ(0, limited_cgroup("rx/a", LIMIT, "classic"));
	EXPECT_EQ(0, cg_run("rx/a", work_map, &map));
	EXPECT_EQ(0, cg_run("rx/a", work_anon, &anon));
	EXPECT_LT(0, cg_stat("rx/a", "pgsteal"));
	ASSERT_EQ(0, cg_attach("rx/a", "mglru"));
	EXPECT_EQ(0, cg_run("rx/a", work_map, &map));
	ASSERT_EQ(0, file_write(CLASSIC_WALK, "0"));
}

TEST_HARNESS_MAIN
