/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What the tests share: cgroups, memory and files to reclaim, policies, and the
 * kernel's counters. Nothing here asserts; the tests do.
 *
 * Functions return 0 or a negative errno unless they say otherwise.
 */
#ifndef SELFTESTS_RX_H
#define SELFTESTS_RX_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>
#include <unistd.h>

#define MB		(1UL << 20)
/* Emulated machines are slow; only a test that fails waits this long. */
#define WAIT_MS		120000

#define SYSFS_DIR	"/sys/kernel/mm/reclaim_ext/"
#define STATS_FILE	"/sys/kernel/debug/reclaim_ext/stats"
#define LRU_GEN_FILE	"/sys/kernel/mm/lru_gen/enabled"
#define LRU_GEN_DEBUG	"/sys/kernel/debug/lru_gen"
#define CLASSIC_WALK	"/sys/kernel/mm/lru_gen/classic_walk"

/*
 * Poll until @cond holds; false if it never does. What held once may not a moment
 * later, so nothing is asked again.
 */
#define wait_for(cond) ({						\
	bool __met;							\
	int __ms;							\
									\
	for (__ms = 0; !(__met = (cond)) && __ms < WAIT_MS; __ms += 20)	\
		usleep(20000);						\
	__met;								\
})

/*
 * How often to do what goes wrong by chance: @n times, or a quarter of that on a kernel
 * that checks each lock and takes ten times as long (util.c).
 */
int attempts(int n);

/*
 * Files of one line or many (util.c). Reading returns the length.
 */
int file_write(const char *path, const char *text);
int file_truncate(const char *path);
int file_read(const char *path, char *buf, size_t size);
bool file_has(const char *path, const char *text);
/* The number after @key and a blank at the start of a line; 0 if none */
uint64_t file_number(const char *path, const char *key);

/* Gives up all capabilities but those whose bits are set (util.c). */
int capabilities_drop(uint64_t keep);

/*
 * The kernel log from kmsg_open() on (util.c).
 */
int kmsg_open(void);
bool kmsg_has(int fd, const char *text);

/*
 * Control groups (cgroup.c). @cg is a path below /sys/fs/cgroup, "" the root.
 */
int cg_create(const char *cg);
int cg_remove(const char *cg);		/* with all below and what runs there */
int cg_open(const char *cg, const char *file, int flags);
int cg_write(const char *cg, const char *file, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));
int cg_read(const char *cg, const char *file, char *buf, size_t size);
uint64_t cg_number(const char *cg, const char *file);
uint64_t cg_stat(const char *cg, const char *key);	/* of memory.stat */
uint64_t cg_event(const char *cg, const char *key);	/* of memory.events */
uint64_t cg_id(const char *cg);
/* Runs @fn in a child in @cg: its pid, or its exit status */
pid_t cg_spawn(const char *cg, int (*fn)(void *), void *arg);
int cg_run(const char *cg, int (*fn)(void *), void *arg);
int child_wait(pid_t pid);
bool child_runs(pid_t pid);
void child_kill(pid_t pid);

int cg_attach(const char *cg, const char *policy);
const char *cg_policy(const char *cg);	/* the one in brackets; static buffer */
bool cg_inherits(const char *cg);

/*
 * Work to run in a cgroup (memory.c). Each returns 0, or 1 if the data is not
 * what was written.
 */
struct work {
	const char *data;	/* as in data_need() */
	size_t size;		/* of anonymous memory */
	int rounds;
	bool huge;		/* ask for huge pages */
	int node;		/* allocate on this node only, -1 on any */
};

/* The file of that name and size on the data disk, not in the page cache */
int data_need(const char *name, size_t size);
int data_open(const char *name, int flags);
int work_read(void *work);	/* reads @data @rounds times */
int work_check(void *work);	/* the same and compares */
int work_write(void *work);	/* rewrites @data with what it holds */
int work_map(void *work);	/* compares through a mapping */
int work_anon(void *work);	/* fills, then compares @rounds times */
int work_hold(void *work);	/* work_anon, then waits to be killed */
int work_forever(void *work);	/* reads until killed */

/*
 * A process that touches its pages in step with the test (young.c). All are
 * touched once when it starts.
 */
struct toucher {
	void *mem;
	size_t nr_pages;
	int node;		/* preferred, -1 for any */
	bool bound;		/* to that node */
	pid_t pid;
	int orders[2], reports[2];
};

int toucher_start(struct toucher *t, const char *cg, size_t nr_pages, int node);
/* the same with mbind(MPOL_BIND) to @node */
int toucher_start_bound(struct toucher *t, const char *cg, size_t nr_pages, int node);
int toucher_touch(struct toucher *t, size_t first, size_t nr);
size_t toucher_pages_on(struct toucher *t, size_t first, size_t nr, int node);
void toucher_stop(struct toucher *t);

/* New pages wait for their list in batches; now they are on it. */
int lists_settle(void);
/* What bpf_reclaim_walk() returns, or a negative errno */
long walk_cgroup(const char *cg, int node);

/*
 * Policies (policy.c). An object is NAME.bpf.o in RX_OUT and is taken to
 * register the policy NAME.
 */
struct policy;

const char *object_path(const char *name);
struct policy *policy_load(const char *name);	/* NULL and errno */
void policy_unregister(struct policy *policy);	/* its maps can still be read */
void policy_unload(struct policy *policy);
int policy_update(struct policy *policy, const char *object);
/* A number from an array map: map keys count from 0 */
uint64_t policy_value(struct policy *policy, const char *map, uint32_t key);
const char *policy_log(void);		/* what libbpf and the verifier said */

bool policy_exists(const char *name);
bool policy_is_live(const char *name);
uint64_t policy_cgroups(const char *name);
uint64_t policy_count(const char *name, const char *key);	/* debugfs */

struct exit_record {
	char policy[32];
	char kind[32];
	char msg[80];
	char path[1024];
	long long code;
	unsigned long long cgroup;
};

int exit_read(struct exit_record *rec);
bool exit_is(const char *policy, const char *kind);
uint64_t exit_count(void);

/* window.c: lru_gen in debugfs; '+' ages, '-' evicts up to a generation */
struct window {
	unsigned int memcg;
	unsigned long youngest;
	int nr;
	unsigned long anon[8];	/* pages, the oldest generation first */
};

bool window_find(const char *path, int node, struct window *gens);
/* @more: swappiness and the like, "" for none */
int window_command(char what, const struct window *gens, int node, unsigned long seq,
		   const char *more);
/* Begins a generation; -ENOENT where there is none yet */
int window_age(const char *path, int node, const char *more);

#endif /* SELFTESTS_RX_H */
