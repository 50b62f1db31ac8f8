// SPDX-License-Identifier: GPL-2.0
/*
 * Asking a policy, and making sense of what it says.
 *
 * Hooks run under RCU with preemption disabled: the per-CPU batch needs that,
 * and it makes the time a call takes CPU time of the policy. What comes back
 * is checked here; the core sees valid answers only.
 */
#include <linux/hash.h>
#include <linux/ktime.h>
#include <linux/mm.h>
#include <linux/mm_inline.h>
#include <linux/pagemap.h>
#include <linux/sched/clock.h>
#include <linux/swap.h>
#include "internal.h"

/* Priorities: above the first every verdict counts, below the second none */
#define RECLAIM_FREE_PRIORITY	4
#define RECLAIM_LAST_PRIORITY	1
/* Answers before the share of invalid ones means anything, and how often to look */
#define RECLAIM_INVALID_SAMPLE	1024
#define RECLAIM_INVALID_LOOK	64

struct reclaim_rank_buffer {
	struct reclaim_batch batch;
	struct folio *folios[RECLAIM_BATCH_MAX];
};

static DEFINE_PER_CPU(struct reclaim_rank_buffer, reclaim_rank_buffer);

/* Return: the policy whose hooks to call for @memcg; under RCU. */
struct reclaim_policy *reclaim_policy_of(struct mem_cgroup *memcg)
{
	struct reclaim_policy *policy;

	if (!memcg)
		return NULL;
	policy = rcu_dereference(memcg->reclaim_policy);
	if (!policy || test_bit(RECLAIM_POLICY_EXPELLED, &policy->flags))
		return NULL;
	return policy;
}

static u64 memcg_cgroup_id(struct mem_cgroup *memcg)
{
	return cgroup_id(memcg->css.cgroup);
}

/* Whose hot hook runs on this CPU, and for which cgroup; NULL if none does */
static DEFINE_PER_CPU(struct reclaim_policy *, reclaim_hook_policy);
static DEFINE_PER_CPU(u64, reclaim_hook_cgroup);

struct reclaim_policy *reclaim_current_policy(u64 *cgroup_id)
{
	*cgroup_id = this_cpu_read(reclaim_hook_cgroup);
	return this_cpu_read(reclaim_hook_policy);
}

static u64 begin_call(struct reclaim_policy *policy, u64 id)
{
	this_cpu_write(reclaim_hook_cgroup, id);
	this_cpu_write(reclaim_hook_policy, policy);
	return local_clock();
}

static void end_call(struct reclaim_policy *policy, enum reclaim_stat_item calls,
		     u64 start, u64 id)
{
	this_cpu_write(reclaim_hook_policy, NULL);
	reclaim_note_time(policy, calls, start, local_clock(), id);
}

/* More than one invalid answer in a hundred: the policy does not know its ABI. */
static void count_invalid(struct reclaim_policy *policy, u64 nr, u64 id)
{
	struct reclaim_stats sum;
	u64 answers, here;

	if (likely(!nr))
		return;

	here = this_cpu_add_return(policy->stats->item[RECLAIM_STAT_INVALID], nr);
	if (here % RECLAIM_INVALID_LOOK >= nr)
		return;
	reclaim_policy_sum(policy, &sum);
	answers = sum.item[RECLAIM_STAT_RANKED] + sum.item[RECLAIM_STAT_PLAN_CALLS] +
		  sum.item[RECLAIM_STAT_INSERT_CALLS] + sum.item[RECLAIM_STAT_REFAULT_CALLS];
	if (answers >= RECLAIM_INVALID_SAMPLE &&
	    sum.item[RECLAIM_STAT_INVALID] * 100 > answers)
		reclaim_policy_expel(policy, RECLAIM_EXIT_INVALID, 0, id,
				     "over 1% of its answers are invalid");
}

/******************************************************************************
 *                        what a policy sees of a folio
 ******************************************************************************/

/* Multiplicative hashing (Knuth, TAOCP vol. 3, 1973); one index, one key in a file */
static u64 hash_file_key(dev_t dev, u64 ino, u64 index)
{
	u64 key = (ino ^ (u64)dev << 32) * GOLDEN_RATIO_64;

	key = (key ^ key >> 32 ^ index) * GOLDEN_RATIO_64;
	return (key ^ key >> 32) ?: 1;
}

/*
 * The caller holds a reference on @folio, but maybe not its lock: truncation
 * may clear the mapping, and RCU keeps the inode until we are done.
 */
static void describe_identity(struct reclaim_item *item, struct folio *folio)
{
	unsigned long mapping = (unsigned long)READ_ONCE(folio->mapping);
	struct inode *inode;

	if (mapping & FOLIO_MAPPING_FLAGS) {
		item->key = hash_file_key(0, mapping, READ_ONCE(folio->index));
		return;
	}
	if (!mapping || folio_test_swapcache(folio))
		return;

	inode = READ_ONCE(((struct address_space *)mapping)->host);
	if (!inode)
		return;
	item->index = READ_ONCE(folio->index);
	item->ino = inode->i_ino;
	item->dev = inode->i_sb->s_dev;
	item->key = hash_file_key(item->dev, item->ino, item->index);
}

static u32 describe_flags(struct folio *folio)
{
	u32 flags = 0;

	if (folio_is_file_lru(folio))
		flags |= RECLAIM_ITEM_FILE;
	if (folio_test_referenced(folio))
		flags |= RECLAIM_ITEM_REFERENCED;
	if (folio_test_workingset(folio))
		flags |= RECLAIM_ITEM_WORKINGSET;
	if (folio_test_dirty(folio))
		flags |= RECLAIM_ITEM_DIRTY;
	if (folio_test_writeback(folio))
		flags |= RECLAIM_ITEM_WRITEBACK;
	if (folio_mapped(folio))
		flags |= RECLAIM_ITEM_MAPPED;
	if (folio_test_swapcache(folio))
		flags |= RECLAIM_ITEM_SWAPCACHE;
	if (folio_test_readahead(folio))
		flags |= RECLAIM_ITEM_READAHEAD;
	return flags;
}

static void describe_folio(struct reclaim_item *item, struct folio *folio, u8 class)
{
	*item = (struct reclaim_item) {
		.pfn = folio_pfn(folio),
		.nr_pages = folio_nr_pages(folio),
		.flags = describe_flags(folio),
		.refs = folio_lru_refs(folio),
		.class = class,
		.nid = folio_nid(folio),
	};
	describe_identity(item, folio);
}

static u8 class_on_list(struct folio *folio, struct lruvec *lruvec)
{
	int gen = folio_lru_gen(folio);
	unsigned long min_seq;

	if (gen < 0)
		return 0;
	min_seq = READ_ONCE(lruvec->lrugen.min_seq[folio_is_file_lru(folio)]);
	return (gen - lru_gen_from_seq(min_seq) + MAX_NR_GENS) % MAX_NR_GENS;
}

/******************************************************************************
 *                                  plan
 ******************************************************************************/

static u64 check_plan(struct reclaim_plan *plan, u64 nr_to_scan, u32 nr_classes)
{
	u64 invalid = 0;

	if (plan->type >= RECLAIM_NR_TYPES) {
		plan->type = RECLAIM_TYPE_DEFAULT;
		invalid++;
	}
	if (plan->end >= RECLAIM_NR_ENDS) {
		plan->end = RECLAIM_OLDEST;
		invalid++;
	}
	if (plan->age >= RECLAIM_NR_TRISTATES) {
		plan->age = RECLAIM_AUTO;
		invalid++;
	}
	if (plan->walk >= RECLAIM_NR_TRISTATES) {
		plan->walk = RECLAIM_AUTO;
		invalid++;
	}
	if (plan->class >= nr_classes) {
		plan->class = nr_classes - 1;
		invalid++;
	}
	plan->nr_to_scan = clamp_t(u64, plan->nr_to_scan,
				   min_t(u64, nr_to_scan, RECLAIM_BATCH_MAX), nr_to_scan);
	return invalid;
}

static void ask_plan(struct reclaim_policy *policy, struct mem_cgroup *memcg,
		     struct reclaim_pass *pass)
{
	const struct reclaim_ops *ops = READ_ONCE(policy->ops);
	u64 nr_to_scan = pass->plan.nr_to_scan;
	u64 start, invalid;
	s32 ret;

	if (!ops->plan)
		return;

	start = begin_call(policy, pass->ctx.cgroup_id);
	ret = ops->plan(&pass->ctx, memcg, &pass->plan);
	end_call(policy, RECLAIM_STAT_PLAN_CALLS, start, pass->ctx.cgroup_id);

	if (ret) {
		pass->plan = (struct reclaim_plan) { .nr_to_scan = nr_to_scan };
		invalid = 1;
	} else {
		invalid = check_plan(&pass->plan, nr_to_scan, policy->nr_classes);
	}
	count_invalid(policy, invalid, pass->ctx.cgroup_id);
}

void __reclaim_pass_begin(struct reclaim_pass *pass, struct lruvec *lruvec,
			  unsigned long nr_to_scan)
{
	struct mem_cgroup *memcg = lruvec_memcg(lruvec);
	struct lru_gen_folio *lrugen = &lruvec->lrugen;
	struct reclaim_policy *policy;

	if (pass->off || pass->ctx.priority <= RECLAIM_LAST_PRIORITY)
		return;

	guard(rcu)();
	policy = reclaim_policy_of(memcg);
	if (!policy)
		return;

	pass->start_ns = ktime_get_ns();
	pass->rank = READ_ONCE(policy->ops)->rank;
	pass->plan.nr_to_scan = nr_to_scan;
	pass->ctx.cgroup_id = memcg_cgroup_id(memcg);
	pass->ctx.nr_classes = READ_ONCE(lrugen->max_seq) -
			       READ_ONCE(lrugen->min_seq[LRU_GEN_FILE]) + 1;
	pass->ctx.lruvec = lruvec;

	guard(preempt)();
	ask_plan(policy, memcg, pass);
}

void __reclaim_pass_end(struct reclaim_pass *pass)
{
	u64 delta = ktime_get_ns() - pass->start_ns;

	scoped_guard(rcu) {
		struct reclaim_policy *policy = reclaim_policy_of(lruvec_memcg(pass->ctx.lruvec));

		if (policy)
			reclaim_stat_add(policy, RECLAIM_STAT_RECLAIM_NS, delta);
	}
	pass->plan = (struct reclaim_plan) {};
	pass->rank = false;
	pass->offered = 0;
	pass->start_ns = 0;
}

/******************************************************************************
 *                                  rank
 ******************************************************************************/

static unsigned int fill_batch(struct reclaim_rank_buffer *buf,
			       struct reclaim_pass *pass, struct list_head *folios,
			       struct folio **cursor)
{
	unsigned int nr = 0;

	while (nr < RECLAIM_BATCH_MAX && &(*cursor)->lru != folios) {
		buf->folios[nr] = *cursor;
		describe_folio(&buf->batch.items[nr++], *cursor, pass->plan.class);
		*cursor = list_prev_entry(*cursor, lru);
	}
	buf->batch.nr = nr;
	return nr;
}

/*
 * Put @folio where it waits to go back. Lists are taken from their tail, so
 * what returns to the end it came from is put back in reverse.
 */
static void keep_folio(struct folio *folio, struct reclaim_kept *kept,
		       u32 class, u32 end, u32 from)
{
	struct list_head *head = &kept->list[class][end];

	if (end == from)
		list_move_tail(&folio->lru, head);
	else
		list_move(&folio->lru, head);
}

/*
 * What the core does with a folio that a policy has no opinion on; see
 * sort_by_tier().
 */
static bool keep_protected(struct reclaim_pass *pass, struct folio *folio,
			   struct reclaim_kept *kept)
{
	int refs = folio_lru_refs(folio);
	bool workingset = folio_test_workingset(folio);
	int tier = lru_tier_from_refs(refs, workingset);
	bool most = refs + workingset == BIT(LRU_REFS_WIDTH) + 1;

	if (tier <= pass->tier && !most)
		return false;
	if (!most && !pass->plan.class)
		kept->protected[tier] += folio_nr_pages(folio);
	set_mask_bits(&folio->flags.f, LRU_REFS_FLAGS, 0);
	keep_folio(folio, kept, min(pass->plan.class + 1, RECLAIM_CLASSES_MAX - 1),
		   RECLAIM_NEWEST, pass->plan.end);
	return true;
}

struct rank_result {
	u64 verdicts[RECLAIM_NR_VERDICTS];
	u64 overridden;
	u64 invalid;
	struct reclaim_withheld withheld;
};

static void apply_verdict(struct reclaim_pass *pass, struct folio *folio,
			  struct reclaim_item *item, u32 nr_classes,
			  struct reclaim_kept *kept, struct rank_result *res)
{
	u32 class = pass->plan.class;
	u32 end = item->to_end;

	if (item->verdict >= RECLAIM_NR_VERDICTS || end >= RECLAIM_NR_ENDS) {
		item->verdict = RECLAIM_DEFAULT;
		res->invalid++;
	}
	res->verdicts[item->verdict]++;

	switch (item->verdict) {
	case RECLAIM_CLASS:
		class = item->to_class;
		if (class >= nr_classes) {
			class = nr_classes - 1;
			res->invalid++;
		}
		break;
	case RECLAIM_KEEP:
		break;
	case RECLAIM_DEMOTE:
		if (pass->can_demote)
			goto offer;
		fallthrough;
	case RECLAIM_DEFAULT:
		if (keep_protected(pass, folio, kept))
			return;
		fallthrough;
	default:
		goto offer;
	}

	if (pass->ctx.priority <= RECLAIM_FREE_PRIORITY && !item->refs) {
		res->overridden++;
		return;
	}

	/* protected for its accesses, which have been answered for */
	if (item->refs && class > pass->plan.class)
		folio_set_workingset(folio);
	set_mask_bits(&folio->flags.f, LRU_REFS_FLAGS, 0);
	keep_folio(folio, kept, class, end, pass->plan.end);
	if (item->refs)
		return;
	if (class > pass->plan.class || end != pass->plan.end)
		res->withheld.moved++;
	else
		res->withheld.kept++;
	return;

offer:
	if (pass->ctx.priority > RECLAIM_FREE_PRIORITY) {
		res->withheld.offered++;
		pass->offered += item->nr_pages;
	}
}

static void account_verdicts(struct reclaim_pass *pass,
			     struct reclaim_policy *policy, unsigned int nr,
			     const struct rank_result *res)
{
	int i;

	reclaim_stat_add(policy, RECLAIM_STAT_RANKED, nr);
	for (i = 0; i < RECLAIM_NR_VERDICTS; i++)
		reclaim_stat_add(policy, RECLAIM_STAT_VERDICT_DEFAULT + i, res->verdicts[i]);
	if (res->overridden)
		reclaim_stat_add(policy, RECLAIM_STAT_OVERRIDDEN, res->overridden);
	count_invalid(policy, res->invalid, pass->ctx.cgroup_id);
}

/* Return: the folios looked at, 0 at the end or when the policy is gone. */
static unsigned int rank_batch(struct reclaim_pass *pass, struct list_head *folios,
			       struct folio **cursor, struct reclaim_kept *kept)
{
	struct mem_cgroup *memcg = lruvec_memcg(pass->ctx.lruvec);
	struct reclaim_rank_buffer *buf;
	struct reclaim_policy *policy;
	struct rank_result res = {};
	const struct reclaim_ops *ops;
	unsigned int i, nr;
	u64 start;

	guard(rcu)();
	guard(preempt)();

	policy = reclaim_policy_of(memcg);
	ops = policy ? READ_ONCE(policy->ops) : NULL;
	if (!ops || !ops->rank)
		return 0;

	buf = this_cpu_ptr(&reclaim_rank_buffer);
	nr = fill_batch(buf, pass, folios, cursor);
	if (!nr)
		return 0;

	start = begin_call(policy, pass->ctx.cgroup_id);
	ops->rank(&pass->ctx, &buf->batch);
	end_call(policy, RECLAIM_STAT_RANK_CALLS, start, pass->ctx.cgroup_id);

	for (i = 0; i < nr; i++)
		apply_verdict(pass, buf->folios[i], &buf->batch.items[i],
			      policy->nr_classes, kept, &res);
	account_verdicts(pass, policy, nr, &res);
	reclaim_note_withheld(pass, policy, memcg, &res.withheld);
	return nr;
}

/**
 * reclaim_rank_folios - ask for a verdict on isolated folios
 * @pass: with &reclaim_pass.rank set.
 * @folios: isolated, the one nearest to the scanned end last; what stays on it
 *	is offered for eviction.
 * @kept: receives the others, to be put back by the caller.
 *
 * Context: process, no lock held.
 */
void reclaim_rank_folios(struct reclaim_pass *pass, struct list_head *folios,
			 struct reclaim_kept *kept)
{
	struct folio *cursor = list_last_entry(folios, struct folio, lru);

	while (pass->rank && rank_batch(pass, folios, &cursor, kept))
		;

	/* the policy has lost its say meanwhile */
	while (&cursor->lru != folios) {
		struct folio *folio = cursor;

		cursor = list_prev_entry(cursor, lru);
		keep_protected(pass, folio, kept);
	}
}

/******************************************************************************
 *                       insert, refault and access
 ******************************************************************************/

static u32 ask_refault(const struct reclaim_ops *ops, struct reclaim_policy *policy,
		       struct mem_cgroup *memcg, struct folio *folio, void *shadow)
{
	struct reclaim_refault refault = {};
	u64 id = memcg_cgroup_id(memcg);
	u64 start = begin_call(policy, id);
	u32 ret;

	describe_folio(&refault.item, folio, 0);
	workingset_describe_refault(folio, shadow, &refault);
	ret = ops->refault(&refault, memcg);
	end_call(policy, RECLAIM_STAT_REFAULT_CALLS, start, id);
	return ret;
}

static u32 ask_insert(const struct reclaim_ops *ops, struct reclaim_policy *policy,
		      struct mem_cgroup *memcg, struct folio *folio)
{
	u64 id = memcg_cgroup_id(memcg);
	struct reclaim_item item;
	u64 start = begin_call(policy, id);
	u32 ret;

	describe_folio(&item, folio, 0);
	ret = ops->insert(&item, memcg);
	end_call(policy, RECLAIM_STAT_INSERT_CALLS, start, id);
	return ret;
}

int __reclaim_choose_class(struct folio *folio, void *shadow)
{
	const struct reclaim_ops *ops;
	struct reclaim_policy *policy;
	struct mem_cgroup *memcg;
	u32 ret = 0;

	guard(rcu)();
	guard(preempt)();

	memcg = folio_memcg(folio);
	policy = reclaim_policy_of(memcg);
	if (!policy)
		return -1;

	ops = READ_ONCE(policy->ops);
	if (shadow && ops->refault)
		ret = ask_refault(ops, policy, memcg, folio, shadow);
	else if (!shadow && ops->insert)
		ret = ask_insert(ops, policy, memcg, folio);

	if (ret > policy->nr_classes) {
		count_invalid(policy, 1, memcg_cgroup_id(memcg));
		ret = policy->nr_classes;
	}
	return (int)ret - 1;
}

void __reclaim_note_access(struct folio *folio)
{
	const struct reclaim_ops *ops;
	struct reclaim_policy *policy;
	struct reclaim_item item;
	struct mem_cgroup *memcg;
	u64 start, id;

	guard(rcu)();
	guard(preempt)();

	memcg = folio_memcg(folio);
	policy = reclaim_policy_of(memcg);
	ops = policy ? READ_ONCE(policy->ops) : NULL;
	if (!ops || !ops->access)
		return;

	id = memcg_cgroup_id(memcg);
	start = begin_call(policy, id);
	describe_folio(&item, folio,
		       class_on_list(folio, mem_cgroup_lruvec(memcg, folio_pgdat(folio))));
	ops->access(&item, memcg);
	end_call(policy, RECLAIM_STAT_ACCESS_CALLS, start, id);
}
