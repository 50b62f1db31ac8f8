// SPDX-License-Identifier: GPL-2.0
/*
 * Where a cell works: a cgroup with a limit, or a machine filled up so that
 * little is free; a file; anonymous memory. The file has no blocks, so that
 * reading it into the page cache costs the page cache and no disk.
 */
#include "bench.h"

#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

/* Of the machine in a cell without a limit */
#define FREE_KB		(28UL << 10)
/* Nothing more happens when what is free stays the same for so long */
#define QUIET_SECONDS	10
#define QUIET_KB	64

static char *ballast[2];
static size_t ballast_bytes[2];
static char file_path[PATH_MAX];

static void *map_anonymous(size_t bytes, int advice)
{
	char *mem = mmap(NULL, bytes, PROT_READ | PROT_WRITE,
			 MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	if (mem == MAP_FAILED || madvise(mem, bytes, advice))
		err(1, "no %zu bytes of address space", bytes);
	return mem;
}

static void make_cgroup(const char *path)
{
	if (mkdir(path, 0755) && errno != EEXIST)
		err(1, "cannot make %s", path);
}

static void open_cgroups(struct run *run, const struct cell *cell)
{
	char path[PATH_MAX];
	int i;

	make_cgroup(BENCH_CGROUP);
	if (cell->nr_cgroups)
		file_write(BENCH_CGROUP "/cgroup.subtree_control", "+memory");
	for (i = 0; i < cell->nr_cgroups; i++) {
		snprintf(path, sizeof(path), BENCH_CGROUP "/%d", i);
		make_cgroup(path);
		strcat(path, "/cgroup.procs");
		run->procs[i] = open(path, O_WRONLY);
		if (run->procs[i] < 0)
			err(1, "cannot open %s", path);
	}
	if (!cell->nr_cgroups)
		file_write(BENCH_CGROUP "/cgroup.procs", "0");
}

/* On top of what the cgroups themselves take, which is not the same everywhere */
static void set_limit(const struct cell *cell)
{
	char text[64];
	size_t used;

	file_read(BENCH_CGROUP "/memory.current", text, sizeof(text));
	used = strtoull(text, NULL, 10) / PAGE;
	file_write(BENCH_CGROUP "/memory.max", "%zu",
		   (used + cell->limit_mb * MB_PAGES) * PAGE);
}

/* The processor's own lists of free pages are long, and not counted as free. */
static size_t free_kb(void)
{
	const char *count = "count:", *at;
	char text[32768];
	size_t kb;

	file_read("/proc/meminfo", text, sizeof(text));
	kb = file_value(text, "MemFree", "/proc/meminfo");
	file_read("/proc/zoneinfo", text, sizeof(text));
	at = strstr(text, count);
	if (!at)
		errx(1, "/proc/zoneinfo has no %s", count);
	for (; at; at = strstr(at + 1, count))
		kb += strtoull(at + strlen(count), NULL, 10) * (PAGE >> 10);
	return kb;
}

/*
 * For some seconds after it has booted a machine takes memory for its own ends,
 * 4 MB at a time; whether that is before or after it is filled up must not be
 * left to chance. Waiting costs nothing.
 */
static void settle(void)
{
	long before = 0, now;
	int quiet = 0;

	while (quiet < QUIET_SECONDS) {
		now = free_kb();
		quiet = labs(now - before) < QUIET_KB ? quiet + 1 : 0;
		before = now;
		sleep(1);
	}
}

/* Locked memory is neither scanned nor walked, it is just not there. */
static void fill(int i, size_t leave_kb, int advice)
{
	size_t kb = free_kb();

	if (kb <= leave_kb)
		errx(1, "only %zu kB free, the cell wants %zu", kb, leave_kb);
	ballast_bytes[i] = (kb - leave_kb) << 10;
	ballast[i] = map_anonymous(ballast_bytes[i], advice);
	if (mlock(ballast[i], ballast_bytes[i]))
		err(1, "cannot take %zu bytes", ballast_bytes[i]);
}

/*
 * The same on each kernel: marks that do not derive from the kernel's size, far
 * enough from each other for kswapd to have its turn before the next is reached;
 * little on the processor's own lists. Then most of the memory in a moment, and
 * the rest to the page.
 */
static void fill_machine(void)
{
	file_write("/proc/sys/vm/min_free_kbytes", "2048");
	file_write("/proc/sys/vm/watermark_scale_factor", "64");
	file_write("/proc/sys/vm/percpu_pagelist_high_fraction", "1024");
	others_evict();
	settle();
	fill(0, FREE_KB + 16384, MADV_HUGEPAGE);
	fill(1, FREE_KB, MADV_NOHUGEPAGE);
}

static void open_file(struct run *run, const struct cell *cell)
{
	size_t bytes = cell->file_mb << 20;

	/* a path of its own: a deleted inode's number would come back */
	snprintf(file_path, sizeof(file_path), "%s/%s",
		 getenv("BENCH_DIR") ?: "/tmp/bench", cell->name);
	run->fd = open(file_path, O_RDWR | O_CREAT | O_TRUNC, 0600);
	if (run->fd < 0 || ftruncate(run->fd, bytes) || fsync(run->fd))
		err(1, "cannot make %s", file_path);
	run->map = mmap(NULL, bytes, PROT_READ, MAP_SHARED, run->fd, 0);
	if (run->map == MAP_FAILED || madvise(run->map, bytes, MADV_RANDOM))
		err(1, "cannot map %s", file_path);
}

void machine_open(struct run *run, const struct cell *cell)
{
	/* the program itself is not part of the work */
	if (mlockall(MCL_CURRENT))
		err(1, "cannot lock the program's memory");
	if (cell->file_mb)
		open_file(run, cell);
	if (cell->anon_mb)
		run->anon = map_anonymous(cell->anon_mb << 20, MADV_NOHUGEPAGE);
	sync();
	file_write("/proc/sys/vm/drop_caches", "3");
	if (cell->limit_mb || cell->nr_cgroups)
		open_cgroups(run, cell);
	if (cell->limit_mb)
		set_limit(cell);
	else
		fill_machine();
}

void machine_close(struct run *run, const struct cell *cell)
{
	char path[PATH_MAX];
	int i;

	if (cell->anon_mb)
		munmap(run->anon, cell->anon_mb << 20);
	if (cell->file_mb) {
		munmap(run->map, cell->file_mb << 20);
		close(run->fd);
		unlink(file_path);
	}
	for (i = 0; i < 2 && ballast[i]; i++)
		munmap(ballast[i], ballast_bytes[i]);
	if (!cell->limit_mb && !cell->nr_cgroups)
		return;
	file_write("/sys/fs/cgroup/cgroup.procs", "0");
	for (i = 0; i < cell->nr_cgroups; i++) {
		close(run->procs[i]);
		snprintf(path, sizeof(path), BENCH_CGROUP "/%d", i);
		if (rmdir(path))
			err(1, "cannot remove %s", path);
	}
	if (rmdir(BENCH_CGROUP))
		err(1, "cannot remove " BENCH_CGROUP);
}
