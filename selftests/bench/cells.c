// SPDX-License-Identifier: GPL-2.0
/*
 * The cells: what is accessed, in which order. Half of the random accesses go
 * to one fifth of the pages, so that there is something to protect. The sets
 * are small and the work is short: what reclaim decides depends on what it
 * decided before, so that two kernels that differ by little take the same way
 * only for a while.
 */
#include "bench.h"

#include <err.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#define CHUNK_PAGES	16	/* of one read() of a stream */
#define TURN		16	/* accesses before the next cgroup has its turn */
#define SLICE		1024	/* accesses between flushes of the statistics */

static uint64_t rnd(struct run *run)
{
	run->seed = run->seed * 6364136223846793005ULL + 1442695040888963407ULL;
	return run->seed >> 33;
}

/* The hot fifth is spread over all pages, not a block at the start. */
static size_t pick(struct run *run, size_t pages)
{
	size_t i = rnd(run) % 2 ? rnd(run) % (pages / 5) * 5 : rnd(run) % pages;

	return i < pages ? i : pages - 1;
}

static void read_page(struct run *run, size_t page)
{
	char data[PAGE];

	if (pread(run->fd, data, PAGE, page * PAGE) != PAGE)
		err(1, "cannot read page %zu", page);
}

/* One value all over the page: zram keeps that without compressing it. */
static void write_page(struct run *run, size_t page)
{
	uint64_t *word = (uint64_t *)(run->anon + page * PAGE);

	if (*word && *word != page + 1)
		errx(1, "page %zu came back from swap as another", page);
	if (!*word)
		for (size_t i = 0; i < PAGE / sizeof(*word); i++)
			word[i] = page + 1;
	else
		*(volatile uint64_t *)word = page + 1;
}

static void stream(struct run *run, const struct cell *cell, size_t n)
{
	size_t pages = cell->file_mb * MB_PAGES, at;
	char data[CHUNK_PAGES * PAGE];

	for (; n >= CHUNK_PAGES; n -= CHUNK_PAGES) {
		at = run->next++ * CHUNK_PAGES % pages;
		if (pread(run->fd, data, sizeof(data), at * PAGE) != sizeof(data))
			err(1, "cannot read page %zu", at);
	}
}

static void read_random(struct run *run, const struct cell *cell, size_t n)
{
	posix_fadvise(run->fd, 0, 0, POSIX_FADV_RANDOM);
	while (n--)
		read_page(run, pick(run, cell->file_mb * MB_PAGES));
}

static void mapped(struct run *run, const struct cell *cell, size_t n)
{
	while (n--)
		(void)*(volatile char *)(run->map +
			pick(run, cell->file_mb * MB_PAGES) * PAGE);
}

static void anon(struct run *run, const struct cell *cell, size_t n)
{
	while (n--)
		write_page(run, pick(run, cell->anon_mb * MB_PAGES));
}

static void mixed(struct run *run, const struct cell *cell, size_t n)
{
	posix_fadvise(run->fd, 0, 0, POSIX_FADV_RANDOM);
	for (; n >= 2; n -= 2) {
		read_page(run, pick(run, cell->file_mb * MB_PAGES));
		write_page(run, pick(run, cell->anon_mb * MB_PAGES));
	}
}

/* A turn of a cgroup, in which it reads in its own part of the file. */
static void turn(struct run *run, const struct cell *cell, size_t cgroup)
{
	size_t share = cell->file_mb * MB_PAGES / cell->nr_cgroups, i;

	if (write(run->procs[cgroup], "0", 1) != 1)
		err(1, "cannot enter cgroup %zu", cgroup);
	for (i = 0; i < TURN; i++)
		read_page(run, cgroup * share + pick(run, share));
}

/* One after the other */
static void turns(struct run *run, const struct cell *cell, size_t n)
{
	posix_fadvise(run->fd, 0, 0, POSIX_FADV_RANDOM);
	for (; n >= TURN; n -= TURN)
		turn(run, cell, run->next++ % cell->nr_cgroups);
}

/* Of cgroups, too, a fifth is hot. */
static void random_turns(struct run *run, const struct cell *cell, size_t n)
{
	posix_fadvise(run->fd, 0, 0, POSIX_FADV_RANDOM);
	for (; n >= TURN; n -= TURN)
		turn(run, cell, pick(run, cell->nr_cgroups));
}

const struct cell cells[] = {
	/* name		file	anon	limit	cgroups	units	work */
	{ "stream",	24,	0,	8,	0,	8192,	stream },
	{ "random",	20,	0,	8,	0,	16384,	read_random },
	{ "mapped",	20,	0,	8,	0,	16384,	mapped },
	{ "anon",	0,	20,	8,	0,	16384,	anon },
	{ "mixed",	10,	10,	8,	0,	16384,	mixed },
	{ "cgroups-1",	20,	0,	8,	1,	16384,	turns },
	{ "cgroups-10",	20,	0,	8,	10,	16384,	turns },
	{ "cgroups-100", 20,	0,	8,	100,	16384,	turns },
	{ "cgroups-1000", 40,	0,	16,	1000,	8192,	turns },
	{ "kswapd-stream", 48,	0,	0,	0,	16384,	stream },
	{ "kswapd-random", 48,	0,	0,	0,	24576,	read_random },
	{ "kswapd-mapped", 48,	0,	0,	0,	24576,	mapped },
	{ "kswapd-anon", 0,	48,	0,	0,	24576,	anon },
	{ "kswapd-mixed", 24,	24,	0,	0,	24576,	mixed },
	{ "kswapd-cgroups-10", 48, 0,	0,	10,	24576,	random_turns },
	{ "kswapd-cgroups-100", 48, 0,	0,	100,	24576,	random_turns },
	{ "kswapd-cgroups-1000", 48, 0,	0,	1000,	49152,	random_turns },
	{ }
};

const struct cell *cell_find(const char *name)
{
	const struct cell *cell;

	for (cell = cells; cell->name; cell++) {
		if (!strcmp(cell->name, name))
			return cell;
	}
	return NULL;
}

/*
 * Reclaim decides by statistics that the kernel flushes every two seconds. All
 * the work takes less than one; classic would never see that the inactive list
 * is short, and end in an OOM with everything active.
 */
void cell_work(struct run *run, const struct cell *cell, size_t n)
{
	for (; n >= SLICE; n -= SLICE) {
		cell->work(run, cell, SLICE);
		counters_flush(cell);
	}
}

/*
 * Every anonymous page once, in order, then as many accesses as there are pages:
 * memory is full and reclaim has found its pace.
 */
void cell_warm_up(struct run *run, const struct cell *cell)
{
	size_t i;

	run->next = run->seed;
	for (i = 0; i < cell->anon_mb * MB_PAGES; i++) {
		write_page(run, i);
		if (i % SLICE == SLICE - 1)
			counters_flush(cell);
	}
	cell_work(run, cell, (cell->file_mb + cell->anon_mb) * MB_PAGES);
}
