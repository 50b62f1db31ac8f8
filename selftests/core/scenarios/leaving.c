// SPDX-License-Identifier: GPL-2.0
/* What becomes of a pass whose policy leaves, or is not the one it began with. */
#include "scenario.h"
#include "reclaim/internal.h"

/* so many that a pass is of two batches when "leaver" leaves */
#define PAGES	(2 * RECLAIM_BATCH_MAX << W_LEAVES_AT)
/* in use, far enough from each other that looking around finds one alone */
#define APART	64
#define HOT	(2 * W_FILE_PAGES / APART)
#define LEAVES(id)	SCENARIO_CONFIG(id, W_LARGE(true))

/* Return: pages in use, of two files and first in line, that reclaim leaves */
static long used_left(const char *policy, int file)
{
	int cg = w_create(0), mm = w_mm_new(cg), i, left = 0;

	EXPECT(!w_policy(cg, policy));
	for (i = 0; i < HOT; i++) {
		readahead_pages(cg, file + i % 2, i / 2 * APART, 1);
		w_map_file(mm, file + i % 2, i / 2 * APART, false);
	}
	readahead_pages(cg, file + 2, 0, PAGES - HOT);
	EXPECT(w_reclaim(cg, 64, 0) >= 64);
	for (i = 0; i < HOT; i++)
		left += cached(file + i % 2, i / 2 * APART);
	return left;
}

/*
 * The policy is asked about some of them; it leaves, and the accessed bits of more are
 * gone. Not more are evicted for that.
 */
static void what_is_used_stays(int nr, const char *builtin, bool accessed_only)
{
	long without = used_left(builtin, 0);

	EXPECT(without > HOT / 2);
	EXPECT(!w_policy_register(nr));
	w_leaver_accessed_only = accessed_only;
	EXPECT(used_left(w_policy_name(nr), 3) >= without);
	w_leaver_accessed_only = false;
	w_policy_unregister(nr);
}

LEAVES(a_policy_that_leaves_does_not_make_what_is_used_look_unused)
{
	what_is_used_stays(W_LEAVER, "mglru", false);
}

LEAVES(nor_does_one_that_is_asked_only_about_that)
{
	what_is_used_stays(W_LEAVER, "mglru", true);
}

LEAVES(a_policy_for_two_lists_that_leaves_does_not_either)
{
	what_is_used_stays(W_LEAVER_LISTS, "classic", false);
}

LEAVES(nor_does_one_for_two_lists_that_is_asked_only_about_that)
{
	what_is_used_stays(W_LEAVER_LISTS, "classic", true);
}

/* An executable page that is in use keeps its place among the active ones. */
static void what_is_executed_stays_active(bool accessed_only)
{
	int cg = w_create(0), mm = w_mm_new(cg), i;
	long asked;

	EXPECT(!w_policy_register(W_LEAVER_LISTS));
	EXPECT(!w_policy(cg, "leaver_lists"));
	w_leaver_accessed_only = accessed_only;
	for (i = 0; i < PAGES; i++) {
		w_map_file(mm, 0, i, true);
		folio_activate(w_file_folio(0, i));
	}
	w_drain();
	EXPECT_EQ(w_stat(cg, 0, NR_ACTIVE_FILE), PAGES);
	w_reclaim(cg, 1, 0);
	/* but for those that it was asked about, and had no opinion on */
	asked = w_policy_count("leaver_lists", RECLAIM_STAT_RANKED);
	EXPECT(asked >= RECLAIM_BATCH_MAX && asked < 4 * RECLAIM_BATCH_MAX);
	/* the cgroup keeps generations again */
	for (i = asked; i < PAGES; i++)
		EXPECT_EQ(age_of(w_file_folio(0, i)), 0);
	w_leaver_accessed_only = false;
	w_policy_unregister(W_LEAVER_LISTS);
}

LEAVES(what_is_executed_stays_active_when_a_policy_leaves)
{
	what_is_executed_stays_active(false);
}

LEAVES(and_when_it_is_asked_only_about_what_is_used)
{
	what_is_executed_stays_active(true);
}

/* A cgroup gets other lists and another policy while a pass over it is on its way. */
static bool is_asked(struct lruvec *lruvec, bool two_lists)
{
	struct reclaim_pass pass = {
		.two_lists = two_lists,
		.ctx = { .lruvec = lruvec, .priority = DEF_PRIORITY, .share = { 8, 8, 8, 8 } },
		.plan = { .nr_to_scan = 32, .scan = { 4, 4, 4, 4 } },
	};
	bool planned;
	int lru;

	reclaim_pass_begin(&pass);
	planned = pass.planned;
	EXPECT_EQ(planned, pass.begun);
	for_each_evictable_lru(lru)
		EXPECT(!two_lists || pass.plan.scan[lru] == 4);
	reclaim_pass_end(&pass);
	return planned;
}

MGLRU(a_policy_plans_only_passes_of_its_kind)
{
	int cg = w_create(0);

	EXPECT(!w_policy_register(W_GREEDY));
	EXPECT(!w_policy_register(W_STILL));
	EXPECT(!w_policy(cg, "greedy"));
	EXPECT(is_asked(w_lruvec(cg, 0), false));
	EXPECT(!is_asked(w_lruvec(cg, 0), true));
	EXPECT(!w_policy(cg, "still"));
	EXPECT(!is_asked(w_lruvec(cg, 0), false));
	EXPECT(is_asked(w_lruvec(cg, 0), true));
	w_policy_unregister(W_STILL);
	w_policy_unregister(W_GREEDY);
}

/* One bit tells of read-ahead and, of what is to be written, of something else. */
MGLRU(what_is_to_be_written_is_not_taken_for_read_ahead)
{
	int cg = w_create(0), i;

	EXPECT(!w_policy_register(W_FIFO_LISTS));
	EXPECT(!w_policy(cg, "fifo_lists"));
	for (i = 0; i < 64; i++) {
		EXPECT(!w_write(cg, 0, i));
		folio_set_reclaim(w_file_folio(0, i));
	}
	w_flags_seen = 0;
	w_reclaim(cg, 1, 0);
	EXPECT(w_flags_seen & RECLAIM_ITEM_DIRTY);
	EXPECT(!(w_flags_seen & RECLAIM_ITEM_READAHEAD));

	for (i = 0; i < 64; i++)
		w_clean(0, i);
	readahead_pages(cg, 1, 0, 1024);
	for (i = 0; i < 1024; i++)
		folio_set_readahead(w_file_folio(1, i));
	EXPECT(w_reclaim(cg, 256, 0) >= 256);
	EXPECT(w_flags_seen & RECLAIM_ITEM_READAHEAD);
	w_policy_unregister(W_FIFO_LISTS);
}
