// SPDX-License-Identifier: GPL-2.0
/* The active/inactive LRU: who is activated, who gets a second chance. */
#include "scenario.h"

CLASSIC(new_file_page_is_inactive)
{
	int cg = w_create(0);

	w_readahead(cg, 0, 0, 0);
	EXPECT_EQ(w_stat(cg, 0, NR_INACTIVE_FILE), 1);
}

CLASSIC(new_anon_page_is_inactive)
{
	int cg = w_create(0), mm = w_mm_new(cg);

	w_anon(mm, 0, 0);
	EXPECT_EQ(w_stat(cg, 0, NR_INACTIVE_ANON), 1);
}

CLASSIC(first_read_sets_referenced)
{
	int cg = w_create(0);

	w_readahead(cg, 0, 0, 0);
	w_read(cg, 0, 0, 0);
	EXPECT(folio_test_referenced(w_file_folio(0, 0)));
	EXPECT(!folio_test_active(w_file_folio(0, 0)));
}

CLASSIC(second_read_activates)
{
	int cg = w_create(0);

	w_readahead(cg, 0, 0, 0);
	w_read(cg, 0, 0, 0);
	w_read(cg, 0, 0, 0);
	EXPECT(folio_test_active(w_file_folio(0, 0)));
	EXPECT(!folio_test_referenced(w_file_folio(0, 0)));
	EXPECT_EQ(w_stat(cg, 0, NR_ACTIVE_FILE), 1);
}

CLASSIC(used_once_pages_leave_used_twice_alone)
{
	int cg = w_create(0);

	read_pages(cg, 0, 0, 64);
	read_pages(cg, 0, 0, 64);
	read_pages(cg, 1, 0, 256);
	w_reclaim(cg, 128, -1);
	EXPECT_EQ(nr_cached(0, 0, 64), 64);
	EXPECT(nr_cached(1, 0, 256) < 256);
}

CLASSIC(inactive_pages_go_in_order)
{
	int cg = w_create(0);

	readahead_pages(cg, 0, 0, 256);
	w_reclaim(cg, 32, -1);
	EXPECT_EQ(nr_cached(0, 0, 32), 0);
	EXPECT_EQ(nr_cached(0, 128, 128), 128);
}

CLASSIC(mapped_file_page_used_once_gets_a_second_chance)
{
	int cg = w_create(0), mm = w_mm_new(cg);

	readahead_pages(cg, 0, 0, 64);
	w_map_file(mm, 0, 0, false);
	w_reclaim(cg, 16, -1);
	EXPECT(cached(0, 0));
	EXPECT(!folio_test_active(w_file_folio(0, 0)));
	EXPECT(folio_test_referenced(w_file_folio(0, 0)));
}

CLASSIC(mapped_file_page_used_again_is_activated)
{
	int cg = w_create(0), mm = w_mm_new(cg);

	readahead_pages(cg, 0, 0, 512);
	w_map_file(mm, 0, 0, false);
	w_reclaim(cg, 16, -1);
	EXPECT(!folio_test_active(w_file_folio(0, 0)));
	w_touch_file(mm, 0, 0);
	while (nr_cached(0, 1, 511) && !folio_test_active(w_file_folio(0, 0)))
		w_reclaim(cg, 32, -1);
	EXPECT(folio_test_active(w_file_folio(0, 0)));
}

CLASSIC(mapped_by_two_processes_is_activated)
{
	int cg = w_create(0), a = w_mm_new(cg), b = w_mm_new(cg);

	readahead_pages(cg, 0, 0, 64);
	w_map_file(a, 0, 0, false);
	w_map_file(b, 0, 0, false);
	w_reclaim(cg, 16, -1);
	EXPECT(cached(0, 0));
	EXPECT(folio_test_active(w_file_folio(0, 0)));
}

CLASSIC(executable_page_is_activated_at_once)
{
	int cg = w_create(0), mm = w_mm_new(cg);

	readahead_pages(cg, 0, 0, 64);
	w_map_file(mm, 0, 0, true);
	w_reclaim(cg, 16, -1);
	EXPECT(cached(0, 0));
	EXPECT(folio_test_active(w_file_folio(0, 0)));
}

CLASSIC(anon_page_used_once_gets_a_second_chance)
{
	int cg = w_create(0), mm = w_mm_new(cg);

	anon_pages(mm, 0, 512);
	make_old(mm, 1, 511);
	w_reclaim(cg, 16, 200);
	EXPECT(w_anon_folio(mm, 0));
	EXPECT(!folio_test_active(w_anon_folio(mm, 0)));
	EXPECT(folio_test_referenced(w_anon_folio(mm, 0)));
}

/* pages 1 to 511 go until page 0, used meanwhile, is met again */
static int activate_anon(int cg)
{
	int mm = w_mm_new(cg);

	anon_pages(mm, 0, 512);
	make_old(mm, 1, 511);
	w_reclaim(cg, 16, 200);
	w_touch(mm, 0);
	while (nr_resident(mm, 1, 511) && !folio_test_active(w_anon_folio(mm, 0)))
		w_reclaim(cg, 32, 200);
	return mm;
}

CLASSIC(anon_page_used_again_is_activated)
{
	int cg = w_create(0), mm = activate_anon(cg);

	EXPECT(folio_test_active(w_anon_folio(mm, 0)));
	EXPECT_EQ(w_stat(cg, 0, NR_ACTIVE_ANON), 1);
}

CLASSIC(unused_anon_page_is_swapped)
{
	int cg = w_create(0), mm = w_mm_new(cg);

	old_anon_pages(mm, 0, 64);
	w_reclaim(cg, 16, 200);
	EXPECT(w_anon_swapped(mm, 0));
}

CLASSIC(quick_refault_activates)
{
	int cg = w_create(0);

	read_pages(cg, 0, 0, 128);
	read_pages(cg, 0, 0, 128);
	readahead_pages(cg, 1, 0, 64);
	w_reclaim(cg, 32, -1);
	EXPECT(!cached(1, 0));
	w_readahead(cg, 1, 0, 0);
	EXPECT(folio_test_active(w_file_folio(1, 0)));
	EXPECT_EQ(w_stat(cg, 0, WORKINGSET_ACTIVATE_FILE), 1);
}

CLASSIC(refault_beyond_the_workingset_does_not)
{
	int cg = w_create(0);

	readahead_pages(cg, 1, 0, 32);
	w_reclaim(cg, 32, -1);
	EXPECT(!cached(1, 0));
	readahead_pages(cg, 0, 0, 512);
	reclaim_all(cg, -1);
	w_readahead(cg, 1, 0, 0);
	EXPECT(!folio_test_active(w_file_folio(1, 0)));
	EXPECT_EQ(w_stat(cg, 0, WORKINGSET_ACTIVATE_FILE), 0);
	EXPECT_EQ(w_stat(cg, 0, WORKINGSET_REFAULT_FILE), 1);
}

CLASSIC(evicted_active_page_is_restored)
{
	int cg = w_create(0), mm = w_mm_new(cg);

	/* what could have made room */
	anon_pages(mm, 0, 256);
	read_pages(cg, 0, 0, 32);
	read_pages(cg, 0, 0, 32);
	reclaim_all(cg, 0);
	EXPECT(!cached(0, 31));
	w_readahead(cg, 0, 31, 0);
	EXPECT(folio_test_workingset(w_file_folio(0, 31)));
	EXPECT(folio_test_active(w_file_folio(0, 31)));
	EXPECT_EQ(w_stat(cg, 0, WORKINGSET_RESTORE_FILE), 1);
}

CLASSIC(active_pages_are_deactivated_when_inactive_are_few)
{
	int cg = w_create(0);

	read_pages(cg, 0, 0, 256);
	read_pages(cg, 0, 0, 256);
	EXPECT_EQ(w_stat(cg, 0, NR_INACTIVE_FILE), 0);
	w_reclaim(cg, 32, -1);
	EXPECT(nr_cached(0, 0, 256) < 256);
	EXPECT(w_stat(cg, 0, NR_INACTIVE_FILE) > 0);
}

CLASSIC(active_pages_stay_while_inactive_are_plenty)
{
	int cg = w_create(0);

	read_pages(cg, 0, 0, 64);
	read_pages(cg, 0, 0, 64);
	readahead_pages(cg, 1, 0, 512);
	w_reclaim(cg, 64, -1);
	EXPECT_EQ(w_stat(cg, 0, NR_ACTIVE_FILE), 64);
}

CLASSIC(deactivated_pages_count_as_workingset)
{
	int cg = w_create(0), i, nr = 0;

	read_pages(cg, 0, 0, 256);
	read_pages(cg, 0, 0, 256);
	w_reclaim(cg, 32, -1);
	for (i = 0; i < 256; i++) {
		struct folio *folio = w_file_folio(0, i);

		if (folio && !folio_test_active(folio))
			nr += folio_test_workingset(folio);
	}
	EXPECT(nr > 0);
}

CLASSIC(used_executable_pages_stay_active)
{
	int cg = w_create(0), mm = w_mm_new(cg), i;

	read_pages(cg, 0, 0, 128);
	read_pages(cg, 0, 0, 128);
	for (i = 0; i < 16; i++)
		w_map_file(mm, 0, i, true);
	w_reclaim(cg, 32, -1);
	for (i = 0; i < 16; i++)
		EXPECT(cached(0, i) && folio_test_active(w_file_folio(0, i)));
}

CLASSIC(cold_active_anon_is_deactivated)
{
	int cg = w_create(0), mm = activate_anon(cg);

	EXPECT(folio_test_active(w_anon_folio(mm, 0)));
	w_cold(mm, 0);
	EXPECT(!folio_test_active(w_anon_folio(mm, 0)));
	EXPECT_EQ(w_stat(cg, 0, NR_ACTIVE_ANON), 0);
}

CLASSIC(dontneed_active_file_is_deactivated)
{
	int cg = w_create(0);

	read_pages(cg, 0, 0, 1);
	read_pages(cg, 0, 0, 1);
	EXPECT(folio_test_active(w_file_folio(0, 0)));
	w_deactivate_file(0, 0);
	EXPECT(!folio_test_active(w_file_folio(0, 0)));
}

CLASSIC(kswapd_of_classic_reaches_the_high_watermark)
{
	int cg = w_create(0);
	struct zone *zone = normal_zone();

	readahead_pages(cg, 0, 0, 2048 - 40);
	w_kswapd(0, 0);
	EXPECT(w_nr_free(0) >= high_wmark_pages(zone));
}

CLASSIC(allocation_below_the_watermark_reclaims)
{
	int cg = w_create(0);

	readahead_pages(cg, 0, 0, 4096);
	EXPECT(nr_cached(0, 0, 4096) < 2048);
	EXPECT(cached(0, 4095));
}

CLASSIC(flags_and_lists_agree)
{
	int cg = w_create(0), i;

	read_pages(cg, 0, 0, 64);
	read_pages(cg, 0, 0, 32);
	for (i = 0; i < 64; i++)
		EXPECT(is_active(w_file_folio(0, i)) == folio_test_active(w_file_folio(0, i)));
	EXPECT_EQ(w_stat(cg, 0, NR_ACTIVE_FILE), 32);
}

CLASSIC(classic_has_two_generations)
{
	struct lru_gen_folio *lrugen = gens(w_create(0));

	EXPECT(lrugen->classic);
	EXPECT_EQ(lrugen->max_seq - lrugen->min_seq[0], 1);
	EXPECT_EQ(lrugen->max_seq - lrugen->min_seq[1], 1);
}
