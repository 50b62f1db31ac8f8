/* SPDX-License-Identifier: GPL-2.0 */
/* What the parts of the benchmark know of each other. */
#ifndef BENCH_H
#define BENCH_H

#include <stddef.h>
#include <stdint.h>

#define PAGE		4096UL
#define MB_PAGES	256UL

/* The state of one run of one cell. */
struct run {
	uint64_t seed;
	size_t units;		/* page accesses in the measured phase */
	size_t next;		/* how many chunks or turns there were */
	char *anon;		/* the cell's anonymous memory */
	char *map;		/* its mapping of the file */
	int fd;			/* its file */
	int procs[1000];	/* cgroup.procs of each cgroup that takes part */
};

struct cell {
	const char *name;
	size_t file_mb;
	size_t anon_mb;
	size_t limit_mb;	/* of the cgroup; 0: none, the machine is filled */
	int nr_cgroups;
	size_t units;		/* a multiple of 1024 */
	/* makes n page accesses */
	void (*work)(struct run *run, const struct cell *cell, size_t n);
};

extern const struct cell cells[];
const struct cell *cell_find(const char *name);
void cell_warm_up(struct run *run, const struct cell *cell);
void cell_work(struct run *run, const struct cell *cell, size_t n);

/* machine.c: the place of work, made and taken away */
void machine_open(struct run *run, const struct cell *cell);
void machine_close(struct run *run, const struct cell *cell);

/* others.c: their memory goes to swap */
void others_evict(void);

/* counters.c */
void counters_flush(const struct cell *cell);
void counters_begin(const struct cell *cell);
void counters_end(const struct cell *cell);
void counters_print(void);

/* clock.c: instructions of everything that ran, idle time apart */
void clock_begin(void);
void clock_end(unsigned int slow_percent);
uint64_t clock_instructions(void);
uint64_t clock_elapsed(void);

/* file.c: one line says what failed, and the program ends */
void file_write(const char *path, const char *format, ...)
	__attribute__((format(printf, 2, 3)));
size_t file_read(const char *path, char *text, size_t size);
uint64_t file_value(const char *text, const char *name, const char *path);

#define BENCH_CGROUP	"/sys/fs/cgroup/rx_bench"

#endif
