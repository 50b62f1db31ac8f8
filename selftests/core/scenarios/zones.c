// SPDX-License-Identifier: GPL-2.0
/* Nodes and zones: lists are per zone, and reclaim may be for some alone. */
#include "scenario.h"

#define ZONES(gen)	{ .nodes = 1, .zone_pages = { 1024, 1024, 1024 },		\
			  .swap_pages = 4096, .lru_gen = (gen), .seed = 1 }
#define NODES(gen)	{ .nodes = 2, .zone_pages = { 0, 2048, 0 },			\
			  .swap_pages = 4096, .lru_gen = (gen), .seed = 1 }

static void fill_zone(int cg, enum zone_type zone, int file, long nr)
{
	w_alloc_zone = zone;
	readahead_pages(cg, file, 0, nr);
	w_alloc_zone = MAX_NR_ZONES - 1;
	EXPECT_EQ(folio_zonenum(w_file_folio(file, 0)), zone);
}

BOTH_IN(reclaim_for_a_low_zone_takes_from_it, ZONES)
{
	int cg = w_create(0), i;

	fill_zone(cg, ZONE_DMA32, 0, 512);
	fill_zone(cg, ZONE_MOVABLE, 1, 512);
	w_alloc_zone = ZONE_DMA32;
	for (i = 0; i < 8; i++)
		w_reclaim_node(0);
	EXPECT(nr_cached(0, 0, 512) < 512);
	EXPECT_EQ(nr_cached(1, 0, 512), 512);
}

BOTH_IN(reclaim_of_a_cgroup_takes_from_all_zones, ZONES)
{
	int cg = w_create(0);

	fill_zone(cg, ZONE_DMA32, 0, 64);
	fill_zone(cg, ZONE_NORMAL, 1, 64);
	fill_zone(cg, ZONE_MOVABLE, 2, 64);
	reclaim_all(cg, -1);
	EXPECT_EQ(listed(cg), 0);
}

SCENARIO_CONFIG(zones_are_scanned_in_proportion, ZONES(false))
{
	int cg = w_create(0);
	long a, b;

	fill_zone(cg, ZONE_NORMAL, 0, 800);
	fill_zone(cg, ZONE_MOVABLE, 1, 200);
	while (listed(cg) > 500)
		w_reclaim(cg, 32, -1);
	a = nr_cached(0, 0, 800);
	b = nr_cached(1, 0, 200);
	/* half of each, give or take what is scanned at a time */
	EXPECT(a > 300 && a < 500);
	EXPECT(b > 30 && b < 170);
}

BOTH_IN(direct_reclaim_takes_from_the_zonelist, NODES)
{
	int cg = w_create(0), i;

	w_alloc_nid = 1;
	readahead_pages(cg, 0, 0, 1024);
	EXPECT_EQ(folio_nid(w_file_folio(0, 0)), 1);
	for (i = 0; i < 8; i++)
		w_reclaim_node(1);
	EXPECT(nr_cached(0, 0, 1024) < 1024);
}

BOTH_IN(kswapd_takes_from_its_node, NODES)
{
	int cg = w_create(0);

	w_alloc_nid = 0;
	readahead_pages(cg, 0, 0, 2000);
	w_alloc_nid = 1;
	readahead_pages(cg, 1, 0, 2000);
	EXPECT_EQ(nr_cached(1, 0, 2000), 2000);
	w_kswapd(0, 0);
	EXPECT(nr_cached(0, 0, 2000) < 2000);
	EXPECT_EQ(nr_cached(1, 0, 2000), 2000);
}

SCENARIO_CONFIG(aging_is_per_node, NODES(true))
{
	int cg = w_create(0);

	w_age(cg, 0, -1);
	EXPECT_EQ(w_lruvec(cg, 0)->lrugen.max_seq, FIRST_SEQ + 1);
	EXPECT_EQ(w_lruvec(cg, 1)->lrugen.max_seq, FIRST_SEQ);
}

BOTH_IN(a_policy_is_for_all_nodes, NODES)
{
	int cg = w_create(0);

	w_policy(cg, mglru ? "classic" : "mglru");
	EXPECT(w_lruvec(cg, 0)->lrugen.classic == mglru);
	EXPECT(w_lruvec(cg, 1)->lrugen.classic == mglru);
}

BOTH_IN(reclaim_of_a_cgroup_covers_all_nodes, NODES)
{
	int cg = w_create(0);

	w_alloc_nid = 0;
	readahead_pages(cg, 0, 0, 64);
	w_alloc_nid = 1;
	readahead_pages(cg, 1, 0, 64);
	reclaim_all(cg, -1);
	EXPECT_EQ(nr_cached(0, 0, 64) + nr_cached(1, 0, 64), 0);
}

BOTH_IN(removal_merges_every_node, NODES)
{
	int cg = w_create(0);

	w_alloc_nid = 0;
	readahead_pages(cg, 0, 0, 64);
	w_alloc_nid = 1;
	readahead_pages(cg, 1, 0, 64);
	w_remove(cg);
	EXPECT_EQ(w_stat(0, 0, NR_INACTIVE_FILE), 64);
	EXPECT_EQ(w_stat(0, 1, NR_INACTIVE_FILE), 64);
}
