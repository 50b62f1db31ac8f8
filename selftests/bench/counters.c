// SPDX-License-Identifier: GPL-2.0
/*
 * The kernel's counters over the measured phase: of the cgroup where there is
 * a limit, else of the machine, since each is silent about the other's reclaim.
 */
#include "bench.h"

#include <stdio.h>

static const struct counter {
	const char *key;	/* in the record: the sum of the names */
	const char *names[2];
} counters[] = {
	{ "scan",	{ "pgscan_kswapd", "pgscan_direct" } },
	{ "steal",	{ "pgsteal_kswapd", "pgsteal_direct" } },
	{ "refault",	{ "workingset_refault_file", "workingset_refault_anon" } },
	{ "kscan",	{ "pgscan_kswapd" } },
	{ "activate",	{ "pgactivate" } },
	{ "deactivate",	{ "pgdeactivate" } },
	{ "refill",	{ "pgrefill" } },
	{ "ws_activate", { "workingset_activate_file", "workingset_activate_anon" } },
	{ "ws_restore",	{ "workingset_restore_file", "workingset_restore_anon" } },
	{ "nodereclaim", { "workingset_nodereclaim" } },
	{ "fault",	{ "pgfault" } },
	{ "majfault",	{ "pgmajfault" } },
	{ "swapin",	{ "pswpin" } },
	{ "swapout",	{ "pswpout" } },
};

#define NR_COUNTERS	(sizeof(counters) / sizeof(counters[0]))

static uint64_t values[NR_COUNTERS];

/* The cgroup's, or the root's where the machine is the limit */
void counters_flush(const struct cell *cell)
{
	static char text[32768];

	file_read(cell->limit_mb ? BENCH_CGROUP "/memory.stat" :
		  "/sys/fs/cgroup/memory.stat", text, sizeof(text));
}

static void snapshot(const struct cell *cell, uint64_t *to)
{
	const char *path = cell->limit_mb ? BENCH_CGROUP "/memory.stat" : "/proc/vmstat";
	static char text[32768];
	size_t i, j;

	file_write("/proc/sys/vm/stat_refresh", "1");
	file_read(path, text, sizeof(text));
	for (i = 0; i < NR_COUNTERS; i++) {
		to[i] = 0;
		for (j = 0; j < 2 && counters[i].names[j]; j++)
			to[i] += file_value(text, counters[i].names[j], path);
	}
}

void counters_begin(const struct cell *cell)
{
	snapshot(cell, values);
}

void counters_end(const struct cell *cell)
{
	uint64_t now[NR_COUNTERS];
	size_t i;

	snapshot(cell, now);
	for (i = 0; i < NR_COUNTERS; i++)
		values[i] = now[i] - values[i];
}

void counters_print(void)
{
	size_t i;

	for (i = 0; i < NR_COUNTERS; i++)
		printf(" %s=%llu", counters[i].key, (unsigned long long)values[i]);
}
