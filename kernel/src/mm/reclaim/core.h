/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What the reclaim core asks of the policy layer, and nothing else of it.
 *
 * Every question costs one static branch while no policy is registered.
 */
#ifndef _MM_RECLAIM_CORE_H
#define _MM_RECLAIM_CORE_H

#include <linux/jump_label.h>
#include <linux/list.h>
#include <linux/memcontrol.h>
#include <linux/mmzone.h>
#include <linux/reclaim_ops.h>

/**
 * struct reclaim_pass - one pass of eviction over one lruvec
 * @ctx: what hooks are told about the pass.
 * @plan: how the pass is done; zero is the core's own way.
 * @two_lists: by the active/inactive LRU, whatever the lruvec keeps meanwhile.
 * @tier: the highest access tier that is not protected, for %RECLAIM_DEFAULT.
 * @planned: the plan is the policy's.
 * @can_demote: there is a slower node to go to, for %RECLAIM_DEMOTE.
 * @offered: pages the policy let go of its own accord since
 *	reclaim_note_evicted().
 * @withheld_by: the policy that last withheld pages during this reclaim, 0 if
 *	none did, and
 * @withheld_in: the cgroup where, for the retry before OOM.
 * @start_ns: local_clock() when the pass began, 0 if it is not timed.
 * @described: &reclaim_ctx.target is up to date.
 * @begun: a policy is in charge of the pass.
 * @rank: ask rank() about isolated folios.
 * @off: do without policies from here on.
 *
 * Lives in scan_control; zero is a pass without a policy.
 */
struct reclaim_pass {
	struct reclaim_ctx ctx;
	struct reclaim_plan plan;
	bool two_lists;
	int tier;
	bool can_demote;
	unsigned long offered;
	u32 withheld_by;
	u64 withheld_in;
	u64 start_ns;
	bool described;
	bool begun;
	bool rank;
	bool planned;
	bool off;
};

/*
 * Folios that rank() withheld, by the class and the end they go to, and the
 * pages that the core protects, by tier
 */
struct reclaim_kept {
	unsigned long used;	/* bits of lists that are initialized */
	struct list_head list[RECLAIM_CLASSES_MAX * RECLAIM_NR_ENDS];
	unsigned long protected[MAX_NR_TIERS];
};

/**
 * struct reclaim_answer - what young() said about one folio
 * @verdict: %RECLAIM_DEFAULT, %RECLAIM_CLASS or %RECLAIM_PROMOTE.
 * @class: for %RECLAIM_CLASS, in range.
 * @end: the same.
 */
struct reclaim_answer {
	u8 verdict;
	u8 class;
	u8 end;
};

/* Change what the root cgroup does, and all that follow it. */
void lru_gen_change_state(bool enabled);
void lru_gen_set_lruvec(struct lruvec *lruvec, bool classic);

#ifdef CONFIG_RECLAIM_EXT

DECLARE_STATIC_KEY_FALSE(reclaim_ext_key);
DECLARE_STATIC_KEY_FALSE(reclaim_place_key);
DECLARE_STATIC_KEY_FALSE(reclaim_access_key);
DECLARE_STATIC_KEY_FALSE(reclaim_young_key);

void reclaim_pass_begin(struct reclaim_pass *pass);
void reclaim_pass_again(struct reclaim_pass *pass, unsigned long nr_to_scan);
void __reclaim_pass_end(struct reclaim_pass *pass);
bool __reclaim_retry_without_policy(struct reclaim_pass *pass);
void __reclaim_retry_succeeded(struct reclaim_pass *pass);
int __reclaim_place_refault(struct folio *folio, unsigned long distance,
			    unsigned long resident, int refs, bool workingset,
			    bool recent);
int __reclaim_place_new(struct folio *folio);
void __reclaim_note_access(struct folio *folio);
bool reclaim_rank_folios(struct reclaim_pass *pass, struct list_head *folios,
			 struct reclaim_kept *kept);
void reclaim_note_evicted(struct reclaim_pass *pass, unsigned long nr_pages);
void reclaim_ask_young(struct reclaim_ctx *ctx, struct folio **folios, unsigned int nr,
		       struct reclaim_answer *answers);
void reclaim_count_promoted(struct lruvec *lruvec, unsigned long nr_pages);

void reclaim_policy_online_memcg(struct mem_cgroup *memcg);
void reclaim_policy_offline_memcg(struct mem_cgroup *memcg);
void reclaim_policy_reset_memcg(struct mem_cgroup *memcg);
void reclaim_policy_follow_root(void);
long reclaim_walk(struct mem_cgroup *memcg, int nid);
int reclaim_policy_show(struct seq_file *m, void *v);
ssize_t reclaim_policy_write(struct kernfs_open_file *of, char *buf,
			     size_t nbytes, loff_t off);

/* Whether it is worth to begin a pass with reclaim_pass_begin(). */
static inline bool reclaim_has_policy(struct lruvec *lruvec)
{
	return static_branch_unlikely(&reclaim_ext_key) &&
	       rcu_access_pointer(lruvec->reclaim_policy);
}

/* A node is visited once more, or another one. */
static inline void reclaim_target_changed(struct reclaim_pass *pass)
{
	pass->described = false;
}

/* The next lruvec may have no policy: leave nothing of this one's behind. */
static inline void reclaim_pass_end(struct reclaim_pass *pass)
{
	if (unlikely(pass->begun))
		__reclaim_pass_end(pass);
}

static inline bool reclaim_retry_without_policy(struct reclaim_pass *pass)
{
	return unlikely(pass->withheld_by) && __reclaim_retry_without_policy(pass);
}

static inline void reclaim_retry_succeeded(struct reclaim_pass *pass)
{
	if (unlikely(pass->off))
		__reclaim_retry_succeeded(pass);
}

/**
 * reclaim_place_refault - ask where a folio belongs that was evicted and is back
 * @folio: locked, charged, not on a list yet.
 * @distance: see &struct reclaim_refault, as the following.
 * @resident: likewise.
 * @refs: likewise.
 * @workingset: likewise.
 * @recent: likewise.
 *
 * Return: a class, or -1 for the core's own placement.
 */
static inline int reclaim_place_refault(struct folio *folio, unsigned long distance,
					unsigned long resident, int refs,
					bool workingset, bool recent)
{
	if (static_branch_unlikely(&reclaim_place_key))
		return __reclaim_place_refault(folio, distance, resident, refs,
					       workingset, recent);
	return -1;
}

/* The same for a folio that is new to the page cache */
static inline int reclaim_place_new(struct folio *folio)
{
	if (static_branch_unlikely(&reclaim_place_key))
		return __reclaim_place_new(folio);
	return -1;
}

static inline void reclaim_note_access(struct folio *folio)
{
	if (static_branch_unlikely(&reclaim_access_key))
		__reclaim_note_access(folio);
}

#else /* !CONFIG_RECLAIM_EXT */

static inline bool reclaim_has_policy(struct lruvec *lruvec)
{
	return false;
}

static inline void reclaim_target_changed(struct reclaim_pass *pass)
{
}

static inline void reclaim_pass_again(struct reclaim_pass *pass, unsigned long nr_to_scan)
{
}

static inline void reclaim_pass_end(struct reclaim_pass *pass)
{
}

static inline bool reclaim_retry_without_policy(struct reclaim_pass *pass)
{
	return false;
}

static inline void reclaim_retry_succeeded(struct reclaim_pass *pass)
{
}

static inline int reclaim_place_refault(struct folio *folio, unsigned long distance,
					unsigned long resident, int refs,
					bool workingset, bool recent)
{
	return -1;
}

static inline int reclaim_place_new(struct folio *folio)
{
	return -1;
}

static inline void reclaim_note_access(struct folio *folio)
{
}

static inline void reclaim_note_evicted(struct reclaim_pass *pass,
					unsigned long nr_pages)
{
}

static inline void reclaim_policy_online_memcg(struct mem_cgroup *memcg)
{
}

static inline void reclaim_policy_offline_memcg(struct mem_cgroup *memcg)
{
}

static inline void reclaim_policy_reset_memcg(struct mem_cgroup *memcg)
{
}

#endif /* CONFIG_RECLAIM_EXT */
#endif /* _MM_RECLAIM_CORE_H */
