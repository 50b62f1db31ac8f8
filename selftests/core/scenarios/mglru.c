// SPDX-License-Identifier: GPL-2.0
/*
 * The multi-gen LRU: where folios begin, what reads count for, how all cgroups are
 * reclaimed, and walks that start no generation. An age is the distance from the
 * youngest generation.
 */
#include "scenario.h"

/* ---- where folios begin ---- */

MGLRU(new_file_page_is_in_the_oldest_generation)
{
	int cg = w_create(0);

	w_readahead(cg, 0, 0, 0);
	EXPECT_EQ(age_of(w_file_folio(0, 0)), 3);
}

MGLRU(file_page_read_before_it_is_listed_is_second_oldest)
{
	int cg = w_create(0);

	w_read(cg, 0, 0, 0);
	EXPECT_EQ(age_of(w_file_folio(0, 0)), 2);
}

MGLRU(new_anon_page_is_second_youngest)
{
	int cg = w_create(0), mm = w_mm_new(cg);

	w_anon(mm, 0, 0);
	EXPECT_EQ(age_of(w_anon_folio(mm, 0)), 1);
}

MGLRU(file_page_that_is_faulted_in_is_second_oldest)
{
	int cg = w_create(0), mm = w_mm_new(cg);

	w_map_file(mm, 0, 0, false);
	EXPECT_EQ(age_of(w_file_folio(0, 0)), 2);
}

MGLRU(two_youngest_generations_count_as_active)
{
	int cg = w_create(0), mm = w_mm_new(cg);

	anon_pages(mm, 0, 8);
	readahead_pages(cg, 0, 0, 8);
	EXPECT_EQ(w_stat(cg, 0, NR_ACTIVE_ANON), 8);
	EXPECT_EQ(w_stat(cg, 0, NR_INACTIVE_FILE), 8);
}

MGLRU(listed_folios_have_no_active_flag)
{
	int cg = w_create(0), mm = w_mm_new(cg);

	w_anon(mm, 0, 0);
	EXPECT(!folio_test_active(w_anon_folio(mm, 0)));
}

MGLRU(a_cgroup_begins_with_all_generations)
{
	int cg = w_create(0);

	EXPECT_EQ(gens(cg)->max_seq, FIRST_SEQ);
	EXPECT_EQ(gens(cg)->max_seq - gens(cg)->min_seq[0], 3);
	EXPECT_EQ(gens(cg)->max_seq - gens(cg)->min_seq[1], 3);
}

/* ---- use through file descriptors ---- */

MGLRU(reads_are_counted)
{
	int cg = w_create(0);

	w_readahead(cg, 0, 0, 0);
	w_read(cg, 0, 0, 0);
	EXPECT_EQ(folio_lru_refs(w_file_folio(0, 0)), 1);
	w_read(cg, 0, 0, 0);
	EXPECT_EQ(folio_lru_refs(w_file_folio(0, 0)), 2);
}

MGLRU(many_reads_make_a_workingset_page)
{
	int cg = w_create(0), i;

	w_readahead(cg, 0, 0, 0);
	for (i = 0; i < 8; i++)
		w_read(cg, 0, 0, 0);
	EXPECT(folio_test_workingset(w_file_folio(0, 0)));
	EXPECT_EQ(lru_tier_from_refs(folio_lru_refs(w_file_folio(0, 0)), true), MAX_NR_TIERS - 1);
}

MGLRU(reads_do_not_move_a_page)
{
	int cg = w_create(0), i;

	w_readahead(cg, 0, 0, 0);
	for (i = 0; i < 8; i++)
		w_read(cg, 0, 0, 0);
	EXPECT_EQ(age_of(w_file_folio(0, 0)), 3);
}

static void hold_a_folio_back(int order)
{
	int cg = w_create(0);

	w_readahead(cg, 0, 0, order);
	read_pages(cg, 0, 1 << order, 64);
	w_held = w_file_folio(0, 0);
	EXPECT_EQ(folio_order(w_held), order);
	EXPECT_EQ(age_of(w_held), 3);
	EXPECT_EQ(age_of(w_file_folio(0, 1 << order)), 2);
	EXPECT(folio_test_clear_lru(w_held));
	EXPECT(w_reclaim(cg, 32, -1) > 0);
	EXPECT(cached(0, 0));
	EXPECT(nr_cached(0, 1 << order, 64) <= 32);
	folio_set_lru(w_held);
	w_held = NULL;
}

MGLRU(a_folio_in_other_hands_does_not_hold_up_the_younger_ones)
{
	hold_a_folio_back(0);
}

MGLRU(a_large_folio_in_other_hands_does_not_hold_up_the_younger_ones)
{
	hold_a_folio_back(7);
}

MGLRU(workingset_pages_are_protected_by_eviction)
{
	int cg = w_create(0), i;

	readahead_pages(cg, 0, 0, 64);
	for (i = 0; i < 8; i++)
		w_read(cg, 0, 0, 0);
	w_evict_age(cg, 0, 3, 64, -1);
	EXPECT(cached(0, 0));
	EXPECT(age_of(w_file_folio(0, 0)) < 3);
	EXPECT_EQ(nr_cached(0, 0, 64), 1);
}

/* ---- global reclaim ---- */

MGLRU(kswapd_reaches_the_high_watermark)
{
	int cg = w_create(0);
	struct zone *zone = normal_zone();

	readahead_pages(cg, 0, 0, 2048 - 40);
	EXPECT(w_nr_free(0) < high_wmark_pages(zone));
	w_kswapd(0, 0);
	EXPECT(w_nr_free(0) >= high_wmark_pages(zone));
}

MGLRU(global_reclaim_takes_from_all_cgroups)
{
	int a = w_create(0), b = w_create(0), i;

	readahead_pages(a, 0, 0, 512);
	readahead_pages(b, 1, 0, 512);
	for (i = 0; i < 12; i++)
		w_reclaim_node(0);
	EXPECT(nr_cached(0, 0, 512) < 512);
	EXPECT(nr_cached(1, 0, 512) < 512);
}

/* it stops at the watermark, and goes on with the cgroups that it left out */
SCENARIO_CONFIG(kswapd_takes_from_all_cgroups_alike, W_LARGE(true))
{
	struct zone *zone = normal_zone();
	unsigned long least = ULONG_MAX, most = 0;
	int cg[12], i, turn;
	pgoff_t next = 0;

	for (i = 0; i < 12; i++)
		cg[i] = w_create(0);
	for (turn = 0; turn < 8; turn++) {
		for (; w_nr_free(0) > low_wmark_pages(zone); next++)
			w_readahead(cg[next % 12], next / W_FILE_PAGES, next % W_FILE_PAGES, 0);
		w_kswapd(0, 0);
	}
	for (i = 0; i < 12; i++) {
		least = min(least, listed(cg[i]));
		most = max(most, listed(cg[i]));
	}
	EXPECT(most - least < 128);
}

MGLRU(walk_starts_no_generation)
{
	int cg = w_create(0), mm = w_mm_new(cg);
	struct lruvec *lruvec = w_lruvec(cg, 0);
	unsigned long seq = lruvec->lrugen.max_seq, walked = lruvec->mm_state.seq;

	anon_pages(mm, 0, 32);
	EXPECT_EQ(w_walk(cg, 0), 32);
	EXPECT_EQ(w_walk(cg, 0), 0);
	EXPECT_EQ(lruvec->lrugen.max_seq, seq);
	EXPECT_EQ(lruvec->mm_state.seq, walked);
	EXPECT_EQ(nr_resident(mm, 0, 32), 32);
	EXPECT(!w_age(cg, 0, -1));
	EXPECT_EQ(lruvec->lrugen.max_seq, seq + 1);
}

MGLRU(walk_promotes_as_aging_does)
{
	int cg = w_create(0), mm = w_mm_new(cg);

	w_anon(mm, 0, 0);
	w_age(cg, 0, -1);
	w_age(cg, 0, -1);
	EXPECT_EQ(age_of(w_anon_folio(mm, 0)), 2);
	w_touch(mm, 0);
	EXPECT_EQ(w_walk(cg, 0), 1);
	EXPECT_EQ(age_of(w_anon_folio(mm, 0)), 0);
}

MGLRU(aging_waits_for_nobody)
{
	int cg = w_create(0), mm = w_mm_new(cg);
	struct lruvec *lruvec = w_lruvec(cg, 0);

	old_anon_pages(mm, 0, 64);
	EXPECT_EQ(age_of(w_anon_folio(mm, 0)), 1);
	/* one who has walked the last page table, and whom an interrupt holds up */
	lruvec->mm_state.seq = lruvec->lrugen.max_seq;
	EXPECT(w_reclaim_limit(cg, 32) > 0);
}
