// SPDX-License-Identifier: GPL-2.0
/*
 * Runs one cell of the performance comparison in the guest and prints one
 * record: how many instructions a fixed amount of work took, and what reclaim
 * did meanwhile. It compares nothing; run/ratio does.
 *
 *   bench CELL SEED	CELL as `bench list` has them, one to a line
 *
 * BENCH_DIR names a directory on a file system in memory, BENCH_SLOW adds that
 * many percent to the work, to see whether the comparison notices.
 */
#include "bench.h"

#include <err.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/personality.h>
#include <time.h>
#include <unistd.h>

#define START_SECONDS	20

/* Page tables are part of the work, so addresses must not differ by chance. */
static void fixed_addresses(char **argv)
{
	int now = personality(0xffffffff);

	if (now < 0 || now & ADDR_NO_RANDOMIZE)
		return;
	if (personality(now | ADDR_NO_RANDOMIZE) < 0 || execv("/proc/self/exe", argv))
		err(1, "cannot fix the addresses of the program");
}

/*
 * Ticks fall into the work at the same places when it starts at the same place
 * between two of them; so do the kernel's periodic flushes of statistics. Idle
 * time costs nothing here.
 */
static void start_on_time(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	ts.tv_sec += START_SECONDS - ts.tv_sec % START_SECONDS;
	ts.tv_nsec = 0;
	if (clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &ts, NULL))
		errx(1, "cannot sleep");
}

static unsigned long number(const char *text, const char *what)
{
	char *end;
	unsigned long n = strtoul(text, &end, 10);

	if (!*text || *end)
		errx(2, "%s wants a number, not '%s'", what, text);
	return n;
}

int main(int argc, char **argv)
{
	const struct cell *cell;
	static struct run run;
	unsigned int slow;
	unsigned long seed;

	if (argc == 2 && !strcmp(argv[1], "list")) {
		for (cell = cells; cell->name; cell++)
			puts(cell->name);
		return 0;
	}
	if (argc != 3)
		errx(2, "usage: bench CELL SEED; bench list");
	cell = cell_find(argv[1]);
	if (!cell)
		errx(2, "no cell '%s'; 'bench list' has them", argv[1]);
	seed = number(argv[2], "SEED");
	slow = number(getenv("BENCH_SLOW") ?: "0", "BENCH_SLOW");
	fixed_addresses(argv);

	run.seed = seed;
	run.units = cell->units;
	machine_open(&run, cell);
	start_on_time();
	cell_warm_up(&run, cell);
	counters_begin(cell);
	clock_begin();
	cell_work(&run, cell, run.units);
	clock_end(slow);
	counters_end(cell);
	machine_close(&run, cell);

	printf("record cell=%s seed=%lu units=%zu insn=%llu elapsed=%llu", cell->name,
	       seed, run.units, (unsigned long long)clock_instructions(),
	       (unsigned long long)clock_elapsed());
	counters_print();
	putchar('\n');
	return 0;
}
