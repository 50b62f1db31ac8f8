// SPDX-License-Identifier: GPL-2.0
/*
 * The multi-gen LRU: what aging does to generations, and what eviction takes.
 * An age is the distance from the youngest generation.
 */
#include "scenario.h"

static long gen_size(int cgroup, int age, int type)
{
	int gen = lru_gen_from_seq(gens(cgroup)->max_seq - age);
	long sum = 0;
	int zone;

	for (zone = 0; zone < MAX_NR_ZONES; zone++)
		sum += gens(cgroup)->nr_pages[gen][type][zone];
	return sum;
}

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

/* ---- aging ---- */

MGLRU(aging_opens_a_generation)
{
	int cg = w_create(0);

	EXPECT(!w_age(cg, 0, -1));
	EXPECT_EQ(gens(cg)->max_seq, FIRST_SEQ + 1);
}

MGLRU(aging_ends_the_oldest_generation)
{
	int cg = w_create(0);

	w_age(cg, 0, 60);
	EXPECT_EQ(gens(cg)->min_seq[1], FIRST_SEQ - 2);
}

MGLRU(unused_pages_grow_older)
{
	int cg = w_create(0), mm = w_mm_new(cg);

	w_anon(mm, 0, 0);
	make_old(mm, 0, 1);
	w_age(cg, 0, -1);
	EXPECT_EQ(age_of(w_anon_folio(mm, 0)), 2);
	w_age(cg, 0, -1);
	EXPECT_EQ(age_of(w_anon_folio(mm, 0)), 3);
}

MGLRU(no_page_grows_older_than_the_window)
{
	int cg = w_create(0), mm = w_mm_new(cg), i;

	w_anon(mm, 0, 0);
	make_old(mm, 0, 1);
	for (i = 0; i < 8; i++)
		w_age(cg, 0, 60);
	EXPECT_EQ(age_of(w_anon_folio(mm, 0)), 3);
}

MGLRU(aging_clears_young_bits)
{
	int cg = w_create(0), mm = w_mm_new(cg);

	w_anon(mm, 0, 0);
	EXPECT(pte_young(*w_pte(&w_mms[mm], W_ANON_START, false)));
	w_age(cg, 0, -1);
	EXPECT(!pte_young(*w_pte(&w_mms[mm], W_ANON_START, false)));
}

MGLRU(a_fault_counts_as_the_first_use_of_anon)
{
	int cg = w_create(0), mm = w_mm_new(cg);

	w_anon(mm, 0, 0);
	EXPECT(folio_test_referenced(w_anon_folio(mm, 0)));
	w_age(cg, 0, -1);
	EXPECT_EQ(age_of(w_anon_folio(mm, 0)), 1);
	EXPECT(folio_test_workingset(w_anon_folio(mm, 0)));
}

/* an anon page whose fault is forgotten */
static int seasoned(int cg)
{
	int mm = w_mm_new(cg);

	w_anon(mm, 0, 0);
	folio_clear_referenced(w_anon_folio(mm, 0));
	make_old(mm, 0, 1);
	return mm;
}

MGLRU(first_use_seen_by_aging_is_remembered)
{
	int cg = w_create(0), mm = seasoned(cg);

	w_touch(mm, 0);
	w_age(cg, 0, -1);
	EXPECT_EQ(age_of(w_anon_folio(mm, 0)), 2);
	EXPECT(folio_test_referenced(w_anon_folio(mm, 0)));
}

MGLRU(second_use_seen_by_aging_promotes)
{
	int cg = w_create(0), mm = seasoned(cg);

	w_touch(mm, 0);
	w_age(cg, 0, -1);
	w_touch(mm, 0);
	w_age(cg, 0, -1);
	EXPECT_EQ(age_of(w_anon_folio(mm, 0)), 1);
	EXPECT(folio_test_workingset(w_anon_folio(mm, 0)));
}

MGLRU(leaving_the_oldest_generation_forgets_uses)
{
	int cg = w_create(0);

	w_readahead(cg, 0, 0, 0);
	w_read(cg, 0, 0, 0);
	EXPECT(folio_test_referenced(w_file_folio(0, 0)));
	w_age(cg, 0, -1);
	EXPECT(!folio_test_referenced(w_file_folio(0, 0)));
}

MGLRU(executable_pages_are_promoted_at_first_use)
{
	int cg = w_create(0), mm = w_mm_new(cg);

	w_readahead(cg, 0, 0, 0);
	w_map_file(mm, 0, 0, true);
	w_age(cg, 0, -1);
	EXPECT_EQ(age_of(w_file_folio(0, 0)), 1);
}

MGLRU(mapped_file_pages_are_not_promoted_at_first_use)
{
	int cg = w_create(0), mm = w_mm_new(cg);

	w_readahead(cg, 0, 0, 0);
	w_map_file(mm, 0, 0, false);
	w_age(cg, 0, -1);
	EXPECT(age_of(w_file_folio(0, 0)) > 1);
}

MGLRU(promotion_moves_sizes_at_once_and_lists_later)
{
	int cg = w_create(0), mm = w_mm_new(cg), gen;
	struct folio *folio;

	w_anon(mm, 0, 0);
	w_age(cg, 0, -1);
	w_touch(mm, 0);
	w_age(cg, 0, -1);
	folio = w_anon_folio(mm, 0);
	gen = folio_lru_gen(folio);
	EXPECT_EQ(gen_size(cg, 1, 0), 1);
	EXPECT(list_empty(&gens(cg)->folios[gen][0][ZONE_NORMAL]));
}

MGLRU(aging_counts_a_process_of_another_cgroup_for_that_one)
{
	int cg = w_create(0), other = w_create(0), mm = w_mm_new(other);

	w_readahead(cg, 0, 0, 0);
	w_map_file(mm, 0, 0, true);
	w_age(other, 0, -1);
	/* charged to cg, whose aging walks its own processes alone */
	EXPECT_EQ(age_of(w_file_folio(0, 0)), 3);
}

MGLRU(large_folios_are_promoted_as_a_whole)
{
	int cg = w_create(0), mm = w_mm_new(cg);

	w_anon(mm, 0, 3);
	w_age(cg, 0, -1);
	w_touch(mm, 5);
	w_age(cg, 0, -1);
	EXPECT_EQ(gen_size(cg, 1, 0), 8);
}

MGLRU(aging_of_a_past_generation_ages_the_youngest)
{
	int cg = w_create(0);
	char cmd[64];

	w_age(cg, 0, -1);
	snprintf(cmd, sizeof(cmd), "+ %llu 0 %lu", cgroup_id(w_memcg(cg)->css.cgroup),
		 gens(cg)->max_seq - 1);
	EXPECT(!w_lru_gen_write(cmd));
	EXPECT_EQ(gens(cg)->max_seq, FIRST_SEQ + 2);
}

MGLRU(aging_of_a_future_generation_is_refused)
{
	int cg = w_create(0);
	char cmd[64];

	snprintf(cmd, sizeof(cmd), "+ %llu 0 %lu", cgroup_id(w_memcg(cg)->css.cgroup),
		 gens(cg)->max_seq + 1);
	EXPECT_EQ(w_lru_gen_write(cmd), -EINVAL);
}

MGLRU(commands_for_unknown_nodes_are_refused)
{
	int cg = w_create(0);
	char cmd[64];

	snprintf(cmd, sizeof(cmd), "+ %llu 7 3", cgroup_id(w_memcg(cg)->css.cgroup));
	EXPECT_EQ(w_lru_gen_write(cmd), -EINVAL);
}

MGLRU(commands_for_unknown_cgroups_are_refused)
{
	EXPECT_EQ(w_lru_gen_write("+ 99999 0 3"), -EINVAL);
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

/* ---- eviction ---- */

MGLRU(eviction_takes_the_oldest_generation)
{
	int cg = w_create(0), mm = w_mm_new(cg);

	readahead_pages(cg, 0, 0, 32);
	anon_pages(mm, 0, 32);
	make_old(mm, 0, 32);
	w_evict_age(cg, 0, 3, 512, 60);
	EXPECT_EQ(nr_cached(0, 0, 32), 0);
	EXPECT_EQ(nr_resident(mm, 0, 32), 32);
}

MGLRU(eviction_stops_at_the_two_youngest)
{
	int cg = w_create(0), mm = w_mm_new(cg);

	anon_pages(mm, 0, 32);
	make_old(mm, 0, 32);
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

	anon_pages(mm, 0, 32);
	make_old(mm, 0, 32);
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

MGLRU(equal_swappiness_takes_both_types)
{
	int cg = w_create(0), mm = w_mm_new(cg);

	anon_pages(mm, 0, 128);
	readahead_pages(cg, 0, 0, 128);
	make_old(mm, 0, 128);
	w_age(cg, 0, 100);
	w_age(cg, 0, 100);
	reclaim_all(cg, 100);
	EXPECT_EQ(nr_cached(0, 0, 128), 0);
	EXPECT_EQ(nr_resident(mm, 0, 128), 0);
}

MGLRU(swapped_anon_that_returns_soon_is_active)
{
	int cg = w_create(0), mm = w_mm_new(cg);

	anon_pages(mm, 0, 64);
	make_old(mm, 0, 64);
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

/* ---- global reclaim ---- */

MGLRU(kswapd_reaches_the_high_watermark)
{
	int cg = w_create(0);
	struct zone *zone = &NODE_DATA(0)->node_zones[ZONE_NORMAL];

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
	struct zone *zone = &NODE_DATA(0)->node_zones[ZONE_NORMAL];
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

	anon_pages(mm, 0, 64);
	make_old(mm, 0, 64);
	EXPECT_EQ(age_of(w_anon_folio(mm, 0)), 1);
	/* one who has walked the last page table, and whom an interrupt holds up */
	lruvec->mm_state.seq = lruvec->lrugen.max_seq;
	EXPECT(w_reclaim_limit(cg, 32) > 0);
}
