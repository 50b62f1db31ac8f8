// SPDX-License-Identifier: GPL-2.0
/* What reclaim promises whichever way folios are kept. */
#include "scenario.h"

BOTH(clean_file_is_dropped)
{
	int cg = w_create(0);

	readahead_pages(cg, 0, 0, 64);
	EXPECT(w_reclaim(cg, 64, -1) >= 64);
	EXPECT_EQ(nr_cached(0, 0, 64), 0);
	EXPECT_EQ(listed(cg), 0);
}

BOTH(eviction_leaves_a_shadow)
{
	int cg = w_create(0);

	readahead_pages(cg, 0, 0, 32);
	reclaim_all(cg, -1);
	EXPECT(xa_is_value(w_files[0].slot[5]));
}

BOTH(truncation_leaves_no_shadow)
{
	int cg = w_create(0);

	readahead_pages(cg, 0, 0, 32);
	w_truncate(0, 5);
	EXPECT(!w_files[0].slot[5]);
}

BOTH(anon_goes_to_swap)
{
	int cg = w_create(0), mm = w_mm_new(cg);

	old_anon_pages(mm, 0, 64);
	reclaim_all(cg, -1);
	EXPECT_EQ(nr_resident(mm, 0, 64), 0);
	EXPECT(w_anon_swapped(mm, 0));
}

BOTH(anon_comes_back_from_swap)
{
	int cg = w_create(0), mm = w_mm_new(cg);

	old_anon_pages(mm, 0, 64);
	reclaim_all(cg, -1);
	anon_pages(mm, 0, 64);
	EXPECT_EQ(nr_resident(mm, 0, 64), 64);
	EXPECT_EQ(w_stat(cg, 0, WORKINGSET_REFAULT_ANON), 64);
}

BOTH(without_swap_anon_stays)
{
	int cg = w_create(0), mm = w_mm_new(cg);

	w_set(cg, "swap.max", "0");
	anon_pages(mm, 0, 64);
	readahead_pages(cg, 0, 0, 64);
	make_old(mm, 0, 64);
	reclaim_all(cg, -1);
	EXPECT_EQ(nr_resident(mm, 0, 64), 64);
	EXPECT_EQ(nr_cached(0, 0, 64), 0);
}

BOTH(swap_limit_is_respected)
{
	int cg = w_create(0), mm = w_mm_new(cg);

	/* mglru leaves anon alone when less than 64 slots are left */
	w_set(cg, "swap.max", "524288");
	old_anon_pages(mm, 0, 256);
	reclaim_all(cg, -1);
	EXPECT(nr_resident(mm, 0, 256) >= 256 - 128);
	EXPECT(nr_resident(mm, 0, 256) <= 256 - 64);
	EXPECT_EQ(page_counter_read(&w_memcg(cg)->swap), 256 - nr_resident(mm, 0, 256));
}

BOTH(swappiness_0_spares_anon)
{
	int cg = w_create(0), mm = w_mm_new(cg);

	anon_pages(mm, 0, 64);
	readahead_pages(cg, 0, 0, 64);
	make_old(mm, 0, 64);
	reclaim_all(cg, 0);
	EXPECT_EQ(nr_resident(mm, 0, 64), 64);
	EXPECT_EQ(nr_cached(0, 0, 64), 0);
}

BOTH(swappiness_max_spares_file)
{
	int cg = w_create(0), mm = w_mm_new(cg);

	anon_pages(mm, 0, 64);
	readahead_pages(cg, 0, 0, 64);
	make_old(mm, 0, 64);
	reclaim_all(cg, 201);
	EXPECT_EQ(nr_resident(mm, 0, 64), 0);
	EXPECT_EQ(nr_cached(0, 0, 64), 64);
}

BOTH(dirty_file_is_not_dropped)
{
	int cg = w_create(0), i;

	for (i = 0; i < 32; i++)
		w_write(cg, 0, i);
	reclaim_all(cg, -1);
	EXPECT_EQ(nr_cached(0, 0, 32), 32);
}

BOTH(dirty_file_goes_first_once_written)
{
	int cg = w_create(0), i;

	for (i = 0; i < 32; i++)
		w_write(cg, 0, i);
	reclaim_all(cg, -1);
	for (i = 0; i < 32; i++)
		w_clean(0, i);
	readahead_pages(cg, 0, 100, 64);
	w_reclaim(cg, 32, -1);
	EXPECT(nr_cached(0, 0, 32) < 32);
	EXPECT(nr_cached(0, 100, 64) > nr_cached(0, 0, 32));
}

BOTH(reclaim_of_a_cgroup_waits_for_what_is_written)
{
	int cg = w_create(0), i;

	for (i = 0; i < 32; i++) {
		struct folio *folio;

		w_write(cg, 0, i);
		folio = w_file_folio(0, i);
		EXPECT(folio_clear_dirty_for_io(folio));
		w_writeback_start(folio);
	}
	w_drain();
	EXPECT(w_reclaim_limit(cg, 32) > 0);
}

BOTH(swap_write_under_way_keeps_the_page)
{
	int cg = w_create(0), mm = w_mm_new(cg);

	w_async_writeback = true;
	old_anon_pages(mm, 0, 32);
	/* global: reclaim of a cgroup would wait for the write */
	w_reclaim_node(0);
	EXPECT_EQ(listed(cg), 32);
	EXPECT(w_writeback_done() > 0);
	w_drain();
	reclaim_all(cg, -1);
	w_writeback_done();
	w_drain();
	reclaim_all(cg, -1);
	EXPECT_EQ(listed(cg), 0);
}

BOTH(mlocked_pages_stay)
{
	int cg = w_create(0), mm = w_mm_new(cg);

	w_mlock(mm, true);
	old_anon_pages(mm, 0, 32);
	reclaim_all(cg, -1);
	EXPECT_EQ(nr_resident(mm, 0, 32), 32);
	EXPECT_EQ(w_stat(cg, 0, NR_UNEVICTABLE), 32);
}

BOTH(mlock_of_present_pages_takes_them_off)
{
	int cg = w_create(0), mm = w_mm_new(cg);

	anon_pages(mm, 0, 32);
	w_mlock(mm, true);
	EXPECT_EQ(w_stat(cg, 0, NR_UNEVICTABLE), 32);
	EXPECT_EQ(w_stat(cg, 0, NR_INACTIVE_ANON) + w_stat(cg, 0, NR_ACTIVE_ANON), 0);
}

BOTH(munlocked_pages_can_go)
{
	int cg = w_create(0), mm = w_mm_new(cg);

	w_mlock(mm, true);
	anon_pages(mm, 0, 32);
	w_mlock(mm, false);
	EXPECT_EQ(w_stat(cg, 0, NR_UNEVICTABLE), 0);
	make_old(mm, 0, 32);
	reclaim_all(cg, -1);
	EXPECT_EQ(nr_resident(mm, 0, 32), 0);
}

BOTH(lazily_freed_pages_go_without_swap)
{
	int cg = w_create(0), mm = w_mm_new(cg), i;

	anon_pages(mm, 0, 32);
	for (i = 0; i < 32; i++)
		EXPECT(!w_lazyfree(mm, i));
	reclaim_all(cg, -1);
	EXPECT_EQ(nr_resident(mm, 0, 32), 0);
	EXPECT_EQ(page_counter_read(&w_memcg(cg)->swap), 0);
	EXPECT(!w_anon_swapped(mm, 0));
}

BOTH(lazily_freed_and_written_again_is_kept)
{
	int cg = w_create(0), mm = w_mm_new(cg);

	w_set(cg, "swap.max", "0");
	anon_pages(mm, 0, 1);
	EXPECT(!w_lazyfree(mm, 0));
	EXPECT(!w_touch(mm, 0));
	reclaim_all(cg, -1);
	EXPECT(w_anon_folio(mm, 0));
	EXPECT(folio_test_swapbacked(w_anon_folio(mm, 0)));
}

BOTH(lazily_freed_counts_as_file)
{
	int cg = w_create(0), mm = w_mm_new(cg);

	anon_pages(mm, 0, 1);
	EXPECT(!w_lazyfree(mm, 0));
	EXPECT_EQ(w_stat(cg, 0, NR_INACTIVE_FILE), 1);
	EXPECT_EQ(w_stat(cg, 0, NR_INACTIVE_ANON) + w_stat(cg, 0, NR_ACTIVE_ANON), 0);
}

BOTH(reclaim_stays_within_its_cgroup)
{
	int cg = w_create(0), other = w_create(0);

	readahead_pages(cg, 0, 0, 64);
	readahead_pages(other, 1, 0, 64);
	reclaim_all(cg, -1);
	EXPECT_EQ(nr_cached(0, 0, 64), 0);
	EXPECT_EQ(nr_cached(1, 0, 64), 64);
}

BOTH(reclaim_covers_the_subtree)
{
	int cg = w_create(0), child = w_create(cg), grandchild = w_create(child);

	readahead_pages(child, 0, 0, 64);
	readahead_pages(grandchild, 1, 0, 64);
	reclaim_all(cg, -1);
	EXPECT_EQ(listed(cg), 0);
}

BOTH(a_limit_is_enforced_by_reclaim)
{
	int cg = w_create(0);

	w_set(cg, "max", "524288");
	read_pages(cg, 0, 0, 512);
	EXPECT(usage(cg) <= 128);
	EXPECT(nr_cached(0, 0, 512) > 0);
}

BOTH(lowering_a_limit_reclaims)
{
	int cg = w_create(0);

	readahead_pages(cg, 0, 0, 256);
	w_set(cg, "max", "262144");
	EXPECT(usage(cg) <= 64);
}

BOTH(min_is_never_touched)
{
	int parent = w_create(0), cg = w_create(parent), other = w_create(parent);

	w_set(parent, "min", "262144");
	w_set(cg, "min", "262144");
	readahead_pages(cg, 0, 0, 64);
	readahead_pages(other, 1, 0, 64);
	reclaim_all(parent, -1);
	EXPECT_EQ(nr_cached(0, 0, 64), 64);
	EXPECT_EQ(nr_cached(1, 0, 64), 0);
}

BOTH(low_is_spared_while_others_have_pages)
{
	int parent = w_create(0), cg = w_create(parent), other = w_create(parent);

	w_set(parent, "low", "1048576");
	w_set(cg, "low", "262144");
	readahead_pages(cg, 0, 0, 64);
	readahead_pages(other, 1, 0, 256);
	w_reclaim_limit(parent, 64);
	EXPECT_EQ(nr_cached(0, 0, 64), 64);
	EXPECT(nr_cached(1, 0, 256) < 256);
}

BOTH(kswapd_leaves_protected_cgroups_alone)
{
	struct zone *zone = normal_zone();
	int low = w_create(0), other = w_create(0);
	pgoff_t next = 1000;

	w_set(low, "low", "4194304");
	readahead_pages(low, 0, 0, 1000);
	readahead_pages(other, 1, 0, 1000);
	while (w_nr_free(0) > low_wmark_pages(zone))
		w_readahead(other, 1, next++, 0);
	w_kswapd(0, 0);
	EXPECT(w_nr_free(0) >= high_wmark_pages(zone));
	EXPECT_EQ(nr_cached(0, 0, 1000), 1000);
	EXPECT(nr_cached(1, 0, 1000) < 1000);
}

BOTH(kswapd_takes_what_is_protected_when_nothing_else_is_left)
{
	struct zone *zone = normal_zone();
	int low = w_create(0);
	pgoff_t next = 0;

	w_set(low, "low", "16777216");
	while (w_nr_free(0) > low_wmark_pages(zone))
		w_readahead(low, 0, next++, 0);
	w_kswapd(0, 0);
	EXPECT(w_nr_free(0) >= high_wmark_pages(zone));
}

BOTH(low_gives_way_when_nothing_else_is_left)
{
	int parent = w_create(0), cg = w_create(parent);

	w_set(parent, "low", "262144");
	w_set(cg, "low", "262144");
	readahead_pages(cg, 0, 0, 64);
	EXPECT(w_reclaim_limit(parent, 32) > 0);
	EXPECT(nr_cached(0, 0, 64) < 64);
}

BOTH(a_large_folio_goes_as_a_whole)
{
	int cg = w_create(0);

	EXPECT(!w_readahead(cg, 0, 0, 4));
	EXPECT(folio_order(w_file_folio(0, 7)) == 4);
	reclaim_all(cg, -1);
	EXPECT_EQ(nr_cached(0, 0, 16), 0);
}

BOTH(a_large_anon_folio_is_swapped_as_a_whole)
{
	int cg = w_create(0), mm = w_mm_new(cg);

	EXPECT(!w_anon(mm, 0, 4));
	EXPECT(folio_order(w_anon_folio(mm, 7)) == 4);
	make_old(mm, 0, 16);
	reclaim_all(cg, -1);
	EXPECT_EQ(nr_resident(mm, 0, 16), 0);
	EXPECT_EQ(page_counter_read(&w_memcg(cg)->swap), 16);
}

BOTH(a_large_folio_counts_its_pages)
{
	int cg = w_create(0);

	EXPECT(!w_readahead(cg, 0, 0, 4));
	EXPECT_EQ(w_stat(cg, 0, NR_INACTIVE_FILE), 16);
}

BOTH(a_page_shared_by_fork_is_unmapped_from_both)
{
	int cg = w_create(0), mm = w_mm_new(cg), child;

	anon_pages(mm, 0, 16);
	child = w_mm_fork(mm);
	EXPECT(child >= 0);
	EXPECT_EQ(folio_mapcount(w_anon_folio(mm, 3)), 2);
	make_old(mm, 0, 16);
	make_old(child, 0, 16);
	reclaim_all(cg, -1);
	EXPECT_EQ(nr_resident(mm, 0, 16) + nr_resident(child, 0, 16), 0);
	EXPECT(w_anon_swapped(mm, 3) && w_anon_swapped(child, 3));
}

BOTH(a_child_that_uses_a_page_keeps_it)
{
	int cg = w_create(0), mm = w_mm_new(cg), child;

	anon_pages(mm, 0, 64);
	child = w_mm_fork(mm);
	make_old(mm, 0, 64);
	make_old(child, 0, 64);
	EXPECT(!w_touch(child, 3));
	w_reclaim(cg, 32, -1);
	EXPECT(w_anon_folio(mm, 3));
	EXPECT(nr_resident(mm, 0, 64) < 64);
}

BOTH(exit_frees_memory_and_swap)
{
	int cg = w_create(0), mm = w_mm_new(cg);

	old_anon_pages(mm, 0, 64);
	w_reclaim(cg, 32, -1);
	w_mm_exit(mm);
	w_drain();
	EXPECT_EQ(page_counter_read(&w_memcg(cg)->swap), 0);
	EXPECT_EQ(w_stat(cg, 0, NR_INACTIVE_ANON) + w_stat(cg, 0, NR_ACTIVE_ANON), 0);
}

BOTH(refaults_are_counted)
{
	int cg = w_create(0);

	readahead_pages(cg, 0, 0, 64);
	reclaim_all(cg, -1);
	read_pages(cg, 0, 0, 64);
	EXPECT_EQ(w_stat(cg, 0, WORKINGSET_REFAULT_FILE), 64);
}

BOTH(a_rewrite_is_no_refault)
{
	int cg = w_create(0);

	readahead_pages(cg, 0, 0, 32);
	reclaim_all(cg, -1);
	w_write(cg, 0, 3);
	EXPECT_EQ(w_stat(cg, 0, WORKINGSET_REFAULT_FILE), 0);
}

BOTH(removal_gives_folios_to_the_parent)
{
	int parent = w_create(0), cg = w_create(parent);

	readahead_pages(cg, 0, 0, 64);
	EXPECT(!w_remove(cg));
	EXPECT_EQ(w_stat(parent, 0, NR_INACTIVE_FILE), 64);
	EXPECT_EQ(nr_cached(0, 0, 64), 64);
}

BOTH(removed_cgroups_pages_are_reclaimed)
{
	int parent = w_create(0), cg = w_create(parent);

	readahead_pages(cg, 0, 0, 64);
	w_remove(cg);
	reclaim_all(parent, -1);
	EXPECT_EQ(nr_cached(0, 0, 64), 0);
}

BOTH(unevictable_folios_survive_removal)
{
	int parent = w_create(0), cg = w_create(parent), mm = w_mm_new(cg);

	w_mlock(mm, true);
	anon_pages(mm, 0, 16);
	w_mm_move(mm, parent);
	EXPECT(!w_remove(cg));
	EXPECT_EQ(w_stat(parent, 0, NR_UNEVICTABLE), 16);
}

BOTH(swap_of_a_removed_cgroup_comes_back_to_the_parent)
{
	int parent = w_create(0), cg = w_create(parent), mm = w_mm_new(cg);

	old_anon_pages(mm, 0, 32);
	reclaim_all(cg, -1);
	w_mm_move(mm, parent);
	EXPECT(!w_remove(cg));
	anon_pages(mm, 0, 32);
	EXPECT_EQ(listed(parent), 32);
}

BOTH(truncation_takes_listed_folios)
{
	int cg = w_create(0), i;

	read_pages(cg, 0, 0, 32);
	for (i = 0; i < 32; i++)
		w_truncate(0, i);
	EXPECT_EQ(w_stat(cg, 0, NR_INACTIVE_FILE) + w_stat(cg, 0, NR_ACTIVE_FILE), 0);
}

BOTH(unused_pages_go_before_used_ones)
{
	int cg = w_create(0);

	readahead_pages(cg, 0, 0, 64);
	read_pages(cg, 1, 0, 64);
	read_pages(cg, 1, 0, 64);
	w_reclaim(cg, 32, -1);
	EXPECT_EQ(nr_cached(1, 0, 64), 64);
	EXPECT(nr_cached(0, 0, 64) <= 32);
}

BOTH(a_mapped_and_used_page_survives_a_pass)
{
	int cg = w_create(0), mm = w_mm_new(cg);

	readahead_pages(cg, 0, 0, 128);
	EXPECT(!w_map_file(mm, 0, 0, false));
	EXPECT(w_reclaim(cg, 32, -1) >= 32);
	EXPECT(cached(0, 0));
	EXPECT_EQ(nr_cached(0, 1, 31), 0);
}

BOTH(dontneed_pages_go_early)
{
	int cg = w_create(0), i;

	read_pages(cg, 0, 0, 128);
	for (i = 64; i < 128; i++)
		w_deactivate_file(0, i);
	EXPECT(w_reclaim(cg, 32, -1) >= 32);
	EXPECT_EQ(nr_cached(0, 0, 64), 64);
	EXPECT(nr_cached(0, 64, 64) <= 32);
}

BOTH(cold_pages_are_swapped_first)
{
	int cg = w_create(0), mm = w_mm_new(cg), i;

	anon_pages(mm, 0, 128);
	make_old(mm, 0, 64);
	for (i = 0; i < 64; i++)
		w_cold(mm, i);
	w_reclaim(cg, 32, 201);
	EXPECT_EQ(nr_resident(mm, 64, 64), 64);
	EXPECT(nr_resident(mm, 0, 64) < 64);
}

/* Executables stay at first sight, but who reads in order or at random will not come back. */
static long nr_left_of_mapping(vm_flags_t advice)
{
	int cg = w_create(0), mm = w_mm_new(cg), i;

	readahead_pages(cg, 0, 0, 160);
	for (i = 0; i < 32; i++)
		EXPECT(!w_map_file(mm, 0, i, true));
	vm_flags_init(w_mms[mm].file[0], w_mms[mm].file[0]->vm_flags | advice);
	w_reclaim(cg, 32, 0);
	return nr_cached(0, 0, 32);
}

BOTH(use_through_a_mapping_keeps_a_page)
{
	EXPECT_EQ(nr_left_of_mapping(0), 32);
}

BOTH(use_through_a_sequential_mapping_does_not)
{
	EXPECT_EQ(nr_left_of_mapping(VM_SEQ_READ), 0);
}

BOTH(use_through_a_random_mapping_does_not_either)
{
	EXPECT_EQ(nr_left_of_mapping(VM_RAND_READ), 0);
}
