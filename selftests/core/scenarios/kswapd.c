// SPDX-License-Identifier: GPL-2.0
/* kswapd: whom it reclaims, when it has failed, and when it has somebody killed. */
#include "scenario.h"

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

/* ---- min_ttl_ms ---- */

#define PROTECT(id, gen)	SCENARIO_CONFIG(id, W_LARGE(gen))
#define LARGE			4

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
