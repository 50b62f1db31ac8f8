// SPDX-License-Identifier: GPL-2.0
/*
 * The number of generations chosen at run time: what a new one changes and
 * when, and what becomes of windows that do not fit.
 */
#include "scenario.h"

static void age(int cgroup, int times)
{
	while (times--)
		EXPECT(!w_age(cgroup, 0, 60));
}

/*
 * A cgroup with @nr generations. Anonymous pages are in each but the youngest,
 * 16 and the oldest first, files in the oldest.
 */
static int filled(int parent, int nr, int *mm)
{
	int cg, i;

	EXPECT(!w_nr_gens(nr));
	cg = w_create(parent);
	*mm = w_mm_new(cg);
	readahead_pages(cg, 0, 0, 64);
	for (i = 1; i < nr; i++) {
		old_anon_pages(*mm, 16 * i, 16);
		if (i < nr - 1)
			age(cg, 1);
	}
	EXPECT_EQ(width(cg, LRU_GEN_ANON), nr);
	EXPECT_EQ(width(cg, LRU_GEN_FILE), nr);
	for (i = 1; i < nr; i++)
		EXPECT_EQ(age_of(w_anon_folio(*mm, 16 * i)), nr - i);
	EXPECT_EQ(age_of(w_file_folio(0, 0)), nr - 1);
	return cg;
}

MGLRU(four_generations_unless_told)
{
	EXPECT(!strcmp(w_lru_gen_get("nr_gens"), "4\n"));
}

MGLRU(two_to_seven_generations_are_accepted)
{
	char buf[8];
	int i;

	for (i = 2; i <= 7; i++) {
		EXPECT(!w_nr_gens(i));
		snprintf(buf, sizeof(buf), "%d\n", i);
		EXPECT(!strcmp(w_lru_gen_get("nr_gens"), buf));
	}
}

MGLRU(other_numbers_of_generations_are_refused)
{
	static const char *const bad[] = { "0", "1", "8", "-3", "4294967300", "four", "", "4 4" };
	int i;

	for (i = 0; i < ARRAY_SIZE(bad); i++)
		EXPECT_EQ(w_lru_gen_set("nr_gens", bad[i]), -EINVAL);
	EXPECT(!strcmp(w_lru_gen_get("nr_gens"), "4\n"));
}

MGLRU(a_new_cgroup_has_as_many_generations_as_told)
{
	int nr;

	for (nr = 2; nr <= 7; nr++) {
		int cg;

		w_nr_gens(nr);
		cg = w_create(0);
		EXPECT_EQ(width(cg, LRU_GEN_ANON), nr);
		EXPECT_EQ(width(cg, LRU_GEN_FILE), nr);
		w_readahead(cg, 0, nr, 0);
		EXPECT_EQ(age_of(w_file_folio(0, nr)), nr - 1);
	}
}

MGLRU(more_generations_come_with_aging)
{
	int cg = w_create(0), i;

	w_nr_gens(7);
	readahead_pages(cg, 0, 0, 8);
	EXPECT_EQ(width(cg, LRU_GEN_FILE), 4);
	for (i = 5; i <= 7; i++) {
		age(cg, 1);
		EXPECT_EQ(width(cg, LRU_GEN_FILE), i);
		EXPECT_EQ(age_of(w_file_folio(0, 0)), i - 1);
	}
	age(cg, 1);
	EXPECT_EQ(width(cg, LRU_GEN_FILE), 7);
	EXPECT_EQ(age_of(w_file_folio(0, 0)), 6);
}

MGLRU(fewer_generations_move_nothing_at_once)
{
	int mm, cg = filled(0, 7, &mm), i;

	w_nr_gens(2);
	EXPECT_EQ(width(cg, LRU_GEN_FILE), 7);
	for (i = 1; i < 7; i++)
		EXPECT_EQ(age_of(w_anon_folio(mm, 16 * i)), 7 - i);
	EXPECT_EQ(listed(cg), 64 + 6 * 16);
}

MGLRU(fewer_generations_are_there_after_aging)
{
	int mm, cg = filled(0, 7, &mm), nr;

	for (nr = 6; nr >= 2; nr--) {
		w_nr_gens(nr);
		age(cg, 1);
		EXPECT_EQ(width(cg, LRU_GEN_FILE), nr);
		EXPECT_EQ(width(cg, LRU_GEN_ANON), nr);
		EXPECT_EQ(listed(cg), 64 + 6 * 16);
	}
}

MGLRU(seven_become_two_in_one_aging)
{
	int mm, cg = filled(0, 7, &mm);

	w_nr_gens(2);
	age(cg, 1);
	EXPECT_EQ(width(cg, LRU_GEN_FILE), 2);
	EXPECT_EQ(width(cg, LRU_GEN_ANON), 2);
	EXPECT_EQ(listed(cg), 64 + 6 * 16);
	reclaim_all(cg, -1);
	EXPECT_EQ(listed(cg), 0);
}

MGLRU(eviction_narrows_a_window_that_is_too_wide)
{
	int mm, cg = filled(0, 7, &mm);
	unsigned long max_seq = gens(cg)->max_seq;
	int i;

	w_nr_gens(3);
	for (i = 0; i < 40 && width(cg, LRU_GEN_ANON) > 3; i++)
		w_evict(cg, 0, 16, 200);
	EXPECT_EQ(width(cg, LRU_GEN_ANON), 3);
	EXPECT_EQ(gens(cg)->max_seq, max_seq);
	/* the oldest went, the youngest did not */
	EXPECT_EQ(nr_resident(mm, 16, 4 * 16), 0);
	EXPECT_EQ(nr_resident(mm, 16 * 5, 2 * 16), 32);
}

MGLRU(cold_pages_go_to_the_oldest_generation_there_should_be)
{
	int mm, cg = filled(0, 7, &mm);

	w_nr_gens(3);
	readahead_pages(cg, 1, 0, 1);
	EXPECT_EQ(age_of(w_file_folio(1, 0)), 2);
}

MGLRU(of_two_generations_the_older_is_evicted)
{
	int cg, mm;

	w_nr_gens(2);
	cg = w_create(0);
	mm = w_mm_new(cg);
	readahead_pages(cg, 0, 0, 64);
	anon_pages(mm, 0, 64);
	w_age(cg, 0, -1);
	EXPECT(!w_evict_age(cg, 0, 1, 512, 0));
	EXPECT_EQ(nr_cached(0, 0, 64), 0);
	EXPECT_EQ(w_evict_age(cg, 0, 0, 512, 0), -EINVAL);
	EXPECT_EQ(nr_resident(mm, 0, 64), 64);
}

/* a cgroup that had two generations of 32 cached pages and lost the older */
static int with_one_of_two_left(void)
{
	int cg;

	w_nr_gens(2);
	cg = w_create(0);
	readahead_pages(cg, 0, 0, 32);
	w_evict_age(cg, 0, 1, 512, 60);
	w_evict_age(cg, 0, 1, 512, 60);
	EXPECT_EQ(width(cg, LRU_GEN_FILE), 1);
	return cg;
}

MGLRU(of_two_generations_one_is_left_until_aging)
{
	int cg = with_one_of_two_left();

	readahead_pages(cg, 0, 0, 32);
	EXPECT_EQ(age_of(w_file_folio(0, 0)), 0);
	EXPECT(reclaim_all(cg, 60) >= 32);
}

MGLRU(one_generation_left_of_two_becomes_classic)
{
	int cg = with_one_of_two_left();

	w_policy(cg, "classic");
	EXPECT_EQ(width(cg, LRU_GEN_FILE), 2);
	readahead_pages(cg, 0, 0, 32);
	EXPECT_EQ(w_stat(cg, 0, NR_INACTIVE_FILE), 32);
	reclaim_all(cg, -1);
	EXPECT_EQ(listed(cg), 0);
}

/* by hand, as debugfs lets one do with any cgroup */
MGLRU(two_lists_remain_of_classic_whatever_is_asked)
{
	int cg = w_create(0);

	w_policy(cg, "classic");
	w_nr_gens(2);
	readahead_pages(cg, 0, 0, 32);
	read_pages(cg, 1, 0, 8);
	read_pages(cg, 1, 0, 8);
	w_evict_age(cg, 0, 1, 512, 60);
	w_evict_age(cg, 0, 2, 512, 60);
	w_age(cg, 0, 60);
	EXPECT(width(cg, LRU_GEN_FILE) >= 2);
	reclaim_all(cg, -1);
	EXPECT_EQ(listed(cg), 0);
}

MGLRU(classic_empties_seven_generations)
{
	int mm, cg = filled(0, 7, &mm);

	w_policy(cg, "classic");
	EXPECT_EQ(width(cg, LRU_GEN_FILE), 7);
	reclaim_all(cg, -1);
	EXPECT_EQ(listed(cg), 0);
}

MGLRU(seven_generations_survive_classic)
{
	int mm, cg = filled(0, 7, &mm), i;

	w_policy(cg, "classic");
	w_policy(cg, "mglru");
	EXPECT_EQ(width(cg, LRU_GEN_ANON), 7);
	for (i = 1; i < 7; i++)
		EXPECT_EQ(age_of(w_anon_folio(mm, 16 * i)), 7 - i);
	reclaim_all(cg, -1);
	EXPECT_EQ(listed(cg), 0);
}

MGLRU(a_wide_window_is_merged_into_a_narrow_one)
{
	int parent = w_create(0), mm, cg = filled(parent, 7, &mm);
	long listed_then = listed(cg);

	w_nr_gens(4);
	w_mm_move(mm, parent);
	w_remove(cg);
	EXPECT_EQ(listed(parent), listed_then);
	EXPECT(width(parent, LRU_GEN_ANON) > 4);
	age(parent, 1);
	EXPECT_EQ(width(parent, LRU_GEN_ANON), 4);
	EXPECT_EQ(width(parent, LRU_GEN_FILE), 4);
	reclaim_all(parent, -1);
	EXPECT_EQ(listed(parent), 0);
}

MGLRU(a_window_is_merged_into_a_parent_of_two_generations)
{
	int parent, mm, cg;

	w_nr_gens(2);
	parent = w_create(0);
	age(parent, 3);
	cg = filled(parent, 5, &mm);
	w_nr_gens(2);
	w_mm_move(mm, parent);
	w_remove(cg);
	reclaim_all(parent, -1);
	EXPECT_EQ(listed(parent), 0);
}

MGLRU(a_window_is_opened_no_further_than_folios_are_old)
{
	int parent = w_create(0), cg = w_create(parent);

	readahead_pages(cg, 0, 0, 8);
	w_remove(cg);
	EXPECT_EQ(width(parent, LRU_GEN_FILE), 4);
	cg = w_create(parent);
	age(parent, 2);
	readahead_pages(cg, 1, 0, 8);
	w_remove(cg);
	EXPECT_EQ(width(parent, LRU_GEN_FILE), 6);
	EXPECT_EQ(width(parent, LRU_GEN_ANON), 4);
}

static long nr_recent(int cgroup)
{
	long sum = 0;
	int hist;

	for (hist = 0; hist < NR_HIST_GENS; hist++)
		sum += atomic_long_read(&gens(cgroup)->refaulted[hist][LRU_GEN_FILE][0]);
	return sum;
}

/* A page was evicted when it was the oldest of four, @agings ago. */
static bool is_recent(int nr_gens, int agings)
{
	long before;
	int cg, i;

	w_nr_gens(4);
	cg = w_create(0);
	readahead_pages(cg, 0, 0, 190);
	w_evict_age(cg, 0, 3, 1, 60);
	EXPECT(!cached(0, 0));
	EXPECT_EQ(width(cg, LRU_GEN_FILE), 4);
	w_nr_gens(nr_gens);
	age(cg, agings);
	before = nr_recent(cg);
	w_readahead(cg, 0, 0, 0);
	before = nr_recent(cg) - before;
	for (i = 0; i < 190; i++)
		w_truncate(0, i);
	w_remove(cg);
	return before;
}

MGLRU(a_refault_is_recent_while_its_generation_could_be_there)
{
	EXPECT(!is_recent(2, 0));
	EXPECT(!is_recent(3, 0));
	EXPECT(is_recent(4, 0));
	EXPECT(!is_recent(4, 1));
	EXPECT(is_recent(7, 3));
	EXPECT(!is_recent(7, 4));
}

MGLRU(what_cannot_be_evicted_keeps_its_order)
{
	int cg = w_create(0), mm = w_mm_new(cg), i;

	old_anon_pages(mm, 0, 8);
	for (i = 0; i < 3; i++) {
		EXPECT(!w_age(cg, 0, 0));
		EXPECT_EQ(age_of(w_anon_folio(mm, 0)), 2 + i);
	}
}

/* ---- policies with a number of their own ---- */

MGLRU(a_policy_has_the_classes_it_asks_for)
{
	int cg = w_create(0), i;

	w_policy_register(W_SEVEN);
	w_policy(cg, "seven");
	age(cg, 5);
	EXPECT_EQ(width(cg, LRU_GEN_FILE), 7);
	readahead_pages(cg, 0, 0, 7);
	for (i = 0; i < 7; i++)
		EXPECT_EQ(age_of(w_file_folio(0, i)), 6 - i);
	w_policy(cg, "inherit");
	EXPECT_EQ(width(cg, LRU_GEN_FILE), 7);
	age(cg, 1);
	EXPECT_EQ(width(cg, LRU_GEN_FILE), 4);
	EXPECT_EQ(listed(cg), 7);
}

MGLRU(a_policy_of_two_classes_has_two)
{
	int cg = w_create(0);

	w_policy_register(W_TWO);
	w_policy(cg, "two");
	age(cg, 1);
	EXPECT_EQ(width(cg, LRU_GEN_FILE), 2);
	readahead_pages(cg, 0, 0, 64);
	EXPECT_EQ(w_reclaim(cg, 64, 60), 64);
}

MGLRU(the_number_for_all_is_not_for_a_policy_with_its_own)
{
	int cg = w_create(0), other = w_create(0);

	w_policy_register(W_SEVEN);
	w_policy_register(W_FIFO);
	w_policy(cg, "seven");
	w_policy(other, "fifo");
	w_nr_gens(3);
	EXPECT_EQ(lruvec_nr_gens(w_lruvec(cg, 0)), 7);
	EXPECT_EQ(lruvec_nr_gens(w_lruvec(other, 0)), 3);
	w_policy_unregister(W_SEVEN);
	EXPECT_EQ(lruvec_nr_gens(w_lruvec(cg, 0)), 3);
}

MGLRU(what_is_too_old_is_in_class_0)
{
	int mm, cg = filled(0, 7, &mm);
	struct lruvec *lruvec = w_lruvec(cg, 0);

	w_nr_gens(3);
	EXPECT_EQ(lru_gen_class_seq(lruvec, 0, 0), gens(cg)->min_seq[0]);
	EXPECT_EQ(lru_gen_class_seq(lruvec, 0, 1), gens(cg)->max_seq - 1);
	EXPECT_EQ(lru_gen_class_seq(lruvec, 0, 2), gens(cg)->max_seq);
	EXPECT_EQ(lru_gen_class_seq(lruvec, 0, 6), gens(cg)->max_seq);
}

MGLRU(a_policy_of_seven_reclaims_everything)
{
	int mm, cg = filled(0, 4, &mm);

	w_policy_register(W_SEVEN);
	w_policy(cg, "seven");
	reclaim_all(cg, -1);
	EXPECT_EQ(listed(cg), 0);
}

/*
 * Of two generations the older one has to empty, or no other would ever begin: more
 * than a batch is pinned there.
 */
MGLRU(what_cannot_be_reclaimed_does_not_stay_in_the_oldest_of_two)
{
	int cg, i;

	EXPECT(!w_nr_gens(2));
	cg = w_create(0);
	readahead_pages(cg, 0, 0, 200);
	EXPECT_EQ(age_of(w_file_folio(0, 0)), 1);
	read_pages(cg, 1, 0, 64);
	EXPECT_EQ(age_of(w_file_folio(1, 0)), 0);
	hold_pages(0, 0, 200);
	for (i = 0; i < 4; i++)
		w_reclaim_direct(0, 0, ZONE_NORMAL);
	let_pages_go(0, 0, 200);
	EXPECT(nr_cached(1, 0, 64) < 64);
}
