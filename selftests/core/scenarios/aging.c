// SPDX-License-Identifier: GPL-2.0
/* The aging of the multi-gen LRU: what it does to generations, and when it comes. */
#include "scenario.h"

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

	w_age(cg, 0, -1);
	EXPECT(!w_lru_gen_cmd('+', cg, 0, gens(cg)->max_seq - 1, -1, 1));
	EXPECT_EQ(gens(cg)->max_seq, FIRST_SEQ + 2);
}

MGLRU(aging_of_a_future_generation_is_refused)
{
	int cg = w_create(0);

	EXPECT_EQ(w_lru_gen_cmd('+', cg, 0, gens(cg)->max_seq + 1, -1, 1), -EINVAL);
}

MGLRU(commands_for_unknown_nodes_are_refused)
{
	EXPECT_EQ(w_lru_gen_cmd('+', w_create(0), 7, FIRST_SEQ, -1, 1), -EINVAL);
}

MGLRU(commands_for_unknown_cgroups_are_refused)
{
	EXPECT_EQ(w_lru_gen_write("+ 99999 0 3"), -EINVAL);
}

/* ---- when reclaim ages ---- */

MGLRU(reclaim_ages_nothing_while_older_generations_have_pages)
{
	int cg = w_create(0), mm = w_mm_new(cg), i;

	old_anon_pages(mm, 0, 64);
	readahead_pages(cg, 0, 0, 256);
	for (i = 0; i < 4; i++) {
		EXPECT(w_reclaim(cg, 32, -1) > 0);
		EXPECT_EQ(gens(cg)->max_seq, FIRST_SEQ);
	}
	EXPECT_EQ(nr_resident(mm, 0, 64), 64);
}

MGLRU(reclaim_ages_when_the_two_youngest_have_all)
{
	int cg = w_create(0), mm = w_mm_new(cg);

	old_anon_pages(mm, 0, 64);
	EXPECT_EQ(age_of(w_anon_folio(mm, 0)), 1);
	EXPECT(w_reclaim(cg, 32, -1) > 0);
	EXPECT(gens(cg)->max_seq > FIRST_SEQ);
}

/* ---- which page tables it walks ---- */

MGLRU(aging_walks_all_processes_of_its_cgroup)
{
	int cg = w_create(0), stranger = w_mm_new(w_create(0)), mm[3], i;
	pte_t *pte;

	for (i = 0; i < 3; i++) {
		mm[i] = w_mm_new(cg);
		anon_pages(mm[i], 0, 16);
	}
	readahead_pages(cg, 0, 0, 1);
	w_map_file(stranger, 0, 0, true);
	w_age(cg, 0, 60);
	for (i = 0; i < 3; i++) {
		EXPECT_EQ(nr_young(mm[i], 0, 16), 0);
		EXPECT_EQ(age_of(w_anon_folio(mm[i], 7)), 1);
		EXPECT(folio_test_workingset(w_anon_folio(mm[i], 7)));
	}
	pte = w_pte(&w_mms[stranger], W_FILE_START, false);
	EXPECT(pte_young(*pte));
	EXPECT_EQ(age_of(w_file_folio(0, 0)), 3);
	/* the next one begins with the first of them again */
	for (i = 0; i < 3; i++)
		touch_pages(mm[i], 0, 16);
	w_age(cg, 0, 60);
	for (i = 0; i < 3; i++)
		EXPECT_EQ(nr_young(mm[i], 0, 16), 0);
}

/* Leave out what the last walk and reclaim had no reason to come back to. */
static void age_gently(int cgroup)
{
	EXPECT(!w_lru_gen_cmd('+', cgroup, 0, gens(cgroup)->max_seq, 60, 0));
	w_drain();
}

/*
 * A process with two page tables, for pages from 0 and from 512 on, in the latter of
 * which few are used. One walk has seen both.
 */
static int dense_and_sparse(int cg)
{
	int mm = w_mm_new(cg);

	anon_pages(mm, 512, 512);
	anon_pages(mm, 0, 512);
	make_old(mm, 0, 1024);
	touch_pages(mm, 0, 128);
	touch_pages(mm, 512, 4);
	age_gently(cg);
	EXPECT_EQ(nr_young(mm, 0, 1024), 0);
	return mm;
}

MGLRU(a_page_table_with_little_in_use_is_left_out)
{
	int cg = w_create(0), mm = dense_and_sparse(cg), i;

	for (i = 0; i < 2; i++) {
		touch_pages(mm, 0, 128);
		touch_pages(mm, 512, 4);
		age_gently(cg);
		EXPECT_EQ(nr_young(mm, 0, 512), 0);
		EXPECT_EQ(nr_young(mm, 512, 512), 4);
	}
	w_age(cg, 0, 60);
	EXPECT_EQ(nr_young(mm, 512, 512), 0);
}

MGLRU(a_page_table_that_is_little_used_by_now_is_left_out)
{
	int cg = w_create(0), mm = dense_and_sparse(cg), i;

	for (i = 0; i < 3; i++) {
		touch_pages(mm, 0, 4);
		age_gently(cg);
		EXPECT_EQ(nr_young(mm, 0, 512), i ? 4 : 0);
	}
}

/* A cacheline of entries or more of those it looks at: pages 512 to 575 */
MGLRU(a_page_table_that_eviction_found_in_use_is_walked)
{
	int cg = w_create(0), mm = dense_and_sparse(cg);

	w_age(cg, 0, 60);
	EXPECT_EQ(age_of(w_anon_folio(mm, 516)), 3);
	touch_pages(mm, 516, 8);
	EXPECT(!w_evict_age(cg, 0, 3, 1, 200));
	EXPECT_EQ(nr_young(mm, 516, 8), 0);
	touch_pages(mm, 516, 4);
	age_gently(cg);
	EXPECT_EQ(nr_young(mm, 516, 4), 0);
}

/* Young pages below an entry of the level above that is not, if that was ever cleared. */
static int young_below_old(int cg)
{
	int mm = w_mm_new(cg), i;

	anon_pages(mm, 0, 512);
	/* all of a new process is looked at */
	age_gently(cg);
	touch_pages(mm, 0, 512);
	age_gently(cg);
	EXPECT_EQ(nr_young(mm, 0, 512), 0);
	for (i = 0; i < 512; i++) {
		pte_t *pte = w_pte(&w_mms[mm], W_ANON_START + i * PAGE_SIZE, false);

		*pte = pte_mkyoung(*pte);
	}
	/* the process did run */
	w_mms[mm].mm->lru_gen.bitmap = -1;
	age_gently(cg);
	return nr_young(mm, 0, 512);
}

MGLRU(a_page_table_whose_upper_level_is_old_is_left_out)
{
	EXPECT_EQ(young_below_old(w_create(0)), 512);
}

MGLRU(upper_levels_are_not_asked_unless_they_may_be)
{
	EXPECT(!w_lru_gen_set("enabled", "0x3"));
	EXPECT_EQ(young_below_old(w_create(0)), 0);
}

MGLRU(a_process_that_slept_since_the_last_walk_is_left_out)
{
	int cg = w_create(0), mm[2], i;

	for (i = 0; i < 2; i++) {
		mm[i] = w_mm_new(cg);
		anon_pages(mm[i], 0, 128);
	}
	age_gently(cg);
	for (i = 0; i < 2; i++) {
		EXPECT_EQ(nr_young(mm[i], 0, 128), 0);
		touch_pages(mm[i], 0, 128);
	}
	/* as if some device had used its pages instead */
	w_mms[mm[1]].mm->lru_gen.bitmap = 0;
	age_gently(cg);
	EXPECT_EQ(nr_young(mm[0], 0, 128), 0);
	EXPECT_EQ(nr_young(mm[1], 0, 128), 128);
}

/* ---- where page tables are not walked ---- */

/* Nobody knows that pages are in use before they are to be evicted. */
static void found_in_use_by_eviction(void)
{
	int cg = w_create(0), mm = w_mm_new(cg);

	anon_pages(mm, 0, 128);
	make_old(mm, 64, 64);
	w_age(cg, 0, 60);
	w_age(cg, 0, 60);
	EXPECT_EQ(nr_young(mm, 0, 64), 64);
	EXPECT_EQ(age_of(w_anon_folio(mm, 0)), 3);
	EXPECT(!w_evict_age(cg, 0, 3, 128, 200));
	EXPECT_EQ(nr_resident(mm, 0, 64), 64);
	EXPECT_EQ(nr_resident(mm, 64, 64), 0);
	EXPECT_EQ(nr_young(mm, 0, 64), 0);
	EXPECT(is_active(w_anon_folio(mm, 0)));
}

MGLRU(without_walks_eviction_finds_what_is_in_use)
{
	EXPECT(!w_lru_gen_set("enabled", "0x5"));
	found_in_use_by_eviction();
}

MGLRU(without_accessed_bits_of_hardware_there_are_no_walks)
{
	core_hw_pte_young = false;
	found_in_use_by_eviction();
}
