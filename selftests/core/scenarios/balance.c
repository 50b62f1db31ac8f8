// SPDX-License-Identifier: GPL-2.0
/*
 * The active/inactive LRU: how anonymous memory is weighed against the page cache,
 * active folios against inactive ones, and when reclaim tries harder or waits.
 */
#include "scenario.h"

static long scanned(int cgroup, int type)
{
	return w_stat(cgroup, 0, PGSCAN_ANON + type);
}

/* Pages of @file from 0 on, read twice */
static void active_pages(int cgroup, int file, long nr)
{
	read_pages(cgroup, file, 0, nr);
	read_pages(cgroup, file, 0, nr);
}

/*
 * As many inactive pages of both types, and more active ones of files: the cache
 * has no inactive pages to spare.
 */
static int even(int cgroup, int file)
{
	int mm = w_mm_new(cgroup);

	old_anon_pages(mm, 0, 256);
	active_pages(cgroup, file, 320);
	readahead_pages(cgroup, file, 512, 256);
	return mm;
}

/* ---- one type against the other ---- */

CLASSIC(higher_swappiness_takes_more_anon)
{
	int a = w_create(0), b = w_create(0), m = even(a, 0), n = even(b, 1);

	EXPECT(w_reclaim(a, 128, 10) >= 128);
	EXPECT(w_reclaim(b, 128, 190) >= 128);
	EXPECT(nr_resident(n, 0, 256) + 64 < nr_resident(m, 0, 256));
	EXPECT(nr_cached(0, 512, 256) + 64 < nr_cached(1, 512, 256));
}

/* Return: of 100 pages scanned, how many are anonymous */
static long anon_share(int cgroup)
{
	long anon = scanned(cgroup, LRU_GEN_ANON), file = scanned(cgroup, LRU_GEN_FILE);

	EXPECT(w_reclaim(cgroup, 64, 100) >= 64);
	anon = scanned(cgroup, LRU_GEN_ANON) - anon;
	file = scanned(cgroup, LRU_GEN_FILE) - file;
	w_trace("scanned: %ld anon, %ld file\n", anon, file);
	return anon * 100 / (anon + file);
}

/* each page of it costs a write, for which there is none of a file */
CLASSIC(anon_that_has_to_be_written_is_scanned_less)
{
	int cg = w_create(0);

	even(cg, 0);
	EXPECT(anon_share(cg) < 40);
}

/* Pages of a file that are held are looked at and put back again and again. */
static void scan_in_vain(int cgroup, int file)
{
	int i;

	readahead_pages(cgroup, file, 0, 256);
	hold_pages(file, 0, 256);
	EXPECT_EQ(try_to_free_mem_cgroup_pages(w_memcg(cgroup), 32, GFP_KERNEL, 0, NULL), 0);
	let_pages_go(file, 0, 256);
	for (i = 0; i < 256; i++)
		w_truncate(file, i);
}

CLASSIC(file_that_was_scanned_in_vain_is_scanned_less)
{
	int cg = w_create(0), other = w_create(0);

	scan_in_vain(cg, 0);
	even(cg, 0);
	even(other, 1);
	EXPECT(anon_share(cg) > anon_share(other) + 5);
}

CLASSIC(plenty_of_inactive_cache_goes_before_anon)
{
	int cg = w_create(0), mm = w_mm_new(cg);

	old_anon_pages(mm, 0, 256);
	readahead_pages(cg, 0, 0, 512);
	EXPECT(w_reclaim(cg, 64, 100) >= 64);
	EXPECT_EQ(scanned(cg, LRU_GEN_ANON), 0);
	EXPECT_EQ(nr_resident(mm, 0, 256), 256);
}

/* kswapd tries once more, without regard to how much cache there is */
CLASSIC(anon_goes_when_plenty_of_cache_does_not)
{
	struct zone *zone = normal_zone();
	int cg = w_create(0), mm = w_mm_new(cg), i;

	readahead_pages(cg, 0, 0, 1024);
	for (i = 0; w_nr_free(0) > low_wmark_pages(zone); i++)
		w_anon(mm, i, 0);
	make_old(mm, 0, i);
	hold_pages(0, 0, 1024);
	w_kswapd_once(0);
	let_pages_go(0, 0, 1024);
	EXPECT_EQ(nr_cached(0, 0, 1024), 1024);
	EXPECT(w_nr_free(0) >= high_wmark_pages(zone));
}

/* next to no cache is left, all of which is inactive */
SCENARIO_CONFIG(a_tiny_cache_is_left_alone, W_LARGE(false))
{
	struct zone *zone = normal_zone();
	int cg = w_create(0), mm[4], i;

	readahead_pages(cg, 0, 0, 100);
	for (i = 0; w_nr_free(0) > low_wmark_pages(zone) / 2; i++) {
		if (i % W_ANON_PAGES == 0)
			mm[i / W_ANON_PAGES] = w_mm_new(cg);
		w_anon(mm[i / W_ANON_PAGES], i % W_ANON_PAGES, 0);
	}
	for (i = 0; i < ARRAY_SIZE(mm); i++)
		make_old(mm[i], 0, W_ANON_PAGES);
	w_kswapd(0, 0);
	EXPECT(w_nr_free(0) >= high_wmark_pages(zone));
	EXPECT_EQ(scanned(cg, LRU_GEN_FILE), 0);
}

/*
 * After the first round, which takes as much of either and is enough, the shorter
 * list is left alone and the longer one has another round.
 */
CLASSIC(the_rest_of_the_shorter_list_is_spared)
{
	int cg = w_create(0), mm = w_mm_new(cg);
	struct reclaim_state state = {};
	unsigned long nr;

	old_anon_pages(mm, 0, 128);
	readahead_pages(cg, 1, 0, 512);
	current->reclaim_state = &state;
	EXPECT_EQ(mem_cgroup_shrink_node(w_memcg(cg), GFP_KERNEL, false, NODE_DATA(0), &nr), 96);
	current->reclaim_state = NULL;
	w_drain();
	EXPECT_EQ(scanned(cg, LRU_GEN_ANON), SWAP_CLUSTER_MAX);
	EXPECT_EQ(scanned(cg, LRU_GEN_FILE), 2 * SWAP_CLUSTER_MAX);
}

/* ---- active against inactive ---- */

/* Inactive pages are plenty, so that active ones are let be. */
static int settled(void)
{
	int cg = w_create(0);

	active_pages(cg, 0, 128);
	readahead_pages(cg, 1, 0, 1024);
	EXPECT(w_reclaim(cg, 32, -1) >= 32);
	EXPECT_EQ(w_stat(cg, 0, NR_ACTIVE_FILE), 128);
	return cg;
}

CLASSIC(refaults_have_active_pages_deactivated)
{
	int cg = settled();
	long active;

	EXPECT(!cached(1, 0));
	w_readahead(cg, 1, 0, 0);
	EXPECT_EQ(w_stat(cg, 0, WORKINGSET_ACTIVATE_FILE), 1);
	EXPECT(w_reclaim(cg, 32, -1) >= 32);
	active = w_stat(cg, 0, NR_ACTIVE_FILE);
	EXPECT(active < 129);
	/* they are news once only */
	EXPECT(w_reclaim(cg, 32, -1) >= 32);
	EXPECT_EQ(w_stat(cg, 0, NR_ACTIVE_FILE), active);
}

/* Counters of more memory than a world has, while a cgroup is reclaimed */
static long active_with(int cgroup, int inactive_gb, int active_gb)
{
	struct lruvec *lruvec = w_lruvec(cgroup, 0);
	int inactive = inactive_gb << (30 - PAGE_SHIFT), active = active_gb << (30 - PAGE_SHIFT);

	mod_lruvec_state(lruvec, NR_INACTIVE_FILE, inactive);
	mod_lruvec_state(lruvec, NR_ACTIVE_FILE, active);
	w_stat(cgroup, 0, NR_ACTIVE_FILE);
	EXPECT(try_to_free_mem_cgroup_pages(w_memcg(cgroup), 32, GFP_KERNEL,
					    MEMCG_RECLAIM_PROACTIVE, NULL) >= 32);
	mod_lruvec_state(lruvec, NR_INACTIVE_FILE, -inactive);
	mod_lruvec_state(lruvec, NR_ACTIVE_FILE, -active);
	w_drain();
	return w_stat(cgroup, 0, NR_ACTIVE_FILE);
}

/* An eleventh of 12 GB is enough, where half of a little has to be inactive. */
CLASSIC(large_lists_need_fewer_inactive_pages)
{
	int cg = settled();

	EXPECT_EQ(active_with(cg, 2, 10), 128);
	EXPECT(active_with(cg, 1, 11) < 128);
}

CLASSIC(active_pages_go_when_inactive_ones_cannot)
{
	int cg = w_create(0);

	active_pages(cg, 0, 64);
	readahead_pages(cg, 1, 0, 256);
	hold_pages(1, 0, 256);
	EXPECT(try_to_free_mem_cgroup_pages(w_memcg(cg), 32, GFP_KERNEL,
					    MEMCG_RECLAIM_MAY_SWAP, NULL) > 0);
	let_pages_go(1, 0, 256);
	w_drain();
	EXPECT_EQ(nr_cached(1, 0, 256), 256);
	EXPECT(nr_cached(0, 0, 64) < 64);
}

/* Nothing of it is evicted, and it is aged all the same. */
CLASSIC(active_anon_is_deactivated_when_it_is_most)
{
	int cg = w_create(0), mm = w_mm_new(cg);

	old_anon_pages(mm, 0, 128);
	activate(mm, 128);
	readahead_pages(cg, 0, 0, 512);
	EXPECT_EQ(w_stat(cg, 0, NR_INACTIVE_ANON), 0);
	EXPECT(w_reclaim(cg, 32, -1) >= 32);
	EXPECT(w_stat(cg, 0, NR_INACTIVE_ANON) >= 32);
	EXPECT_EQ(nr_resident(mm, 0, 128), 128);
	EXPECT_EQ(scanned(cg, LRU_GEN_ANON), 0);
}

/* ---- when others have isolated too much ---- */

static int nr_isolated;

static void isolate(int nr)
{
	mod_node_page_state(NODE_DATA(0), NR_ISOLATED_FILE, nr);
	nr_isolated += nr;
}

static bool put_back(void)
{
	isolate(-nr_isolated);
	return false;
}

/* Return: what one task reclaims while others hold @nr pages */
static long reclaim_beside(int nr, bool (*meanwhile)(void))
{
	static int file;
	int cg = w_create(0);
	long got;

	readahead_pages(cg, file++, 0, 512);
	isolate(nr);
	w_on_wait = meanwhile;
	got = try_to_free_mem_cgroup_pages(w_memcg(cg), 32, GFP_KERNEL, 0, NULL);
	w_on_wait = NULL;
	put_back();
	w_drain();
	return got;
}

CLASSIC(reclaim_waits_while_others_have_isolated_too_much)
{
	unsigned long before = jiffies;

	/* an eighth of 512 inactive ones may be */
	EXPECT(reclaim_beside(32, NULL) >= 32);
	EXPECT_EQ(jiffies, before);
	EXPECT(reclaim_beside(200, put_back) >= 32);
	EXPECT_EQ(jiffies, before + HZ / 50);
}

CLASSIC(reclaim_gives_up_while_others_have_isolated_too_much)
{
	unsigned long before = jiffies;

	EXPECT_EQ(reclaim_beside(100, NULL), 0);
	EXPECT(jiffies > before);
}

CLASSIC(kswapd_waits_for_nobody_who_isolated_too_much)
{
	struct zone *zone = normal_zone();
	int cg = w_create(0), i;

	for (i = 0; w_nr_free(0) > low_wmark_pages(zone); i++)
		w_readahead(cg, 0, i, 0);
	isolate(4096);
	w_kswapd_once(0);
	put_back();
	EXPECT(w_nr_free(0) >= high_wmark_pages(zone));
}
