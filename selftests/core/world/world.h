/* SPDX-License-Identifier: GPL-2.0 */
/*
 * A world: nodes with zones, a cgroup tree, files, processes with page tables,
 * a swap device, and the operations that scenarios, the random driver and the
 * fuzzer are made of. The reclaim code below it is the kernel's; what it calls
 * outside of reclaim (page allocator, page cache, swap slots, cgroup core) is
 * the world's, kept as simple as the contract allows.
 */
#ifndef CORE_WORLD_H
#define CORE_WORLD_H

#include <linux/mm.h>
#include <linux/mm_inline.h>
#include <linux/memcontrol.h>
#include <linux/swap.h>
#include <linux/rmap.h>
#include <linux/pagemap.h>
#include "host.h"

#define W_NODES		MAX_NUMNODES
#define W_FILES		8
#define W_MMS		8
#define W_CGROUPS	32
#define W_FILE_PAGES	4096	/* per file */
#define W_ANON_PAGES	4096	/* per process */
#define W_SWAP_PAGES	16384
#define W_PFN_BASE	512	/* pfn 0 maps nothing */
#define W_ANON_START	(1UL << 30)
#define W_FILE_START	(1UL << 36)

struct w_config {
	int nodes;
	/* pages per zone of each node, multiples of 512 */
	unsigned long zone_pages[MAX_NR_ZONES];
	unsigned long swap_pages;
	bool lru_gen;		/* MGLRU, else classic */
	u64 seed;
};

struct w_file {
	struct address_space mapping;
	struct inode inode;
	void *slot[W_FILE_PAGES];	/* folio, shadow entry or NULL */
};

struct w_mm {
	struct mm_struct *mm;
	struct vm_area_struct *anon, *file[W_FILES];
	struct task_struct *task;
	int cgroup;
};

struct w_cgroup {
	struct mem_cgroup *memcg;	/* NULL: this number is free */
	bool online;
	int parent;
};

extern struct w_file w_files[W_FILES];
extern struct w_mm w_mms[W_MMS];
extern struct w_cgroup w_cgroups[W_CGROUPS];
extern int w_nr_nodes;
extern int w_verbose;
extern bool w_async_writeback;		/* swap writes end at w_writeback_done() */
extern unsigned long w_ops;
extern u64 w_seed;

/* node.c: memory */
enum w_page_state { W_FREE, W_HEAD, W_TAIL };
struct w_page { u8 state, order; };
extern struct w_page *w_pages;
extern unsigned long w_max_pfn;
void w_nodes_init(const struct w_config *config);
struct folio *w_folio_alloc(int nid, enum zone_type zone, int order);
unsigned long w_nr_free(int nid);
bool w_reclaim_direct(int nid, int order, enum zone_type zone);
void w_kswapd_once(int nid);
extern int w_alloc_nid;
extern enum zone_type w_alloc_zone;

/* cache.c: page cache and swap */
void w_files_init(void);
void *w_file_add(struct w_file *file, pgoff_t index, struct folio *folio);
void w_writeback_start(struct folio *folio);
int w_writeback_done(void);
void w_swap_init(unsigned long pages);
void w_swap_check_empty(void);
void *w_swap_slot(unsigned long slot);
struct folio *w_swap_folio(unsigned long slot);
unsigned short w_swap_cgroup(unsigned long slot);
void w_swap_put_slot(unsigned long slot);
void w_swap_dup_slot(unsigned long slot);
void w_swap_cache_add(struct folio *folio, unsigned long slot);

/* cgroup.c */
void w_cgroups_init(void);
int w_cgroup_new(int parent);
void w_cgroup_offline(int cgroup);
int w_cgroup_write(int cgroup, const char *name, const char *value);
const char *w_cgroup_read(int cgroup, const char *name);
struct css_set *w_css_set(int cgroup);
struct mem_cgroup *w_memcg(int cgroup);
struct lruvec *w_lruvec(int cgroup, int nid);
unsigned long w_stat(int cgroup, int nid, int item);

/* kernel.c: what the rest of the kernel is to reclaim */
void w_kernel_init(void);
void w_run_deferred(void);		/* grace period, work queues */
void w_advance(unsigned long jiffies_);
u32 w_random(void);
void w_random_seed(u64 seed);
/* What others do where a task gives way or waits; true if they do it again. */
extern bool (*w_on_resched)(void), (*w_on_wait)(void);
extern unsigned int w_oom_kills;	/* that reclaim itself asked for */
int w_lru_gen_write(const char *cmd);	/* /sys/kernel/debug/lru_gen */
int w_lru_gen_set(const char *file, const char *value);	/* /sys/kernel/mm/lru_gen */
const char *w_lru_gen_get(const char *file);
void w_trace(const char *fmt, ...) __attribute__((format(printf, 1, 2)));
void __attribute__((noreturn)) w_fail(const char *file, int line, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));
#define W_FAIL(...)	w_fail(__FILE__, __LINE__, __VA_ARGS__)
/* Calls @run in a child of at most a minute. Return: whether it came back */
bool w_apart(void (*run)(void *), void *arg);

/* policy.c: policies by number */
enum { W_CHANCE, W_FIFO, W_SEVEN, W_TWO, W_NONE, W_KEEP, W_ROTATE, W_PROMOTE, W_MISER,
       W_SLOW_HAND, W_BUSY, W_YOUNG, W_LISTS, W_IDLE, W_TURN, W_STILL,
       W_FIFO_LISTS, W_LATE, W_LEAVER, W_LEAVER_LISTS, W_GREEDY,
       W_OWN, W_RX = W_OWN, W_POLICIES = W_RX + 8 };	/* and those of bpf-policies/ */
extern unsigned long w_busy_jiffies;	/* that a call of "busy" or "late" takes */
extern bool w_busy_once;		/* and only the next one */
#define W_LEAVES_AT	5	/* the priority at which "leaver" does so */
extern bool w_leaver_accessed_only;	/* "leaver" is told only of what is in use */
extern u32 w_flags_seen;		/* that "fifo" was told of */
extern bool w_policy_refuses;		/* cgroup_init() of "seven" fails */
extern bool w_policy_quits;		/* or has it expelled, and succeeds */
extern int w_policy_inits, w_policy_exits;	/* calls of "seven" and "two" */
struct w_young {
	unsigned long calls, seen;	/* of what it was shown */
	unsigned long again;		/* accessed before */
	u32 verdict, class, end;		/* what it says of all */
};
extern struct w_young w_young;
u64 w_policy_count(const char *name, int item);	/* enum reclaim_stat_item */
const char *w_policy_name(int nr);
int w_policy_register(int nr);
void w_policy_unregister(int nr);

/* mm.c: processes */
static inline unsigned long w_file_addr(int file, pgoff_t index)
{
	return W_FILE_START + ((unsigned long)file << PUD_SHIFT) + (index << PAGE_SHIFT);
}

int w_mm_new(int cgroup);
int w_mm_fork(int mm);
void w_mm_exit(int mm);
int w_mm_move(int mm, int cgroup);
pte_t *w_pte(struct w_mm *w, unsigned long addr, bool alloc);
pte_t *w_walk_to(struct w_mm *w, unsigned long addr, bool alloc, bool touch);
void w_zap_anon(int mm, unsigned long page);
void w_zap_folio(int file, struct folio *folio);
void w_set_mlock(int mm, bool lock);
struct folio *w_anon_folio(int mm, unsigned long page);
bool w_anon_swapped(int mm, unsigned long page);

/* fault.c: processes that run */
int w_fault_anon(int mm, unsigned long page, int order);
int w_fault_file(int mm, int file, pgoff_t index);
int w_touch_anon_pte(int mm, unsigned long page);
int w_touch_file_pte(int mm, int file, pgoff_t index);

/* ops.c: each ends with the invariants checked */
void w_init(const struct w_config *config);
void w_teardown(void);
extern bool w_drain_always;
void w_drain(void);
int w_read(int cgroup, int file, pgoff_t index, int order);
int w_readahead(int cgroup, int file, pgoff_t index, int order);
int w_write(int cgroup, int file, pgoff_t index);
void w_clean(int file, pgoff_t index);
int w_truncate(int file, pgoff_t index);
int w_deactivate_file(int file, pgoff_t index);
int w_anon(int mm, unsigned long page, int order);	/* access, fault if absent */
int w_map_file(int mm, int file, pgoff_t index, bool exec);
int w_touch(int mm, unsigned long page);		/* sets the young bit only */
int w_touch_file(int mm, int file, pgoff_t index);
int w_unmap(int mm, unsigned long page);
int w_lazyfree(int mm, unsigned long page);
int w_cold(int mm, unsigned long page);
void w_mlock(int mm, bool lock);
long w_reclaim(int cgroup, unsigned long pages, int swappiness);
long w_reclaim_limit(int cgroup, unsigned long pages);
long w_reclaim_node(int nid);
void w_kswapd(int nid, int order);
/* a command for the cgroup; @opt counts only behind a @swappiness that is not -1 */
int w_lru_gen_cmd(char cmd, int cgroup, int nid, unsigned long seq, int swappiness,
		  unsigned long opt);
int w_age(int cgroup, int nid, int swappiness);
int w_evict(int cgroup, int nid, unsigned long pages, int swappiness);
int w_evict_age(int cgroup, int nid, int age, unsigned long pages, int swappiness);
void w_switch(bool mglru);
int w_nr_gens(unsigned int nr);
void w_classic_walk(bool on);
long w_walk(int cgroup, int nid);			/* what bpf_reclaim_walk() does */
int w_policy(int cgroup, const char *name);
int w_set(int cgroup, const char *file, const char *value);
int w_create(int parent);
int w_remove(int cgroup);
struct folio *w_file_folio(int file, pgoff_t index);

/* check.c */
extern bool w_never_switched;	/* no cgroup ever kept its folios in another way */
extern bool w_classic_walked;	/* page tables were walked for classic */
extern bool w_one_type;		/* only anon or only file was aged or reclaimed */
extern struct folio *w_held;	/* whose PG_lru somebody else has cleared */
extern bool w_reparented;	/* a cgroup was removed */
extern unsigned int w_fewest_gens, w_most_gens;	/* that were asked for */
extern bool w_drained;		/* no folio waits in a batch */
void w_check(void);

#endif
