// SPDX-License-Identifier: GPL-2.0
/*
 * rx_classic, rx_chance and rx_mglru decide as the built-in policies do: the same
 * accesses in a cgroup under either one end in as many refaults and evictions. A
 * policy is asked from priority 12 to 2, where a small cgroup makes the steps coarse.
 */
#include "scenario.h"

#define LIMIT_PAGES	1024
#define FILE_PAGES	1536
#define ANON_PAGES	1536
#define ACCESSES	30000

enum { BY_READ, BY_STREAM, BY_MAPPING, BY_ANON, BY_BOTH };

struct outcome {
	long refault, steal;
};

static u32 next(u32 *seed)
{
	*seed = *seed * 1664525 + 1013904223;
	return *seed >> 8;
}

/* Half of the accesses go to a fifth of the pages. */
static long pick(u32 *seed, long pages)
{
	return next(seed) & 1 ? next(seed) % (pages / 5) * 5 : next(seed) % pages;
}

static void one(int kind, int cg, int mm, int file, u32 *seed, int i)
{
	switch (kind == BY_BOTH ? (i & 1 ? BY_ANON : BY_READ) : kind) {
	case BY_STREAM:
		EXPECT(!w_read(cg, file, i % FILE_PAGES, 0));
		break;
	case BY_READ:
		EXPECT(!w_read(cg, file, pick(seed, FILE_PAGES), 0));
		break;
	case BY_MAPPING:
		EXPECT(!w_map_file(mm, file, pick(seed, FILE_PAGES), false));
		break;
	case BY_ANON:
		EXPECT(!w_anon(mm, pick(seed, ANON_PAGES), 0));
		break;
	}
}

static struct outcome run(const char *policy, int kind, int file, u32 seed)
{
	struct outcome out;
	int cg = w_create(0), mm, i;
	char limit[16];

	snprintf(limit, sizeof(limit), "%lu", LIMIT_PAGES * PAGE_SIZE);
	EXPECT(!w_policy(cg, policy));
	w_set(cg, "max", limit);
	mm = w_mm_new(cg);
	for (i = 0; i < ACCESSES; i++) {
		one(kind, cg, mm, file, &seed, i);
		if (i % 64 == 0)
			w_stat(cg, 0, 0);	/* has the counters added up */
	}
	out.refault = w_stat(cg, 0, WORKINGSET_REFAULT_ANON) +
		      w_stat(cg, 0, WORKINGSET_REFAULT_FILE);
	out.steal = w_stat(cg, 0, PGSTEAL_ANON) + w_stat(cg, 0, PGSTEAL_FILE);
	w_trace("%s: %ld refaults, %ld evicted\n", policy, out.refault, out.steal);
	w_mm_exit(mm);
	w_set(cg, "max", "max");
	reclaim_all(cg, -1);
	w_remove(cg);
	return out;
}

static void expect_near(long twin, long builtin)
{
	EXPECT(builtin > 0);
	EXPECT(abs_diff(twin, builtin) * 50 <= builtin);
}

static void compare(const char *builtin, const char *twin, int kind)
{
	struct outcome a = {}, b = {}, one;
	u32 seed;
	int i;

	for (i = 0; i < W_POLICIES; i++) {
		if (!strcmp(w_policy_name(i), twin))
			EXPECT(!w_policy_register(i));
	}
	for (seed = 1; seed <= 3; seed++) {
		one = run(builtin, kind, 0, seed);
		a.refault += one.refault;
		a.steal += one.steal;
		one = run(twin, kind, 1, seed);
		b.refault += one.refault;
		b.steal += one.steal;
	}
	expect_near(b.refault, a.refault);
	expect_near(b.steal, a.steal);
}

MGLRU(rx_classic_reads_as_classic)	{ compare("classic", "rx_classic", BY_READ); }
MGLRU(rx_classic_streams_as_classic)	{ compare("classic", "rx_classic", BY_STREAM); }
MGLRU(rx_classic_maps_as_classic)	{ compare("classic", "rx_classic", BY_MAPPING); }
MGLRU(rx_classic_swaps_as_classic)	{ compare("classic", "rx_classic", BY_ANON); }
MGLRU(rx_classic_mixes_as_classic)	{ compare("classic", "rx_classic", BY_BOTH); }
MGLRU(rx_chance_reads_as_classic) { compare("classic", "rx_chance", BY_READ); }
MGLRU(rx_chance_maps_as_classic)	{ compare("classic", "rx_chance", BY_MAPPING); }
MGLRU(rx_chance_swaps_as_classic) { compare("classic", "rx_chance", BY_ANON); }
MGLRU(rx_chance_mixes_as_classic) { compare("classic", "rx_chance", BY_BOTH); }
MGLRU(rx_none_two_reads_as_classic)	{ compare("classic", "rx_none_two", BY_READ); }
MGLRU(rx_none_two_swaps_as_classic)	{ compare("classic", "rx_none_two", BY_ANON); }
MGLRU(rx_none_two_mixes_as_classic)	{ compare("classic", "rx_none_two", BY_BOTH); }
MGLRU(rx_none_mixes_as_mglru)		{ compare("mglru", "rx_none", BY_BOTH); }
MGLRU(rx_mglru_reads_as_mglru)		{ compare("mglru", "rx_mglru", BY_READ); }
MGLRU(rx_mglru_streams_as_mglru)	{ compare("mglru", "rx_mglru", BY_STREAM); }
MGLRU(rx_mglru_maps_as_mglru)		{ compare("mglru", "rx_mglru", BY_MAPPING); }
MGLRU(rx_mglru_swaps_as_mglru)		{ compare("mglru", "rx_mglru", BY_ANON); }
MGLRU(rx_mglru_mixes_as_mglru)		{ compare("mglru", "rx_mglru", BY_BOTH); }
