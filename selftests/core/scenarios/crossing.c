// SPDX-License-Identifier: GPL-2.0
/* What becomes of folios and cgroups where classic and mglru meet. */
#include "scenario.h"

#define ZONES	{ .nodes = 1, .zone_pages = { 0, 8192, 8192 }, .swap_pages = 64, \
		  .lru_gen = false, .seed = 1 }
#define FEW	64

MGLRU(cold_pages_are_deactivated_after_a_switch_to_classic)
{
	int cg = w_create(0), mm = w_mm_new(cg), i;

	anon_pages(mm, 0, FEW);
	for (i = 0; i < FEW; i++)
		folio_set_workingset(w_anon_folio(mm, i));
	activate(mm, FEW);
	w_switch(false);
	EXPECT_EQ(w_stat(cg, 0, NR_ACTIVE_ANON), FEW);
	for (i = 0; i < FEW; i++)
		w_cold(mm, i);
	w_drain();
	EXPECT_EQ(w_stat(cg, 0, NR_ACTIVE_ANON), 0);
}

CLASSIC(formerly_active_pages_can_be_promoted_after_a_switch_to_mglru)
{
	int cg = w_create(0), mm = w_mm_new(cg), i;

	anon_pages(mm, 0, FEW);
	activate(mm, FEW);
	EXPECT_EQ(w_stat(cg, 0, NR_ACTIVE_ANON), FEW);
	w_switch(true);
	make_old(mm, 0, FEW);
	for (i = 0; i < 2; i++)
		w_age(cg, 0, -1);
	EXPECT(age_of(w_anon_folio(mm, 0)) > 1);
	activate(mm, FEW);
	for (i = 0; i < FEW; i++)
		EXPECT(age_of(w_anon_folio(mm, i)) < 2);
}

static long activations(int cg)
{
	return atomic_long_read(&w_lruvec(cg, 0)->nonresident_age);
}

/* hot page cache, in the youngest generation and without PG_active */
MGLRU(pages_of_the_youngest_generation_are_not_activated_again_and_again)
{
	int cg = w_create(0), mm = w_mm_new(cg), i, j;

	for (i = 0; i < FEW; i++)
		w_map_file(mm, 0, i, false);
	for (i = 0; i < FEW; i++) {
		folio_set_workingset(w_file_folio(0, i));
		folio_activate(w_file_folio(0, i));
		w_drain();
	}
	w_switch(false);
	EXPECT(is_active(w_file_folio(0, 0)) && !folio_test_active(w_file_folio(0, 0)));
	for (i = 0; i < 20; i++) {
		for (j = 0; j < FEW; j++)
			w_read(cg, 0, j, 0);
		w_drain();
	}
	EXPECT(activations(cg) <= FEW);
}

/* hot page cache, with PG_active in a generation that is inactive */
CLASSIC(formerly_active_pages_in_use_are_kept_after_two_switches)
{
	int cg = w_create(0), i;

	readahead_pages(cg, 0, 0, FEW);
	for (i = 0; i < 2; i++)
		read_pages(cg, 0, 0, FEW);
	w_drain();
	EXPECT(is_active(w_file_folio(0, 0)));
	w_switch(true);
	for (i = 0; i < 2; i++)
		w_age(cg, 0, -1);
	w_switch(false);
	EXPECT(!is_active(w_file_folio(0, 0)));

	for (i = 0; i < 4; i++) {
		read_pages(cg, 0, 0, FEW);
		readahead_pages(cg, 1, 256 * i, 256);
		w_reclaim(cg, 64, 0);
	}
	EXPECT_EQ(w_stat(cg, 0, WORKINGSET_REFAULT_FILE), 0);
}

/* active folios of a removed cgroup, and inactive ones, in files 0 and 1 */
static void remove_classic_child(int parent, int child)
{
	int i;

	read_pages(child, 0, 0, FEW);
	read_pages(child, 0, 0, FEW);
	readahead_pages(child, 1, 0, FEW);
	EXPECT_EQ(w_stat(child, 0, NR_ACTIVE_FILE), FEW);
	w_remove(child);
	EXPECT_EQ(w_stat(parent, 0, NR_ACTIVE_FILE), FEW);
	for (i = 0; i < FEW; i++)
		EXPECT(is_active(w_file_folio(0, i)) && !is_active(w_file_folio(1, i)));
}

CLASSIC(active_folios_of_a_removed_cgroup_stay_active)
{
	int parent = w_create(0);

	remove_classic_child(parent, w_create(parent));
}

MGLRU(they_do_so_where_the_parent_was_aged_before)
{
	int parent = w_create(0), i;

	for (i = 0; i < 3; i++)
		w_age(parent, 0, -1);
	w_switch(false);
	remove_classic_child(parent, w_create(parent));
}

MGLRU(a_cgroup_begins_where_its_parent_is)
{
	int parent = w_create(0), cg, i;

	for (i = 0; i < 3; i++)
		w_age(parent, 0, -1);
	cg = w_create(parent);
	EXPECT_EQ(w_lruvec(cg, 0)->lrugen.max_seq, w_lruvec(parent, 0)->lrugen.max_seq);
}

MGLRU(a_cgroup_without_folios_leaves_the_window_alone)
{
	int parent = w_create(0), cg = w_create(parent);
	struct lru_gen_folio *lrugen = gens(parent);
	unsigned long min_seq;

	readahead_pages(parent, 0, 0, FEW);
	while (nr_cached(0, 0, FEW))
		w_reclaim(parent, FEW, -1);
	min_seq = lrugen->min_seq[LRU_GEN_FILE];
	EXPECT(lrugen->max_seq - min_seq < MAX_NR_GENS - 1);
	w_remove(cg);
	EXPECT_EQ(lrugen->min_seq[LRU_GEN_FILE], min_seq);
}

/* A cgroup that cannot be reclaimed does not keep reclaim from the others. */
static void others_are_reclaimed(const char *policy)
{
	int a = w_create(0), b = w_create(0), mm = w_mm_new(b), file, i;

	EXPECT(!w_policy(a, policy));
	for (file = 0; file < 2; file++)
		readahead_pages(a, file, 0, W_FILE_PAGES);
	old_anon_pages(mm, 0, 2048);
	for (file = 0; file < 2; file++)
		hold_pages(file, 0, W_FILE_PAGES);
	for (i = 0; i < 40; i++)
		w_reclaim_direct(0, 0, ZONE_NORMAL);
	for (file = 0; file < 2; file++)
		let_pages_go(file, 0, W_FILE_PAGES);
	EXPECT(nr_resident(mm, 0, 2048) < 1536);
}

SCENARIO_CONFIG(a_stuck_classic_cgroup_stops_nobody, W_LARGE(true)) { others_are_reclaimed("classic"); }
SCENARIO_CONFIG(a_stuck_mglru_cgroup_stops_nobody, W_LARGE(true)) { others_are_reclaimed("mglru"); }

/*
 * A page of classic was evicted by global reclaim, and since then generations have had
 * more evicted than there is: it is far from the working set.
 */
SCENARIO_CONFIG(evictions_of_generations_count_for_classic, W_LARGE(true))
{
	int classic = w_create(0), mglru = w_create(0), round, file;

	EXPECT(!w_policy(classic, "classic"));
	readahead_pages(classic, 0, 0, FEW);
	while (nr_cached(0, 0, FEW))
		w_reclaim(0, FEW, 0);
	for (round = 0; round < 2; round++) {
		for (file = 1; file < 4; file++) {
			readahead_pages(mglru, file, 0, W_FILE_PAGES);
			while (nr_cached(file, 0, W_FILE_PAGES))
				w_reclaim(0, 512, 0);
		}
	}
	readahead_pages(mglru, 4, 0, FEW);
	read_pages(classic, 0, 0, FEW);
	EXPECT_EQ(w_stat(classic, 0, WORKINGSET_REFAULT_FILE), FEW);
	EXPECT_EQ(w_stat(classic, 0, WORKINGSET_ACTIVATE_FILE), 0);
}

/* No zone is left alone for longer than its share of one in two explains. */
SCENARIO_CONFIG(zones_take_short_turns, ZONES)
{
	int cg = w_create(0), run = 0, i;
	long before, after = W_FILE_PAGES;

	w_alloc_zone = ZONE_NORMAL;
	readahead_pages(cg, 0, 0, W_FILE_PAGES);
	w_alloc_zone = ZONE_MOVABLE;
	readahead_pages(cg, 1, 0, W_FILE_PAGES);
	for (i = 0; i < 100; i++) {
		before = after;
		w_reclaim(cg, 32, -1);
		after = nr_cached(1, 0, W_FILE_PAGES);
		run = before == after ? run + 1 : 0;
		EXPECT(run < 8);
	}
}
