// SPDX-License-Identifier: GPL-2.0
/* The eviction of the multi-gen LRU: what it takes, and what refaults have to say. */
#include "scenario.h"

MGLRU(eviction_takes_the_oldest_generation)
{
	int cg = w_create(0), mm = w_mm_new(cg);

	readahead_pages(cg, 0, 0, 32);
	old_anon_pages(mm, 0, 32);
	w_evict_age(cg, 0, 3, 512, 60);
	EXPECT_EQ(nr_cached(0, 0, 32), 0);
	EXPECT_EQ(nr_resident(mm, 0, 32), 32);
}

MGLRU(eviction_stops_at_the_two_youngest)
{
	int cg = w_create(0), mm = w_mm_new(cg);

	old_anon_pages(mm, 0, 32);
	w_evict_age(cg, 0, 2, 512, 60);
	EXPECT_EQ(nr_resident(mm, 0, 32), 32);
}

MGLRU(eviction_of_the_two_youngest_is_refused)
{
	int cg = w_create(0);

	EXPECT_EQ(w_evict_age(cg, 0, 1, 512, 60), -EINVAL);
}

MGLRU(reclaim_ages_when_it_has_to)
{
	int cg = w_create(0), mm = w_mm_new(cg);

	old_anon_pages(mm, 0, 32);
	reclaim_all(cg, -1);
	EXPECT(gens(cg)->max_seq > FIRST_SEQ);
	EXPECT_EQ(nr_resident(mm, 0, 32), 0);
}

MGLRU(an_emptied_generation_leaves_the_window)
{
	int cg = w_create(0);

	readahead_pages(cg, 0, 0, 32);
	read_pages(cg, 1, 0, 32);
	w_evict_age(cg, 0, 3, 512, -1);
	w_reclaim(cg, 1, -1);
	EXPECT(gens(cg)->min_seq[1] > FIRST_SEQ - 3);
}

MGLRU(a_young_page_found_by_eviction_is_kept)
{
	int cg = w_create(0), mm = w_mm_new(cg);

	readahead_pages(cg, 0, 0, 8);
	w_map_file(mm, 0, 3, false);
	w_evict_age(cg, 0, 3, 512, -1);
	EXPECT(cached(0, 3));
	EXPECT_EQ(nr_cached(0, 0, 8), 1);
}

MGLRU(eviction_looks_around_a_young_entry)
{
	int cg = w_create(0), mm = w_mm_new(cg), i, young = 0;

	readahead_pages(cg, 0, 0, 32);
	for (i = 0; i < 32; i++)
		w_map_file(mm, 0, i, false);
	w_evict_age(cg, 0, 3, 1, -1);
	for (i = 0; i < 32; i++)
		young += pte_young(*w_pte(&w_mms[mm], W_FILE_START + i * PAGE_SIZE, false));
	EXPECT_EQ(young, 0);
	EXPECT_EQ(nr_cached(0, 0, 32), 32);
}

/* what is found goes to the youngest generation at once, and to its list later */
MGLRU(eviction_promotes_the_neighbours_of_a_young_entry)
{
	int cg = w_create(0), mm = w_mm_new(cg), i;

	readahead_pages(cg, 0, 0, 72);
	w_map_file(mm, 0, 40, true);
	for (i = 64; i < 72; i++)
		w_map_file(mm, 0, i, true);
	/* page 63 is the last that it takes */
	EXPECT(!w_evict_age(cg, 0, 3, 63, 60));
	EXPECT_EQ(nr_cached(0, 0, 64), 1);
	EXPECT_EQ(gen_size(cg, 0, LRU_GEN_FILE), 9);
	for (i = 64; i < 72; i++) {
		EXPECT_EQ(age_of(w_file_folio(0, i)), 0);
		EXPECT_EQ(list_age_of(w_file_folio(0, i)), 3);
	}
}

MGLRU(a_page_that_a_walk_promoted_changes_lists_when_eviction_meets_it)
{
	int cg = w_create(0), mm = w_mm_new(cg), i;

	old_anon_pages(mm, 0, 32);
	for (i = 0; i < 2; i++)
		w_age(cg, 0, 60);
	/* two uses, which aging would have seen */
	for (i = 0; i < 2; i++) {
		touch_pages(mm, 4, 4);
		EXPECT_EQ(w_walk(cg, 0), 4);
	}
	EXPECT_EQ(gen_size(cg, 0, LRU_GEN_ANON), 4);
	EXPECT_EQ(gen_size(cg, 3, LRU_GEN_ANON), 28);
	for (i = 4; i < 8; i++) {
		EXPECT_EQ(age_of(w_anon_folio(mm, i)), 0);
		EXPECT_EQ(list_age_of(w_anon_folio(mm, i)), 3);
	}
	EXPECT(!w_evict_age(cg, 0, 3, 512, 200));
	EXPECT_EQ(nr_resident(mm, 0, 32), 4);
	for (i = 4; i < 8; i++) {
		EXPECT_EQ(age_of(w_anon_folio(mm, i)), 0);
		EXPECT_EQ(list_age_of(w_anon_folio(mm, i)), 0);
	}
}

MGLRU(look_around_stays_within_its_cgroup)
{
	int cg = w_create(0), other = w_create(0), mm = w_mm_new(cg);

	readahead_pages(cg, 0, 0, 8);
	readahead_pages(other, 0, 8, 8);
	w_map_file(mm, 0, 7, false);
	w_map_file(mm, 0, 8, false);
	w_evict_age(cg, 0, 3, 512, -1);
	EXPECT(!pte_young(*w_pte(&w_mms[mm], W_FILE_START + 7 * PAGE_SIZE, false)));
	EXPECT(pte_young(*w_pte(&w_mms[mm], W_FILE_START + 8 * PAGE_SIZE, false)));
}

/* Uses as much of either type in turn, more than there is room for. */
static void use_both(int cg, int swappiness, long *anon, long *file)
{
	int mm = w_mm_new(cg), round, i;

	for (round = 0; round < 16; round++) {
		for (i = 0; i < 192; i++) {
			if (!cached(cg, i))
				w_readahead(cg, cg, i, 0);
			if (!w_anon_folio(mm, i))
				w_anon(mm, i, 0);
		}
		make_old(mm, 0, 192);
		w_age(cg, 0, swappiness);
		w_reclaim(cg, 192, swappiness);
	}
	*anon = w_stat(cg, 0, WORKINGSET_REFAULT_ANON);
	*file = w_stat(cg, 0, WORKINGSET_REFAULT_FILE);
}

MGLRU(equal_swappiness_takes_both_types_alike)
{
	long anon, file;

	use_both(w_create(0), 100, &anon, &file);
	EXPECT(anon < 3 * file && file < 3 * anon);
}

MGLRU(swappiness_weighs_types)
{
	long anon[2], file[2];

	use_both(w_create(0), 20, &anon[0], &file[0]);
	use_both(w_create(0), 180, &anon[1], &file[1]);
	EXPECT(file[0] > 2 * anon[0] && anon[0] > 0);
	EXPECT(anon[1] > 2 * file[1] && file[1] > 0);
}

MGLRU(swapped_anon_that_returns_soon_is_active)
{
	int cg = w_create(0), mm = w_mm_new(cg);

	old_anon_pages(mm, 0, 64);
	reclaim_all(cg, -1);
	w_anon(mm, 0, 0);
	EXPECT(is_active(w_anon_folio(mm, 0)));
}

/* ---- refaults ---- */

static long refaulted(int cgroup, int type)
{
	struct lru_gen_folio *lrugen = gens(cgroup);
	long sum = 0;
	int hist, tier;

	for (hist = 0; hist < NR_HIST_GENS; hist++) {
		for (tier = 0; tier < MAX_NR_TIERS; tier++)
			sum += atomic_long_read(&lrugen->refaulted[hist][type][tier]);
	}
	return sum;
}

MGLRU(recent_refaults_feed_the_controller)
{
	int cg = w_create(0);

	readahead_pages(cg, 0, 0, 32);
	w_evict_age(cg, 0, 3, 512, -1);
	EXPECT_EQ(nr_cached(0, 0, 32), 0);
	read_pages(cg, 0, 0, 32);
	EXPECT_EQ(refaulted(cg, 1), 32);
}

MGLRU(refaults_after_the_window_has_passed_do_not)
{
	int cg = w_create(0), i;

	readahead_pages(cg, 0, 0, 32);
	w_evict_age(cg, 0, 3, 512, -1);
	for (i = 0; i < 8; i++)
		w_age(cg, 0, 60);
	read_pages(cg, 0, 0, 32);
	EXPECT_EQ(refaulted(cg, 1), 0);
	EXPECT_EQ(w_stat(cg, 0, WORKINGSET_REFAULT_FILE), 32);
}

/* More agings than a window has room for, none of which could take anonymous memory */
static int anon_left_behind(int cg)
{
	int mm = w_mm_new(cg), i;

	for (i = 0; !i || age_of(w_anon_folio(mm, 0)) < MAX_NR_GENS - 1; i++) {
		anon_pages(mm, 64 * i, 64);
		make_old(mm, 0, 64 * (i + 1));
		w_age(cg, 0, 0);
	}
	return mm;
}

MGLRU(what_waited_for_swap_was_evicted_recently)
{
	int cg = w_create(0), mm = anon_left_behind(cg);

	EXPECT(!w_evict(cg, 0, 64, 200));
	EXPECT_EQ(nr_resident(mm, 0, 64), 0);
	anon_pages(mm, 0, 64);
	EXPECT_EQ(refaulted(cg, LRU_GEN_ANON), 64);
}

MGLRU(what_waited_for_swap_does_not_go_before_all_else)
{
	int cg = w_create(0);

	readahead_pages(cg, 0, 0, 64);
	anon_left_behind(cg);
	while (width(cg, LRU_GEN_FILE) > 2)
		EXPECT(w_reclaim(cg, 1, 0) > 0);
	w_reclaim(cg, 32, 60);
	EXPECT(width(cg, LRU_GEN_ANON) <= lru_gen_nr_gens);
}

MGLRU(workingset_pages_are_restored)
{
	int cg = w_create(0), i;

	w_readahead(cg, 0, 0, 0);
	for (i = 0; i < 8; i++)
		w_read(cg, 0, 0, 0);
	EXPECT(folio_test_workingset(w_file_folio(0, 0)));
	reclaim_all(cg, -1);
	EXPECT(!cached(0, 0));
	w_read(cg, 0, 0, 0);
	EXPECT(folio_test_workingset(w_file_folio(0, 0)));
}

/* ---- what refaults have to say ---- */

/*
 * Both types have pages in the oldest generation. Of 256 pages of a file that were
 * evicted half came back, and of 128 anonymous ones as many as @anon_back.
 */
static int with_history(int *mm, int anon_back)
{
	int cg = w_create(0), i;

	*mm = w_mm_new(cg);
	old_anon_pages(*mm, 0, 256);
	for (i = 0; i < 2; i++)
		w_age(cg, 0, 60);
	readahead_pages(cg, 0, 0, 512);
	EXPECT(!w_evict_age(cg, 0, 3, 256, 1));
	EXPECT(!w_evict_age(cg, 0, 3, 128, 200));
	EXPECT_EQ(nr_cached(0, 0, 256), 0);
	EXPECT_EQ(nr_resident(*mm, 0, 128), 0);
	readahead_pages(cg, 0, 0, 128);
	anon_pages(*mm, 0, anon_back);
	EXPECT_EQ(refaulted(cg, LRU_GEN_FILE), 128);
	EXPECT_EQ(refaulted(cg, LRU_GEN_ANON), anon_back);
	EXPECT_EQ(age_of(w_file_folio(0, 256)), 3);
	EXPECT_EQ(age_of(w_anon_folio(*mm, 128)), 3);
	return cg;
}

MGLRU(anon_that_does_not_come_back_goes_before_file_that_does)
{
	int mm, cg = with_history(&mm, 0);

	EXPECT(!w_evict_age(cg, 0, 3, 64, 100));
	EXPECT_EQ(nr_resident(mm, 128, 128), 64);
	EXPECT_EQ(nr_cached(0, 256, 256), 256);
}

MGLRU(file_goes_before_anon_that_comes_back_more_often)
{
	int mm, cg = with_history(&mm, 128);

	EXPECT(!w_evict_age(cg, 0, 3, 64, 100));
	EXPECT_EQ(nr_resident(mm, 128, 128), 128);
	EXPECT_EQ(nr_cached(0, 256, 256), 192);
}

static int tier_of(int file, pgoff_t index)
{
	struct folio *folio = w_file_folio(file, index);

	return lru_tier_from_refs(folio_lru_refs(folio), folio_test_workingset(folio));
}

/*
 * Pages 0 to 127, read twice, were evicted, and @back of them came back. Now 128 to
 * 159 have been read twice, too, and are first in line.
 */
static int with_a_tier(int back)
{
	int cg = w_create(0), i;

	readahead_pages(cg, 0, 0, 384);
	for (i = 0; i < 2; i++)
		read_pages(cg, 0, 0, 128);
	EXPECT_EQ(tier_of(0, 0), 1);
	EXPECT(!w_evict_age(cg, 0, 3, 128, 60));
	EXPECT_EQ(nr_cached(0, 0, 128), 0);
	readahead_pages(cg, 0, 0, back);
	for (i = 0; i < 2; i++)
		read_pages(cg, 0, 128, 32);
	EXPECT_EQ(tier_of(0, 128), 1);
	EXPECT_EQ(tier_of(0, 160), 0);
	EXPECT(!w_evict_age(cg, 0, 3, 64, 60));
	return cg;
}

MGLRU(a_tier_that_comes_back_is_protected)
{
	int i;

	with_a_tier(128);
	EXPECT_EQ(nr_cached(0, 128, 32), 32);
	for (i = 128; i < 160; i++)
		EXPECT_EQ(age_of(w_file_folio(0, i)), 2);
	EXPECT_EQ(nr_cached(0, 160, 64), 0);
	EXPECT_EQ(nr_cached(0, 224, 160), 160);
}

MGLRU(a_tier_that_does_not_come_back_is_not)
{
	with_a_tier(0);
	EXPECT_EQ(nr_cached(0, 128, 64), 0);
	EXPECT_EQ(nr_cached(0, 192, 192), 192);
}
