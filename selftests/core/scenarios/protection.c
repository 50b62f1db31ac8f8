// SPDX-License-Identifier: GPL-2.0
/* memory.min where a walk over cgroups does not begin at the top */
#include "scenario.h"

/*
 * The first walk finds next to nothing below the parent and ends there. The second
 * one goes on with a cgroup so large that the gentlest pass would take some of it.
 */
BOTH_IN(a_walk_goes_on_below_a_protected_parent, W_LARGE)
{
	int top = w_create(0), grandparent = w_create(top);
	int parent = w_create(grandparent), first = w_create(parent);
	int cg = w_create(parent), other = w_create(top);

	w_set(grandparent, "min", "33554432");
	w_set(parent, "min", "33554432");
	w_set(cg, "min", "33554432");
	readahead_pages(first, 0, 0, 64);
	EXPECT(w_reclaim_limit(top, 32) >= 32);
	readahead_pages(cg, 1, 0, W_FILE_PAGES);
	readahead_pages(cg, 2, 0, W_FILE_PAGES / 2);
	readahead_pages(other, 3, 0, W_FILE_PAGES);
	EXPECT(w_reclaim_limit(top, 32) >= 32);
	EXPECT_EQ(nr_cached(1, 0, W_FILE_PAGES), W_FILE_PAGES);
	EXPECT_EQ(nr_cached(2, 0, W_FILE_PAGES / 2), W_FILE_PAGES / 2);
	EXPECT(nr_cached(3, 0, W_FILE_PAGES) < W_FILE_PAGES);
}
