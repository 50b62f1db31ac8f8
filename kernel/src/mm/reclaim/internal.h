/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Reclaim policies: what the files of mm/reclaim/ share.
 *
 * Lock order:
 *
 *   cgroup_mutex			(a cgroup comes or goes)
 *     reclaim_policy_mutex		(registry, attachments, exit record)
 *       hooks that may sleep
 *
 *   struct_ops' update_mutex		(register, unregister, update)
 *     reclaim_policy_mutex
 *
 * Hot hooks run under RCU alone, with preemption disabled. A policy is freed
 * after no lruvec points to it and a grace period has passed.
 */
#ifndef _MM_RECLAIM_INTERNAL_H
#define _MM_RECLAIM_INTERNAL_H

#include <linux/mutex.h>
#include <linux/percpu.h>
#include <linux/workqueue.h>
#include "core.h"

#define RECLAIM_BUDGET_MAX_US	20000

/* How long misbehaviour is remembered */
#define RECLAIM_STRIKE_WINDOW	(30 * HZ)

static_assert(RECLAIM_CLASSES_MIN == MIN_NR_GENS && RECLAIM_CLASSES_MAX == MAX_NR_GENS);

struct reclaim_policy;

/*
 * Counters of a policy, named in sysfs.c; the verdicts in the order of enum
 * reclaim_verdict.
 */
enum reclaim_stat_item {
	RECLAIM_STAT_PLAN_CALLS,
	RECLAIM_STAT_RANK_CALLS,
	RECLAIM_STAT_REFAULT_CALLS,
	RECLAIM_STAT_INSERT_CALLS,
	RECLAIM_STAT_ACCESS_CALLS,
	RECLAIM_STAT_YOUNG_CALLS,
	RECLAIM_STAT_HOOK_NS,
	RECLAIM_STAT_RANKED,
	RECLAIM_STAT_VERDICT_DEFAULT,
	RECLAIM_STAT_VERDICT_EVICT,
	RECLAIM_STAT_VERDICT_KEEP,
	RECLAIM_STAT_VERDICT_CLASS,
	RECLAIM_STAT_VERDICT_DEMOTE,
	RECLAIM_STAT_VERDICT_PROMOTE,
	RECLAIM_STAT_OVERRIDDEN,
	RECLAIM_STAT_INVALID,
	RECLAIM_STAT_BYPASSED,
	RECLAIM_STAT_STRIKES,
	RECLAIM_STAT_EVICTED,
	RECLAIM_STAT_YOUNG,
	RECLAIM_STAT_PROMOTED,
	RECLAIM_STAT_RECLAIM_NS,
	RECLAIM_NR_STATS,
};

/* With the time spent in hooks since @busy_since, which is a local_clock() */
struct reclaim_stats {
	u64 item[RECLAIM_NR_STATS];
	u64 busy_since;
	u64 busy_ns;
};

/* How folios of a cgroup are kept, numbered as the built-in policies are */
enum reclaim_lists {
	RECLAIM_LISTS_TWO,
	RECLAIM_LISTS_GENERATIONS,
};

enum reclaim_policy_flags {
	RECLAIM_POLICY_EXPELLED,	/* no hook is called any more */
};

/**
 * struct reclaim_policy - a registered policy
 * @node: in reclaim_policies, under reclaim_policy_mutex.
 * @ops: its hooks; replaced by an update of its link, so read once per use.
 * @name: copied from the ops.
 * @id: of the BPF map behind it, for user space.
 * @lists: how it wants folios kept.
 * @nr_classes: classes it tells apart, 0 for as many as the multi-gen LRU.
 * @budget_ns: CPU time one hook call may take.
 * @nr_cgroups: mem_cgroups it is in charge of, on all nodes or some, under
 *	reclaim_policy_mutex.
 * @flags: enum reclaim_policy_flags, atomic.
 * @nr_strikes: within the window that began at @strike_start.
 * @strike_start: jiffies.
 * @strike_calls: hook calls until then.
 * @strike_slow: how many were slow since.
 * @strike_ns: taken by these.
 * @strike_lock: protects these.
 * @exit: written once, by whoever sets RECLAIM_POLICY_EXPELLED or unregisters.
 * @expel_work: takes it from its cgroups.
 * @stats: per CPU.
 */
struct reclaim_policy {
	struct list_head node;
	const struct reclaim_ops *ops;
	char name[RECLAIM_NAME_LEN];
	u32 id;
	enum reclaim_lists lists;
	u32 nr_classes;
	u64 budget_ns;
	unsigned int nr_cgroups;
	unsigned long flags;
	unsigned int nr_strikes;
	unsigned long strike_start;
	u64 strike_calls;
	u64 strike_slow;
	u64 strike_ns;
	raw_spinlock_t strike_lock;	/* the five above */
	struct reclaim_exit_info exit;
	struct work_struct expel_work;
	struct reclaim_stats __percpu *stats;
};

extern struct mutex reclaim_policy_mutex;
extern struct list_head reclaim_policies;

/* policy.c */
int reclaim_policy_register(const struct reclaim_ops *ops, u32 id);
void reclaim_policy_unregister(const struct reclaim_ops *ops);
int reclaim_policy_update(const struct reclaim_ops *ops,
			  const struct reclaim_ops *old, u32 id);
struct reclaim_policy *reclaim_policy_find(const char *name);
/* whose init() runs; cleared if it gives up */
extern const struct reclaim_ops *reclaim_init_ops;

static inline bool reclaim_policy_is_live(const struct reclaim_policy *policy)
{
	return policy && !test_bit(RECLAIM_POLICY_EXPELLED, &policy->flags);
}

/* Whether it misbehaved not long ago */
static inline bool reclaim_is_suspect(const struct reclaim_policy *policy)
{
	return unlikely(READ_ONCE(policy->nr_strikes)) &&
	       !time_after(jiffies, READ_ONCE(policy->strike_start) + RECLAIM_STRIKE_WINDOW +
				    nsecs_to_jiffies(READ_ONCE(policy->strike_ns)));
}

/* follow.c */
enum {
	RECLAIM_CLASSIC = RECLAIM_LISTS_TWO,
	RECLAIM_MGLRU = RECLAIM_LISTS_GENERATIONS,
	RECLAIM_NR_BUILTINS
};

extern struct reclaim_policy reclaim_builtins[RECLAIM_NR_BUILTINS];

struct reclaim_policy *reclaim_builtin_find(const char *name);
struct reclaim_policy *reclaim_wanted_policy(struct mem_cgroup *memcg, int nid);
struct reclaim_policy *reclaim_policy_in_charge(struct mem_cgroup *memcg, int nid);
int reclaim_policy_attach(struct mem_cgroup *memcg, int nid, const char *name);
void reclaim_policy_detach_all(struct reclaim_policy *policy);

/* hooks.c */
struct reclaim_policy *reclaim_current_policy(u64 *cgroup_id);
struct reclaim_policy *reclaim_policy_of(struct lruvec *lruvec);
u64 reclaim_class_pages(struct lruvec *lruvec, u32 type, u32 class);
u64 reclaim_lruvec_pages(struct lruvec *lruvec);
int reclaim_read_tiers(struct lruvec *lruvec, u32 type, struct reclaim_tiers *tiers);

/* watchdog.c */

/**
 * struct reclaim_withheld - what a policy made of some folios
 * @kept: folios not accessed, and yet to stay where they were.
 * @moved: pages not accessed, and yet to go to a younger class or the other end.
 * @offered: folios for eviction, of its own accord.
 * @offered_pages: how many pages these have.
 */
struct reclaim_withheld {
	unsigned int kept;
	unsigned int moved;
	unsigned int offered;
	unsigned int offered_pages;
};

void reclaim_note_time(struct reclaim_policy *policy, int nr_calls,
		       u64 start, u64 end, u64 cgroup_id);
void reclaim_note_withheld(struct reclaim_pass *pass, struct reclaim_policy *policy,
			   const struct reclaim_withheld *withheld);

/* exit.c */
extern const char *const reclaim_exit_names[RECLAIM_NR_EXITS];

/* a page of sysfs has room for it beside the counters */
#define RECLAIM_PATH_LEN	1024

struct reclaim_exit_record {
	char name[RECLAIM_NAME_LEN];
	struct reclaim_exit_info info;
	struct reclaim_stats stats;
	char path[RECLAIM_PATH_LEN];
};

extern struct reclaim_exit_record reclaim_last_exit;
extern unsigned long reclaim_nr_exits;

void reclaim_policy_expel(struct reclaim_policy *policy,
			  enum reclaim_exit_kind kind, s64 code, u64 cgroup_id,
			  const char *msg);
void reclaim_policy_expel_ops(const struct reclaim_ops *ops, s64 code,
			      const char *msg);
int reclaim_policy_expel_name(const char *name);
void reclaim_policy_expel_workfn(struct work_struct *work);
void reclaim_record_exit(struct reclaim_policy *policy);
void reclaim_policy_sum(struct reclaim_policy *policy, struct reclaim_stats *sum);

static inline void reclaim_stat_add(struct reclaim_policy *policy,
				    enum reclaim_stat_item item, u64 delta)
{
	this_cpu_add(policy->stats->item[item], delta);
}

#endif /* _MM_RECLAIM_INTERNAL_H */
