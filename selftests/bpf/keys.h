/* SPDX-License-Identifier: GPL-2.0 */
/* What the arrays of test policies count, for them and for those who read it. */
#ifndef SELFTESTS_KEYS_H
#define SELFTESTS_KEYS_H

/* t_counts in t_count: calls of each hook */
enum {
	COUNT_PLAN,
	COUNT_RANK,
	COUNT_REFAULT,
	COUNT_INSERT,
	COUNT_ACCESS,
	COUNT_INIT,
	COUNT_EXIT,
	COUNT_CGROUP_INIT,
	COUNT_CGROUP_EXIT,
	NR_COUNTS,
};

/* t_counts in t_young */
enum {
	YOUNG_CALLS,
	YOUNG_SHOWN,		/* folios */
	YOUNG_NODE1,		/* those on node 1 */
	YOUNG_PROMOTE,		/* that it wants promoted */
	NR_YOUNG,
};

/* t_seen in t_witness */
enum {
	SEEN_PLAN_NODES,	/* a bit for each node */
	SEEN_RANK_NODES,
	SEEN_LARGEST,		/* pages of the largest folio */
	SEEN_PAGES,		/* of all folios ranked */
	SEEN_PROACTIVE,		/* passes that user space asked for */
	SEEN_ANON,		/* anonymous folios ranked */
	SEEN_SWAPPINESS,	/* of the last pass */
	NR_SEEN,
};

#endif /* SELFTESTS_KEYS_H */
