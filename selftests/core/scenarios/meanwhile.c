// SPDX-License-Identifier: GPL-2.0
/*
 * What others do while a task ages or reclaims: they come by where it gives way,
 * and it goes on with what they left.
 */
#include "scenario.h"

/* ---- a change of how folios are kept ---- */

static int changed;
static const char *changed_to;

static bool change(void)
{
	EXPECT(!w_policy(changed, changed_to));
	return false;
}

static void aging_is_overtaken(const char *from, const char *to)
{
	int mm;
	unsigned long seq;

	changed = w_create(0);
	changed_to = to;
	EXPECT(!w_policy(changed, from));
	mm = w_mm_new(changed);
	anon_pages(mm, 0, 16);
	seq = gens(changed)->max_seq;
	w_on_resched = change;
	EXPECT_EQ(w_age(changed, 0, -1), -EEXIST);
	EXPECT(!w_on_resched);
	EXPECT_EQ(nr_young(mm, 0, 16), 0);
	EXPECT_EQ(gens(changed)->max_seq, seq);
	/* and nothing is in the way of the next one */
	EXPECT(!w_age(changed, 0, -1));
	EXPECT_EQ(gens(changed)->max_seq, seq + 1);
}

MGLRU(aging_that_ends_under_classic_starts_no_generation)
{
	aging_is_overtaken("mglru", "classic");
}

MGLRU(aging_that_began_under_classic_starts_no_generation)
{
	aging_is_overtaken("classic", "mglru");
}

/* ---- the end of a cgroup ---- */

static int dying, heir, process;

/* A neighbour has its new generation, and the sizes are not told yet. */
static bool look_around_is_pending(void)
{
	struct folio *neighbour = w_file_folio(0, 64);

	return age_of(neighbour) == 0 && !gen_size(dying, 0, LRU_GEN_FILE);
}

static bool remove_it(void)
{
	if (!look_around_is_pending())
		return true;
	w_mm_move(process, heir);
	w_reparented = true;
	w_cgroup_offline(dying);
	return false;
}

/*
 * One generation more than in the parent: what is youngest here is out of the
 * parent's window, and what is older is not.
 */
MGLRU(what_a_look_around_found_is_in_the_window_of_the_parent)
{
	int i;

	heir = w_create(0);
	dying = w_create(heir);
	process = w_mm_new(dying);
	EXPECT(!w_age(dying, 0, -1));
	readahead_pages(dying, 0, 0, 72);
	w_map_file(process, 0, 40, true);
	for (i = 64; i < 72; i++)
		w_map_file(process, 0, i, true);
	EXPECT_EQ(width(heir, LRU_GEN_FILE), 4);

	w_on_resched = remove_it;
	EXPECT(!w_evict_age(dying, 0, 3, 64, 60));
	EXPECT(!w_on_resched);
	EXPECT_EQ(nr_cached(0, 0, 72), 9);
	EXPECT_EQ(listed(heir), 9);
	for (i = 64; i < 72; i++) {
		struct folio *folio = w_file_folio(0, i);

		EXPECT(folio_memcg(folio) == w_memcg(heir));
		EXPECT(age_of(folio) < width(heir, LRU_GEN_FILE));
	}
	w_mm_exit(process);
	reclaim_all(heir, -1);
	EXPECT_EQ(listed(heir), 0);
}
