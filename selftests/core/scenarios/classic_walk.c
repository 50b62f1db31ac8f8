// SPDX-License-Identifier: GPL-2.0
/* Page table walks where folios are active or inactive. */
#include "scenario.h"

/* as many active as inactive pages of one process, all old */
static int half_active(int cg)
{
	int mm = w_mm_new(cg);

	old_anon_pages(mm, 0, 256);
	activate(mm, 128);
	EXPECT_EQ(w_stat(cg, 0, NR_ACTIVE_ANON), 128);
	return mm;
}

CLASSIC(a_walk_at_any_time_needs_no_flag)
{
	int cg = w_create(0), mm = w_mm_new(cg);

	w_anon(mm, 0, 0);
	EXPECT_EQ(w_walk(cg, 0), 1);
	EXPECT(!pte_young(*w_pte(&w_mms[mm], W_ANON_START, false)));
}

MGLRU(a_walk_of_generations_needs_walks)
{
	int cg = w_create(0), mm = w_mm_new(cg);

	EXPECT(!w_lru_gen_set("enabled", "0x5"));
	w_anon(mm, 0, 0);
	EXPECT_EQ(w_walk(cg, 0), -EOPNOTSUPP);
	EXPECT(pte_young(*w_pte(&w_mms[mm], W_ANON_START, false)));
	EXPECT(!w_lru_gen_set("enabled", "0x7"));
	EXPECT_EQ(w_walk(cg, 0), 1);
}

CLASSIC(walk_activates_at_second_sight)
{
	int cg = w_create(0), mm = w_mm_new(cg);

	w_classic_walk(true);
	w_anon(mm, 0, 0);
	EXPECT_EQ(w_walk(cg, 0), 1);
	EXPECT(!pte_young(*w_pte(&w_mms[mm], W_ANON_START, false)));
	EXPECT(folio_test_referenced(w_anon_folio(mm, 0)));
	EXPECT_EQ(w_stat(cg, 0, NR_ACTIVE_ANON), 0);

	EXPECT_EQ(w_walk(cg, 0), 0);
	w_touch(mm, 0);
	EXPECT_EQ(w_walk(cg, 0), 1);
	EXPECT(folio_test_active(w_anon_folio(mm, 0)));
	EXPECT_EQ(w_stat(cg, 0, NR_ACTIVE_ANON), 1);
}

CLASSIC(walk_ages_what_was_evicted)
{
	int cg = w_create(0), mm = w_mm_new(cg);
	long age;

	w_classic_walk(true);
	w_anon(mm, 0, 0);
	w_walk(cg, 0);
	age = atomic_long_read(&w_lruvec(cg, 0)->nonresident_age);
	w_touch(mm, 0);
	w_walk(cg, 0);
	EXPECT_EQ(atomic_long_read(&w_lruvec(cg, 0)->nonresident_age), age + 1);
}

static void seen_once(void)
{
	int cg = w_create(0), mm = w_mm_new(cg);

	anon_pages(mm, 0, 64);
	make_old(mm, 1, 63);
	EXPECT_EQ(w_walk(cg, 0), 1);
	w_reclaim(cg, 16, 200);
	EXPECT_EQ(nr_resident(mm, 0, 1), 1);
	EXPECT(!folio_test_active(w_anon_folio(mm, 0)));
	EXPECT(nr_resident(mm, 1, 63) < 63);
	reclaim_all(cg, 200);
	EXPECT_EQ(nr_resident(mm, 0, 64), 0);
}

CLASSIC(what_a_walk_saw_once_is_spared_once)
{
	w_classic_walk(true);
	seen_once();
}

CLASSIC(what_a_walk_at_any_time_saw_is_spared_too)
{
	seen_once();
}

/* What is in use is spared wherever it is on the list. */
CLASSIC(that_a_walk_was_there_is_remembered_while_it_matters)
{
	int cg = w_create(0), mm = w_mm_new(cg);

	old_anon_pages(mm, 0, 256);
	touch_pages(mm, 252, 4);
	EXPECT_EQ(w_walk(cg, 0), 4);
	while (nr_resident(mm, 0, 252))
		EXPECT(w_reclaim(cg, 1, 200) > 0);
	EXPECT_EQ(nr_resident(mm, 252, 4), 4);
}

CLASSIC(that_a_walk_was_there_is_forgotten_in_time)
{
	int cg = w_create(0), mm = w_mm_new(cg), round;

	old_anon_pages(mm, 0, 64);
	EXPECT_EQ(w_walk(cg, 0), 0);
	EXPECT(gens(cg)->walked);
	for (round = 1; round <= 8; round++) {
		old_anon_pages(mm, 64 * round, 64);
		EXPECT(w_reclaim(cg, 32, 200) >= 32);
	}
	EXPECT(!gens(cg)->walked);
}

/* Return: whether the last active page is found in use when the first ones are aged. */
static bool aging_walks(void)
{
	int cg = w_create(0), mm = half_active(cg), i;
	pte_t *last = w_pte(&w_mms[mm], W_ANON_START + 127 * PAGE_SIZE, false);

	w_touch(mm, 127);
	for (i = 0; i < 4 && pte_young(*last); i++)
		w_reclaim(cg, 1, 200);
	EXPECT(folio_test_active(w_anon_folio(mm, 127)));
	return !pte_young(*last);
}

CLASSIC(aging_walks_first)
{
	w_classic_walk(true);
	EXPECT(aging_walks());
}

CLASSIC(aging_does_not_walk_unless_told_to)
{
	EXPECT(!aging_walks());
}

/* More than once, and whoever it is that is short of memory */
static void walked_for(int cg, int above)
{
	int mm = w_mm_new(cg), round, i;
	pte_t *last;

	/* the last one is not met by its reverse map in all of this */
	old_anon_pages(mm, 0, 1024);
	activate(mm, 1024);
	last = w_pte(&w_mms[mm], W_ANON_START + 1023 * PAGE_SIZE, false);
	w_classic_walk(true);
	for (round = 0; round < 3; round++) {
		w_touch(mm, 1023);
		for (i = 0; i < 8 && pte_young(*last); i++) {
			readahead_pages(cg, round, 64 * i, 64);
			w_reclaim(above, 64, 100);
		}
		EXPECT(!pte_young(*last));
	}
}

CLASSIC(aging_walks_first_for_a_cgroup_above)
{
	int parent = w_create(0);

	walked_for(w_create(parent), parent);
}

CLASSIC(aging_walks_first_for_the_machine)
{
	walked_for(w_create(0), 0);
}

/* What is evicted elsewhere is no reason to walk the processes of the root again. */
CLASSIC(evictions_of_others_are_no_reason_to_walk)
{
	int cg = w_create(0), mm = w_mm_new(0);

	old_anon_pages(mm, 0, 512);
	activate(mm, 512);
	w_classic_walk(true);
	readahead_pages(cg, 0, 0, 1024);
	EXPECT(w_reclaim(cg, 512, 0) >= 512);
	touch_pages(mm, 0, 512);
	w_reclaim(0, 1, 200);
	EXPECT(w_stat(0, 0, PGREFILL) > 0);
	EXPECT(nr_young(mm, 0, 512) > 128);
}

/* Reclaim looks at page 0, which is in use, and is far from page 40. */
static bool looked_around(void)
{
	int cg = w_create(0), mm = w_mm_new(cg);

	w_anon(mm, 0, 0);
	anon_pages(mm, 64, 128);
	w_anon(mm, 40, 0);
	make_old(mm, 64, 128);
	w_reclaim(cg, 8, 200);
	EXPECT_EQ(nr_resident(mm, 64, 1), 0);
	EXPECT_EQ(nr_resident(mm, 191, 1), 1);
	EXPECT_EQ(nr_resident(mm, 0, 1), 1);
	EXPECT_EQ(nr_resident(mm, 40, 1), 1);
	return folio_test_referenced(w_anon_folio(mm, 40));
}

CLASSIC(look_around_sees_neighbours)
{
	w_classic_walk(true);
	EXPECT(looked_around());
}

CLASSIC(without_the_flag_nobody_looks_around)
{
	EXPECT(!looked_around());
}

CLASSIC(walk_ends_when_processes_do)
{
	int cg = w_create(0), a = w_mm_new(cg), b = w_mm_new(cg);

	w_classic_walk(true);
	w_anon(a, 0, 0);
	w_anon(b, 0, 0);
	EXPECT_EQ(w_walk(cg, 0), 2);
	w_mm_exit(a);
	EXPECT_EQ(w_walk(cg, 0), 0);
	w_mm_exit(b);
	EXPECT_EQ(w_walk(cg, 0), 0);
	EXPECT_EQ(w_walk(cg, 3), -EINVAL);
}

/* ---- '+' of debugfs, which walks though classic_walk is off ---- */

/* a process in a cgroup that keeps two lists, with old pages */
static int aged_by_hand(const char *policy, int *cg)
{
	int mm;

	*cg = w_create(0);
	EXPECT(!w_policy(*cg, policy));
	EXPECT(lruvec_is_classic(w_lruvec(*cg, 0)));
	mm = w_mm_new(*cg);
	old_anon_pages(mm, 0, 128);
	return mm;
}

/* What is first in line to go had its accessed bit taken by the walk. */
static void aging_by_hand_spares(const char *policy)
{
	int cg, mm = aged_by_hand(policy, &cg);

	touch_pages(mm, 0, 4);
	EXPECT(!w_age(cg, 0, -1));
	EXPECT_EQ(nr_young(mm, 0, 4), 0);
	EXPECT(!is_active(w_anon_folio(mm, 0)));
	EXPECT(w_reclaim(cg, 16, 200) >= 16);
	EXPECT_EQ(nr_resident(mm, 0, 4), 4);
	EXPECT_EQ(nr_resident(mm, 4, 12), 0);
	reclaim_all(cg, 200);
	EXPECT_EQ(nr_resident(mm, 0, 128), 0);
}

/* two agings, through which the first 16 pages were in use */
static int aged_in_use(const char *policy, int *cg)
{
	int mm = aged_by_hand(policy, cg), i;

	for (i = 0; i < 2; i++) {
		touch_pages(mm, 0, 16);
		EXPECT(!w_age(*cg, 0, -1));
	}
	return mm;
}

static void aging_by_hand_tells(const char *policy)
{
	int cg, mm = aged_in_use(policy, &cg), i;

	EXPECT_EQ(gen_size(cg, 0, LRU_GEN_ANON), 0);
	EXPECT_EQ(gen_size(cg, 1, LRU_GEN_ANON), 16);
	/* the policy wants two generations, and there is one more than active ones */
	EXPECT_EQ(gen_size(cg, width(cg, LRU_GEN_ANON) - 1, LRU_GEN_ANON), 112);
	for (i = 0; i < 16; i++)
		EXPECT_EQ(age_of(w_anon_folio(mm, i)), 1);
}

/* '-' takes what is older than the active and the inactive ones, and as much as it is told. */
static void aged_by_hand_goes_by_hand(const char *policy)
{
	int cg, mm = aged_in_use(policy, &cg);

	EXPECT_EQ(w_evict_age(cg, 0, 1, 512, 200), -EINVAL);
	EXPECT(!w_evict_age(cg, 0, 2, 512, 0));
	EXPECT_EQ(nr_resident(mm, 0, 128), 128);
	EXPECT(!w_evict_age(cg, 0, 2, 32, 200));
	EXPECT(nr_resident(mm, 16, 112) < 112 && nr_resident(mm, 16, 112) > 0);
	EXPECT(!w_evict_age(cg, 0, 2, 512, 200));
	EXPECT_EQ(nr_resident(mm, 0, 16), 16);
	EXPECT_EQ(nr_resident(mm, 16, 112), 0);
}

MGLRU(what_was_aged_by_hand_is_evicted_by_hand) { aged_by_hand_goes_by_hand("classic"); }
MGLRU(what_aging_by_hand_saw_is_spared) { aging_by_hand_spares("classic"); }
MGLRU(aging_by_hand_tells_used_from_unused) { aging_by_hand_tells("classic"); }

MGLRU(what_aging_by_hand_saw_is_spared_under_a_policy)
{
	w_policy_register(W_STILL);
	aging_by_hand_spares("still");
	w_policy_unregister(W_STILL);
}

MGLRU(aging_by_hand_tells_used_from_unused_under_a_policy)
{
	w_policy_register(W_STILL);
	aging_by_hand_tells("still");
	w_policy_unregister(W_STILL);
}

/* The multi-gen LRU is off, its walks are not. */
CLASSIC(what_aging_by_hand_saw_is_spared_in_all_cgroups)
{
	EXPECT(!w_lru_gen_set("enabled", "0x6"));
	aging_by_hand_spares("inherit");
}

/* Where nobody walks, a flag of a read is no sign of use through page tables. */
CLASSIC(without_a_walk_a_read_spares_no_mapped_page)
{
	int cg = w_create(0), mm = w_mm_new(cg), i;

	readahead_pages(cg, 0, 0, 64);
	for (i = 0; i < 4; i++)
		w_map_file(mm, 0, i, false);
	for (i = 0; i < 4; i++) {
		pte_t *pte = w_pte(&w_mms[mm], W_FILE_START + i * PAGE_SIZE, false);

		*pte = pte_mkold(*pte);
	}
	read_pages(cg, 0, 0, 4);
	EXPECT(folio_test_referenced(w_file_folio(0, 0)));
	EXPECT(!w_age(cg, 0, -1));
	EXPECT(w_reclaim(cg, 16, -1) >= 16);
	EXPECT_EQ(nr_cached(0, 0, 16), 0);
}

MGLRU(what_the_last_of_many_agings_by_hand_saw_is_spared)
{
	int cg, mm = aged_by_hand("classic", &cg), i;

	for (i = 0; i < 3; i++)
		EXPECT(!w_age(cg, 0, -1));
	touch_pages(mm, 0, 4);
	EXPECT(!w_age(cg, 0, -1));
	EXPECT(w_reclaim(cg, 16, 200) >= 16);
	EXPECT_EQ(nr_resident(mm, 0, 4), 4);
}

/* Each page was used once at first, which spares it once. */
MGLRU(what_agings_by_hand_saw_often_stays_longer)
{
	int cg, mm = aged_by_hand("classic", &cg), i;

	touch_pages(mm, 0, 128);
	for (i = 0; i < 3; i++) {
		touch_pages(mm, 0, 16);
		EXPECT(!w_age(cg, 0, -1));
	}
	EXPECT_EQ(nr_young(mm, 0, 128), 0);
	EXPECT(w_reclaim(cg, 64, 200) >= 64);
	EXPECT_EQ(nr_resident(mm, 0, 16), 16);
}
