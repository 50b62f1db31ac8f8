// SPDX-License-Identifier: GPL-2.0
/*
 * Who keeps folios in which way, what a change of it leaves as it was, and
 * what happens to folios that cross from one to the other.
 */
#include <linux/jump_label.h>
#include "scenario.h"

static bool classic(int cgroup)
{
	return lruvec_is_classic(w_lruvec(cgroup, 0));
}

static bool mixed(void)
{
	return static_key_enabled(&lru_mixed);
}

#define POLICY_FILE	"reclaim_policy"

MGLRU(a_new_cgroup_follows_the_root)
{
	int cg = w_create(0);

	EXPECT(!classic(cg));
	w_switch(false);
	EXPECT(classic(cg) && classic(w_create(0)));
}

MGLRU(naming_a_policy_changes_that_cgroup_alone)
{
	int cg = w_create(0), other = w_create(0);

	EXPECT(!w_policy(cg, "classic"));
	EXPECT(classic(cg) && !classic(other) && !classic(0));
}

MGLRU(children_inherit)
{
	int cg = w_create(0), child = w_create(cg), grandchild = w_create(child);

	w_policy(cg, "classic");
	EXPECT(classic(child) && classic(grandchild));
	EXPECT(classic(w_create(grandchild)));
}

MGLRU(the_nearest_name_wins)
{
	int cg = w_create(0), child = w_create(cg), grandchild = w_create(child);

	w_policy(cg, "classic");
	w_policy(child, "mglru");
	EXPECT(classic(cg) && !classic(child) && !classic(grandchild));
}

MGLRU(inherit_takes_the_name_back)
{
	int cg = w_create(0), child = w_create(cg);

	w_policy(cg, "classic");
	w_policy(child, "mglru");
	w_policy(child, "inherit");
	EXPECT(classic(child));
	w_policy(cg, "inherit");
	EXPECT(!classic(cg) && !classic(child));
}

MGLRU(an_unknown_name_changes_nothing)
{
	int cg = w_create(0);

	EXPECT_EQ(w_policy(cg, "nonesuch"), -ENOENT);
	EXPECT(!classic(cg));
}

MGLRU(the_file_shows_what_is_in_charge)
{
	int cg = w_create(0);

	EXPECT(!strcmp(w_cgroup_read(cg, POLICY_FILE), "classic [mglru] (inherited)\n"));
	w_policy(cg, "classic");
	EXPECT(!strcmp(w_cgroup_read(cg, POLICY_FILE), "[classic] mglru\n"));
	EXPECT(!strcmp(w_cgroup_read(0, POLICY_FILE), "classic [mglru]\n"));
}

MGLRU(the_roots_file_switches_the_system)
{
	int cg = w_create(0);

	EXPECT(!w_policy(0, "classic"));
	EXPECT(!lru_gen_enabled());
	EXPECT(classic(0) && classic(cg));
	EXPECT(!w_policy(0, "mglru"));
	EXPECT(lru_gen_enabled());
	EXPECT(!classic(0) && !classic(cg));
}

MGLRU(switching_the_system_leaves_names_alone)
{
	int cg = w_create(0), other = w_create(0);

	w_policy(cg, "mglru");
	w_switch(false);
	EXPECT(!classic(cg) && classic(other) && classic(0));
	w_switch(true);
	EXPECT(!classic(cg) && !classic(other));
}

MGLRU(nothing_is_mixed_while_all_agree)
{
	int cg = w_create(0);

	EXPECT(!mixed());
	w_policy(cg, "mglru");
	EXPECT(!mixed());
	w_switch(false);
	EXPECT(mixed());
	w_policy(cg, "inherit");
	EXPECT(!mixed());
}

MGLRU(mixed_ends_with_the_last_name)
{
	int a = w_create(0), b = w_create(0);

	w_policy(a, "classic");
	w_policy(b, "classic");
	EXPECT(mixed());
	w_policy(a, "inherit");
	EXPECT(mixed());
	w_policy(b, "inherit");
	EXPECT(!mixed());
}

MGLRU(mixed_ends_with_the_last_cgroup_that_differs)
{
	int cg = w_create(0);

	w_policy(cg, "classic");
	EXPECT(mixed());
	w_remove(cg);
	EXPECT(!mixed());
}

MGLRU(a_switch_moves_no_folio)
{
	int cg = w_create(0), mm = w_mm_new(cg), gen, file_gen;

	anon_pages(mm, 0, 64);
	readahead_pages(cg, 0, 0, 64);
	gen = folio_lru_gen(w_anon_folio(mm, 5));
	file_gen = folio_lru_gen(w_file_folio(0, 5));
	w_switch(false);
	EXPECT_EQ(folio_lru_gen(w_anon_folio(mm, 5)), gen);
	EXPECT_EQ(folio_lru_gen(w_file_folio(0, 5)), file_gen);
	EXPECT_EQ(listed(cg), 128);
}

MGLRU(second_youngest_is_active_for_mglru_only)
{
	int cg = w_create(0), mm = w_mm_new(cg);

	anon_pages(mm, 0, 64);
	EXPECT_EQ(w_stat(cg, 0, NR_ACTIVE_ANON), 64);
	w_policy(cg, "classic");
	EXPECT_EQ(w_stat(cg, 0, NR_INACTIVE_ANON), 64);
	w_policy(cg, "mglru");
	EXPECT_EQ(w_stat(cg, 0, NR_ACTIVE_ANON), 64);
}

MGLRU(classic_reclaims_what_mglru_left)
{
	int cg = w_create(0), mm = w_mm_new(cg);

	anon_pages(mm, 0, 64);
	readahead_pages(cg, 0, 0, 64);
	w_age(cg, 0, -1);
	read_pages(cg, 1, 0, 64);
	make_old(mm, 0, 64);
	w_policy(cg, "classic");
	reclaim_all(cg, -1);
	EXPECT_EQ(listed(cg), 0);
}

CLASSIC(mglru_reclaims_what_classic_left)
{
	int cg = w_create(0), mm = w_mm_new(cg);

	anon_pages(mm, 0, 64);
	read_pages(cg, 0, 0, 64);
	read_pages(cg, 0, 0, 32);
	make_old(mm, 0, 64);
	w_policy(cg, "mglru");
	reclaim_all(cg, -1);
	EXPECT_EQ(listed(cg), 0);
}

CLASSIC(active_pages_are_the_youngest_for_mglru)
{
	int cg = w_create(0);

	read_pages(cg, 0, 0, 64);
	read_pages(cg, 0, 0, 32);
	w_policy(cg, "mglru");
	EXPECT_EQ(age_of(w_file_folio(0, 0)), 0);
	EXPECT_EQ(age_of(w_file_folio(0, 40)), 1);
}

MGLRU(classic_reaches_what_a_walk_promoted)
{
	int cg = w_create(0), mm = w_mm_new(cg), i;

	anon_pages(mm, 0, 8);
	readahead_pages(cg, 0, 0, 64);
	w_age(cg, 0, -1);
	/* the other type alone: windows of anon move over its lists */
	for (i = 0; i < 6; i++) {
		w_touch(mm, i);
		w_age(cg, 0, 0);
		w_reclaim(cg, 1, 0);
	}
	make_old(mm, 0, 8);
	w_policy(cg, "classic");
	reclaim_all(cg, 201);
	EXPECT_EQ(nr_resident(mm, 0, 8), 0);
}

MGLRU(classic_reaches_what_a_look_around_promoted)
{
	int cg = w_create(0), mm = w_mm_new(cg), i;

	old_anon_pages(mm, 0, 64);
	w_age(cg, 0, -1);
	w_age(cg, 0, -1);
	for (i = 0; i < 64; i++)
		w_touch(mm, i);
	w_evict_age(cg, 0, 2, 64, 200);
	w_evict_age(cg, 0, 2, 64, 200);
	EXPECT_EQ(nr_resident(mm, 0, 64), 64);
	w_policy(cg, "classic");
	make_old(mm, 0, 64);
	reclaim_all(cg, 200);
	EXPECT_EQ(nr_resident(mm, 0, 64), 0);
}

/* an entry made by one clock is no news to the other, which did not run */
MGLRU(shadow_of_mglru_is_not_recent_to_classic)
{
	int cg = w_create(0);

	readahead_pages(cg, 0, 0, 32);
	reclaim_all(cg, -1);
	w_policy(cg, "classic");
	readahead_pages(cg, 0, 0, 32);
	EXPECT_EQ(w_stat(cg, 0, WORKINGSET_REFAULT_FILE), 32);
	EXPECT_EQ(w_stat(cg, 0, WORKINGSET_ACTIVATE_FILE), 0);
	EXPECT(!is_active(w_file_folio(0, 0)));
}

/* A cgroup with active pages, from which page 0 of file 1 has just gone */
static int evicted_by_classic(void)
{
	int cg = w_create(0);

	read_pages(cg, 0, 0, 128);
	read_pages(cg, 0, 0, 128);
	readahead_pages(cg, 1, 0, 64);
	w_reclaim(cg, 32, -1);
	EXPECT(!cached(1, 0));
	return cg;
}

CLASSIC(shadow_of_classic_is_not_recent_to_mglru)
{
	int cg = evicted_by_classic();

	w_policy(cg, "mglru");
	w_readahead(cg, 1, 0, 0);
	EXPECT_EQ(w_stat(cg, 0, WORKINGSET_REFAULT_FILE), 1);
	EXPECT_EQ(w_stat(cg, 0, WORKINGSET_ACTIVATE_FILE), 0);
}

/* and it is, once its own clock is back */
CLASSIC(shadow_of_classic_is_recent_after_there_and_back)
{
	int cg = evicted_by_classic();

	w_policy(cg, "mglru");
	w_policy(cg, "classic");
	w_readahead(cg, 1, 0, 0);
	EXPECT_EQ(w_stat(cg, 0, WORKINGSET_ACTIVATE_FILE), 1);
	EXPECT(is_active(w_file_folio(1, 0)));
}

/* what cachestat() counts */
static bool evicted_recently(int file, pgoff_t index)
{
	void *shadow = w_files[file].slot[index];
	bool workingset;

	EXPECT(xa_is_value(shadow));
	return workingset_test_recent(shadow, true, &workingset, false);
}

CLASSIC(nothing_of_classic_was_evicted_recently_where_nobody_is_classic)
{
	int cg = evicted_by_classic();

	EXPECT(evicted_recently(1, 0));
	w_policy(cg, "mglru");
	EXPECT(evicted_recently(1, 0));
	w_switch(true);
	EXPECT(!evicted_recently(1, 0));
	w_switch(false);
	EXPECT(evicted_recently(1, 0));
}

MGLRU(a_classic_child_is_merged_into_an_mglru_parent)
{
	int parent = w_create(0), cg = w_create(parent);

	w_policy(cg, "classic");
	read_pages(cg, 0, 0, 64);
	read_pages(cg, 0, 0, 32);
	w_remove(cg);
	EXPECT_EQ(listed(parent), 64);
	reclaim_all(parent, -1);
	EXPECT_EQ(listed(parent), 0);
}

MGLRU(an_mglru_child_is_merged_into_a_classic_parent)
{
	int parent = w_create(0), cg = w_create(parent), mm;

	w_policy(parent, "classic");
	w_policy(cg, "mglru");
	mm = w_mm_new(cg);
	anon_pages(mm, 0, 64);
	readahead_pages(cg, 0, 0, 64);
	w_age(cg, 0, -1);
	w_age(cg, 0, -1);
	read_pages(cg, 1, 0, 64);
	w_mm_move(mm, parent);
	w_remove(cg);
	EXPECT_EQ(listed(parent), 192);
	make_old(mm, 0, 64);
	reclaim_all(parent, -1);
	EXPECT_EQ(listed(parent), 0);
}

MGLRU(children_of_other_windows_are_merged)
{
	int parent = w_create(0), i, cg[4];

	for (i = 0; i < 4; i++) {
		int age;

		cg[i] = w_create(parent);
		readahead_pages(cg[i], i, 0, 16);
		for (age = 0; age < i; age++)
			w_age(cg[i], 0, 60);
		read_pages(cg[i], i, 16, 16);
	}
	for (i = 0; i < 4; i++)
		w_remove(cg[i]);
	EXPECT_EQ(listed(parent), 128);
	reclaim_all(parent, -1);
	EXPECT_EQ(listed(parent), 0);
}

MGLRU(a_classic_cgroup_takes_part_in_global_reclaim)
{
	int cg = w_create(0), i;

	w_policy(cg, "classic");
	readahead_pages(cg, 0, 0, 1024);
	for (i = 0; i < 24; i++)
		w_reclaim_node(0);
	EXPECT(nr_cached(0, 0, 1024) < 1024);
}

CLASSIC(an_mglru_cgroup_takes_part_in_global_reclaim)
{
	int cg = w_create(0), i;

	w_policy(cg, "mglru");
	readahead_pages(cg, 0, 0, 1024);
	for (i = 0; i < 24; i++)
		w_reclaim_node(0);
	EXPECT(nr_cached(0, 0, 1024) < 1024);
}

MGLRU(mlocked_pages_cross_a_switch)
{
	int cg = w_create(0), mm = w_mm_new(cg);

	w_mlock(mm, true);
	anon_pages(mm, 0, 16);
	w_policy(cg, "classic");
	w_mlock(mm, false);
	EXPECT_EQ(w_stat(cg, 0, NR_UNEVICTABLE), 0);
	EXPECT_EQ(listed(cg), 16);
}

MGLRU(pages_in_batches_cross_a_switch)
{
	int cg = w_create(0), mm = w_mm_new(cg), i;

	w_drain_always = false;
	for (i = 0; i < 7; i++)
		w_anon(mm, i, 0);
	w_policy(cg, "classic");
	w_drain();
	EXPECT_EQ(listed(cg), 7);
}

MGLRU(protection_holds_in_a_mixed_tree)
{
	int parent = w_create(0), cg = w_create(parent), other = w_create(parent);

	w_policy(cg, "classic");
	w_set(parent, "min", "262144");
	w_set(cg, "min", "262144");
	readahead_pages(cg, 0, 0, 64);
	readahead_pages(other, 1, 0, 64);
	reclaim_all(parent, -1);
	EXPECT_EQ(nr_cached(0, 0, 64), 64);
	EXPECT_EQ(nr_cached(1, 0, 64), 0);
}

/* The root moves to a legacy hierarchy with its policy, which nobody there can change. */
MGLRU(a_legacy_hierarchy_inherits_no_policy)
{
	int cg;

	EXPECT(!w_policy_register(W_SEVEN));
	EXPECT(!w_policy(0, "seven"));
	static_branch_disable(&memory_cgrp_subsys_on_dfl_key);
	cg = w_create(0);
	EXPECT(!rcu_access_pointer(w_lruvec(cg, 0)->reclaim_policy));
	w_remove(cg);
	static_branch_enable(&memory_cgrp_subsys_on_dfl_key);
	cg = w_create(0);
	EXPECT(rcu_access_pointer(w_lruvec(cg, 0)->reclaim_policy));
	w_policy_unregister(W_SEVEN);
	EXPECT(!rcu_access_pointer(w_lruvec(cg, 0)->reclaim_policy));
}
