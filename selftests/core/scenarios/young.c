// SPDX-License-Identifier: GPL-2.0
/* A policy is shown what is in use, and may say where it belongs. */
#include "scenario.h"
#include "reclaim/internal.h"

static int young_cgroup(void)
{
	int cg = w_create(0);

	EXPECT(!w_policy_register(W_YOUNG));
	EXPECT(!w_policy(cg, "young"));
	return cg;
}

MGLRU(young_is_told_what_a_walk_found)
{
	int cg = young_cgroup(), mm = w_mm_new(cg);

	anon_pages(mm, 0, 40);
	make_old(mm, 0, 10);
	EXPECT_EQ(w_walk(cg, 0), 30);
	EXPECT_EQ(w_young.seen, 30);
	EXPECT_EQ(w_walk(cg, 0), 0);
	EXPECT_EQ(w_young.seen, 30);
	w_touch(mm, 20);
	EXPECT_EQ(w_walk(cg, 0), 1);
	EXPECT_EQ(w_young.seen, 31);
	EXPECT_EQ(w_policy_count("young", RECLAIM_STAT_YOUNG), 31);
	EXPECT_EQ(w_policy_count("young", RECLAIM_STAT_YOUNG_CALLS), w_young.calls);
}

/* all of a page of entries, in as few calls as there can be */
MGLRU(young_is_shown_full_batches)
{
	int cg = young_cgroup(), mm = w_mm_new(cg);

	anon_pages(mm, 0, 512);
	EXPECT_EQ(w_walk(cg, 0), 512);
	EXPECT_EQ(w_young.seen, 512);
	EXPECT_EQ(w_young.calls, 512 / RECLAIM_BATCH_MAX);
}

MGLRU(young_is_told_by_aging)
{
	int cg = young_cgroup(), mm = w_mm_new(cg);

	anon_pages(mm, 0, 64);
	w_drain();
	w_age(cg, 0, -1);
	EXPECT_EQ(w_young.seen, 64);
}

/* the look-around, where reclaim has a buffer for what it finds */
MGLRU(young_is_told_by_eviction)
{
	int cg = young_cgroup(), mm = w_mm_new(cg);
	unsigned long seq;

	old_anon_pages(mm, 0, 256);
	w_drain();
	w_age(cg, 0, -1);
	w_age(cg, 0, -1);
	for (int i = 0; i < 256; i += 4)
		w_touch(mm, i);
	EXPECT_EQ(w_young.seen, 0);
	seq = w_lruvec(cg, 0)->lrugen.max_seq;
	w_reclaim(cg, 8, 200);
	EXPECT_EQ(w_lruvec(cg, 0)->lrugen.max_seq, seq);
	EXPECT(w_young.seen > 0);
}

MGLRU(young_is_asked_for_its_cgroup_only)
{
	int cg = young_cgroup(), other = w_create(0), mm = w_mm_new(other);

	anon_pages(mm, 0, 16);
	EXPECT_EQ(w_walk(other, 0), 16);
	EXPECT_EQ(w_walk(cg, 0), 0);
	EXPECT_EQ(w_young.calls, 0);
	w_policy(cg, "inherit");
	w_policy(other, "young");
	w_touch(mm, 1);
	EXPECT_EQ(w_walk(other, 0), 1);
	EXPECT_EQ(w_young.seen, 1);
}

MGLRU(young_chooses_a_class)
{
	int cg = young_cgroup(), mm = w_mm_new(cg);

	anon_pages(mm, 0, 48);
	w_drain();
	w_age(cg, 0, -1);
	w_age(cg, 0, -1);
	EXPECT_EQ(w_young.seen, 48);
	w_young.verdict = RECLAIM_CLASS;
	w_young.class = 1;
	anon_pages(mm, 0, 48);
	EXPECT_EQ(w_walk(cg, 0), 48);
	for (int i = 0; i < 48; i++)
		EXPECT_EQ(age_of(w_anon_folio(mm, i)), 2);
	EXPECT_EQ(w_policy_count("young", RECLAIM_STAT_INVALID), 0);
}

MGLRU(young_without_an_opinion_leaves_it_to_the_core)
{
	int cg = young_cgroup(), mm = w_mm_new(cg);

	anon_pages(mm, 0, 48);
	w_drain();
	w_age(cg, 0, -1);
	w_age(cg, 0, -1);
	anon_pages(mm, 0, 48);
	EXPECT_EQ(w_walk(cg, 0), 48);
	for (int i = 0; i < 48; i++)
		EXPECT_EQ(age_of(w_anon_folio(mm, i)), 0);
}

/* the fault is the first access, if it brings the page in */
MGLRU(young_knows_who_was_accessed_before)
{
	int cg = young_cgroup(), mm = w_mm_new(cg);

	readahead_pages(cg, 0, 0, 1);
	w_map_file(mm, 0, 0, false);
	EXPECT_EQ(w_walk(cg, 0), 1);
	EXPECT_EQ(w_young.again, 0);
	w_touch_file(mm, 0, 0);
	EXPECT_EQ(w_walk(cg, 0), 1);
	EXPECT_EQ(w_young.seen, 2);
	EXPECT_EQ(w_young.again, 1);
}

MGLRU(wrong_answers_of_young_are_counted)
{
	static const u32 wrong[] = {
		RECLAIM_EVICT, RECLAIM_KEEP, RECLAIM_DEMOTE, RECLAIM_NR_VERDICTS, 99,
	};
	int cg = young_cgroup(), mm = w_mm_new(cg), i;

	anon_pages(mm, 0, 2);
	w_walk(cg, 0);
	for (i = 0; i < ARRAY_SIZE(wrong); i++) {
		w_young.verdict = wrong[i];
		anon_pages(mm, 0, 2);
		EXPECT_EQ(w_walk(cg, 0), 2);
		EXPECT_EQ(w_policy_count("young", RECLAIM_STAT_INVALID), 2 * (i + 1));
		EXPECT_EQ(age_of(w_anon_folio(mm, 0)), 0);
		EXPECT_EQ(nr_resident(mm, 0, 2), 2);
	}
	w_young.verdict = RECLAIM_CLASS;
	w_young.end = RECLAIM_NR_ENDS;
	anon_pages(mm, 0, 2);
	w_walk(cg, 0);
	EXPECT_EQ(w_policy_count("young", RECLAIM_STAT_INVALID), 2 * (i + 1));
	w_young.end = RECLAIM_NEWEST;
	w_young.class = 99;
	anon_pages(mm, 0, 2);
	w_walk(cg, 0);
	EXPECT_EQ(w_policy_count("young", RECLAIM_STAT_INVALID), 2 * (i + 2));
	EXPECT_EQ(age_of(w_anon_folio(mm, 0)), 0);
}

CLASSIC(classic_has_nobody_to_tell)
{
	int other = w_create(0), mm = w_mm_new(other);

	young_cgroup();
	w_classic_walk(true);
	anon_pages(mm, 0, 48);
	EXPECT_EQ(w_walk(other, 0), 48);
	EXPECT_EQ(w_young.calls, 0);
}
