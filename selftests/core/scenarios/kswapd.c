// SPDX-License-Identifier: GPL-2.0
/* kswapd: whom it reclaims, when it has failed, and when it has somebody killed. */
#include "scenario.h"

#define LARGE	4	/* the order of folios, to fill memory with few of them */

static int failures(void)
{
	return atomic_read(&NODE_DATA(0)->kswapd_failures);
}

/* Free memory falls to the low watermark. Return: how many pages that took */
static pgoff_t fill(int cgroup, int file, int order)
{
	pgoff_t i;

	for (i = 0; w_nr_free(0) > low_wmark_pages(normal_zone()); i += 1 << order)
		EXPECT(!w_readahead(cgroup, file + i / W_FILE_PAGES, i % W_FILE_PAGES, order));
	return i;
}

/* ---- walks over cgroups that others take part in ---- */

static int full, nr_taken;

/* A direct reclaimer comes by whenever the full cgroup is next, and takes its time. */
static bool others_take_the_full_one(void)
{
	struct mem_cgroup_reclaim_cookie cookie = { .pgdat = NODE_DATA(0) };
	struct mem_cgroup *memcg;

	if (root_mem_cgroup->nodeinfo[0]->iter.position != root_mem_cgroup)
		return true;
	memcg = mem_cgroup_iter(NULL, NULL, &cookie);
	EXPECT(memcg == w_memcg(full));
	mem_cgroup_iter_break(NULL, memcg);
	nr_taken++;
	return true;
}

MGLRU(kswapd_that_got_empty_cgroups_only_goes_on_with_all)
{
	full = w_create(0);
	w_create(0);
	fill(full, 0, 0);
	w_on_resched = others_take_the_full_one;
	w_kswapd(0, 0);
	w_on_resched = NULL;
	/* in each pass but the last */
	EXPECT(nr_taken >= DEF_PRIORITY / 2);
	EXPECT_EQ(failures(), 0);
	EXPECT(w_nr_free(0) >= high_wmark_pages(normal_zone()));
}

BOTH(kswapd_has_failed_when_no_cgroup_has_anything)
{
	int cg = w_create(0);
	pgoff_t nr = fill(cg, 0, 0);

	hold_pages(0, 0, nr);
	w_kswapd_once(0);
	EXPECT_EQ(failures(), 1);
	let_pages_go(0, 0, nr);
	w_kswapd(0, 0);
	EXPECT_EQ(failures(), 0);
	EXPECT(w_nr_free(0) >= high_wmark_pages(normal_zone()));
}

/* ---- cgroups of both kinds ---- */

/*
 * Where watermarks may end its walk, kswapd goes on with that of all others, else it has
 * one of its own. Return: whether it took cgroups from the others.
 */
static bool shares_walks(const char *other_kind)
{
	struct mem_cgroup_reclaim_iter *iter = &root_mem_cgroup->nodeinfo[0]->iter;
	int other = w_create(0), full = w_create(0);

	if (other_kind)
		EXPECT(!w_policy(other, other_kind));
	fill(full, 0, 0);
	EXPECT(!iter->position && !atomic_read(&iter->generation));
	w_kswapd(0, 0);
	EXPECT(w_nr_free(0) >= high_wmark_pages(normal_zone()));
	return iter->position || atomic_read(&iter->generation);
}

MGLRU(kswapd_shares_walks_over_generations)
{
	EXPECT(shares_walks(NULL));
}

MGLRU(kswapd_shares_walks_with_a_classic_cgroup_in_them)
{
	EXPECT(shares_walks("classic"));
}

CLASSIC(kswapd_walks_alone_below_a_classic_root)
{
	EXPECT(!shares_walks(NULL));
}

CLASSIC(kswapd_walks_alone_over_generations_below_a_classic_root)
{
	EXPECT(!shares_walks("mglru"));
}

/* Return: whether kswapd takes notice that all it meets is being written. */
static bool notices_writeback(const char *kind)
{
	int idle = w_create(0), cg = w_create(0);
	pgoff_t i, nr;

	EXPECT(!w_policy(idle, "classic"));
	EXPECT(!w_policy(cg, kind));
	nr = fill(cg, 0, 0);
	for (i = 0; i < nr; i++)
		w_writeback_start(w_file_folio(i / W_FILE_PAGES, i % W_FILE_PAGES));
	w_kswapd_once(0);
	EXPECT(w_writeback_done() == nr);
	return test_bit(PGDAT_WRITEBACK, &NODE_DATA(0)->flags);
}

MGLRU(writeback_in_a_classic_cgroup_is_noticed_below_generations)
{
	EXPECT(notices_writeback("classic"));
}

MGLRU(writeback_in_generations_is_not)
{
	EXPECT(!notices_writeback("mglru"));
}

/* Watermarks end reclaim within a cgroup, too, whichever lists it keeps. */
static void left_at_watermarks(const char *kind)
{
	int cg = w_create(0);

	EXPECT(!w_policy(cg, kind));
	fill(cg, 0, LARGE);
	w_kswapd(0, 0);
	EXPECT(w_nr_free(0) >= high_wmark_pages(normal_zone()));
	EXPECT(w_nr_free(0) < high_wmark_pages(normal_zone()) + 3 * MIN_LRU_BATCH);
}

SCENARIO_CONFIG(generations_are_left_at_watermarks, W_LARGE(true))
{
	left_at_watermarks("mglru");
}

SCENARIO_CONFIG(a_classic_cgroup_below_them_is_left_at_watermarks, W_LARGE(true))
{
	left_at_watermarks("classic");
}

/* After fragmentation some more is to be free, of what need not be written. */
SCENARIO_CONFIG(a_boost_takes_what_it_wants_from_classic_cgroups, W_LARGE(true))
{
	int gens = w_create(0), classic = w_create(0);
	pgoff_t i;

	EXPECT(!w_policy(classic, "classic"));
	for (i = 0; i < 4096; i += 1 << LARGE) {
		EXPECT(!w_readahead(gens, 0, i, LARGE));
		EXPECT(!w_readahead(classic, 1, i, LARGE));
	}
	normal_zone()->watermark_boost = 128;
	w_kswapd(0, 0);
	EXPECT_EQ(listed(gens), 4096);
	EXPECT(listed(classic) <= 4096 - 128);
	EXPECT(listed(classic) > 4096 - 128 - MIN_LRU_BATCH);
}

/* ---- min_ttl_ms ---- */

#define PROTECT(id, gen)	SCENARIO_CONFIG(id, W_LARGE(gen))

/* enough for the gentlest pass to take something */
static void fill_another(int cgroup)
{
	pgoff_t i;

	for (i = 0; i < 6000; i += 1 << LARGE)
		EXPECT(!w_readahead(cgroup, 6 + i / W_FILE_PAGES, i % W_FILE_PAGES, LARGE));
}

static void protect_ms(const char *ms)
{
	EXPECT(!w_lru_gen_set("min_ttl_ms", ms));
}

PROTECT(a_working_set_younger_than_min_ttl_is_not_reclaimed_without_a_kill, true)
{
	int cg = w_create(0);

	fill(cg, 0, LARGE);
	w_kswapd(0, 0);
	EXPECT_EQ(w_oom_kills, 0);
	fill(cg, 4, LARGE);
	protect_ms("10000");
	w_kswapd(0, 0);
	EXPECT(w_oom_kills > 0);
}

/* what keeps generations under a policy is protected until it is old enough */
static void protected_under_a_policy(int seconds)
{
	int cg = w_create(0);

	EXPECT(!w_policy_register(W_NONE));
	EXPECT(!w_policy(cg, "none"));
	protect_ms("10000");
	fill(cg, 0, LARGE);
	w_advance(seconds * HZ);
	w_kswapd(0, 0);
	w_policy_unregister(W_NONE);
}

PROTECT(min_ttl_holds_under_a_policy, true)
{
	protected_under_a_policy(1);
	EXPECT(w_oom_kills > 0);
}

PROTECT(min_ttl_passes_under_a_policy, true)
{
	protected_under_a_policy(11);
	EXPECT_EQ(w_oom_kills, 0);
}

PROTECT(what_is_older_than_min_ttl_saves_the_rest, true)
{
	int old = w_create(0), cg;

	protect_ms("10000");
	fill_another(old);
	w_advance(11 * HZ);
	cg = w_create(0);
	fill(cg, 0, LARGE);
	w_kswapd(0, 0);
	EXPECT_EQ(w_oom_kills, 0);
	EXPECT(w_nr_free(0) >= high_wmark_pages(normal_zone()));
}

/* the root keeps active and inactive folios, a cgroup generations */
static int generations_below_classic(void)
{
	int cg = w_create(0);

	EXPECT(!w_policy(cg, "mglru"));
	protect_ms("10000");
	return cg;
}

PROTECT(min_ttl_holds_for_generations_below_a_classic_root, false)
{
	int cg = generations_below_classic();

	fill(cg, 0, LARGE);
	w_kswapd(0, 0);
	EXPECT(w_oom_kills > 0);
}

PROTECT(min_ttl_passes_below_a_classic_root, false)
{
	int cg = generations_below_classic();

	fill(cg, 0, LARGE);
	w_advance(11 * HZ);
	w_kswapd(0, 0);
	EXPECT_EQ(w_oom_kills, 0);
}

PROTECT(a_classic_cgroup_is_reclaimed_instead_of_a_kill, false)
{
	int cg = generations_below_classic(), other = w_create(0);

	fill_another(other);
	fill(cg, 0, LARGE);
	w_kswapd(0, 0);
	EXPECT_EQ(w_oom_kills, 0);
	EXPECT(w_nr_free(0) >= high_wmark_pages(normal_zone()));
}

/* where nothing could be reclaimed either, which looks the same */
CLASSIC(min_ttl_is_ignored_where_all_are_classic)
{
	int mm = w_mm_new(w_create(0)), i;

	protect_ms("10000");
	w_mlock(mm, true);
	for (i = 0; w_nr_free(0) > low_wmark_pages(normal_zone()); i++)
		w_anon(mm, i, 0);
	w_kswapd(0, 0);
	EXPECT_EQ(w_oom_kills, 0);
	EXPECT_EQ(failures(), 1);
}
