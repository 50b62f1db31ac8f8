// SPDX-License-Identifier: GPL-2.0
/*
 * Policies with hooks in C, where a kernel has BPF programs. Two answer by
 * chance, from what is allowed and, now and then, from what is not, one for
 * generations and one for two lists. One has a definite opinion: first in, first
 * out. Two want another number of classes than there are, the most and the fewest;
 * of these calls are counted, and attaching the former can be refused. One is told
 * what is young and says what a scenario wants it to. Some withhold too much, some
 * leave when asked. Others are those of bpf-policies/ that need no map, compiled as C.
 */
#include <linux/mm.h>
#include <linux/reclaim_ops.h>
#include "reclaim/internal.h"
#include "world.h"

static bool wrong(void)
{
	return !(w_random() % 64);
}

static s32 chance_plan(struct reclaim_ctx *ctx, struct mem_cgroup *memcg,
		       struct reclaim_plan *plan)
{
	int lru;

	plan->nr_to_scan = w_random() % 256;
	plan->type = w_random() % 3;
	plan->class = w_random() % 4;
	plan->end = w_random() % 2;
	plan->age = w_random() % 3;
	plan->walk = w_random() % 3;
	plan->anon_tier = w_random() % 5;
	plan->file_tier = w_random() % 5;
	plan->again = w_random() % 2;
	plan->references = w_random() % 3;
	plan->accessed_only = plan->references == RECLAIM_YES && w_random() % 2;
	for (lru = 0; lru < ARRAY_SIZE(plan->scan); lru++)
		plan->scan[lru] = w_random() % 256;
	plan->deactivate = w_random() % 4;
	if (wrong())
		plan->type = 77;
	if (wrong())
		plan->deactivate = 77;
	return wrong() ? -EINVAL : 0;
}

static void chance_rank(struct reclaim_ctx *ctx, struct reclaim_batch *batch)
{
	u32 i;

	for (i = 0; i < batch->nr; i++) {
		batch->items[i].verdict = w_random() % RECLAIM_NR_VERDICTS;
		batch->items[i].to_class = w_random() % 8;
		batch->items[i].to_end = w_random() % 2;
		if (wrong())
			batch->items[i].verdict = 99;
	}
}

static u32 chance_refault(struct reclaim_refault *refault, struct mem_cgroup *memcg)
{
	return w_random() % 6;
}

static u32 chance_insert(struct reclaim_item *item, struct mem_cgroup *memcg)
{
	return w_random() % 6;
}

static void chance_access(struct reclaim_item *item, struct mem_cgroup *memcg)
{
}

static void chance_young(struct reclaim_ctx *ctx, struct reclaim_batch *batch)
{
	u32 i;

	for (i = 0; i < batch->nr; i++) {
		if (wrong())
			batch->items[i].verdict = w_random() % 99;
		else
			batch->items[i].verdict = w_random() % 2 ? RECLAIM_CLASS : RECLAIM_DEFAULT;
		batch->items[i].to_class = w_random() % 8;
		batch->items[i].to_end = w_random() % 2;
	}
}

static s32 chance_cgroup_init(struct mem_cgroup *memcg)
{
	return w_random() % 8 ? 0 : -EINVAL;
}

static void chance_cgroup_exit(struct mem_cgroup *memcg)
{
}

/* from all classes to all classes, and a new one as often as there is room */
static s32 seven_plan(struct reclaim_ctx *ctx, struct mem_cgroup *memcg,
		      struct reclaim_plan *plan)
{
	if (ctx->nr_classes > 7)
		W_FAIL("%u classes", ctx->nr_classes);
	plan->class = w_random() % ctx->nr_classes;
	plan->end = w_random() % 2;
	plan->age = RECLAIM_YES;
	return 0;
}

static void seven_rank(struct reclaim_ctx *ctx, struct reclaim_batch *batch)
{
	u32 i;

	for (i = 0; i < batch->nr; i++) {
		if (batch->items[i].class >= 7)
			W_FAIL("class %u", batch->items[i].class);
		if (w_random() % 2)
			continue;
		batch->items[i].verdict = RECLAIM_CLASS;
		batch->items[i].to_class = w_random() % 7;
	}
}

/* page n of a file is for class n % 7 */
static u32 seven_insert(struct reclaim_item *item, struct mem_cgroup *memcg)
{
	return item->index % 7 + 1;
}

bool w_policy_refuses, w_policy_quits;
int w_policy_inits, w_policy_exits;

static s32 seven_cgroup_init(struct mem_cgroup *memcg)
{
	if (w_policy_refuses)
		return -EDOM;
	w_policy_inits++;
	if (w_policy_quits) {
		guard(rcu)();
		reclaim_policy_expel(reclaim_policy_find("seven"), RECLAIM_EXIT_ERROR, 0, 0, "");
	}
	return 0;
}

static s32 two_cgroup_init(struct mem_cgroup *memcg)
{
	w_policy_inits++;
	return 0;
}

static void count_cgroup_exit(struct mem_cgroup *memcg)
{
	w_policy_exits++;
}

u32 w_flags_seen;

static void fifo_rank(struct reclaim_ctx *ctx, struct reclaim_batch *batch)
{
	u32 i;

	for (i = 0; i < batch->nr; i++) {
		w_flags_seen |= batch->items[i].flags;
		batch->items[i].verdict = RECLAIM_EVICT;
	}
}

static void none_rank(struct reclaim_ctx *ctx, struct reclaim_batch *batch)
{
}

static void answer(struct reclaim_batch *batch, u32 verdict, u32 class, u32 end)
{
	u32 i;

	for (i = 0; i < batch->nr; i++) {
		batch->items[i].verdict = verdict;
		batch->items[i].to_class = class;
		batch->items[i].to_end = end;
	}
}

static void keep_rank(struct reclaim_ctx *ctx, struct reclaim_batch *batch)
{
	answer(batch, RECLAIM_KEEP, 0, RECLAIM_OLDEST);
}

static void rotate_rank(struct reclaim_ctx *ctx, struct reclaim_batch *batch)
{
	answer(batch, RECLAIM_KEEP, 0, RECLAIM_NEWEST);
}

static void promote_rank(struct reclaim_ctx *ctx, struct reclaim_batch *batch)
{
	answer(batch, RECLAIM_CLASS, ctx->nr_classes - 1, RECLAIM_NEWEST);
}

/* evicts one in a hundred, which is too few */
static void miser_rank(struct reclaim_ctx *ctx, struct reclaim_batch *batch)
{
	static u32 count;
	u32 i;

	answer(batch, RECLAIM_KEEP, 0, RECLAIM_NEWEST);
	for (i = 0; i < batch->nr; i++) {
		if (!(++count % 100))
			batch->items[i].verdict = RECLAIM_EVICT;
	}
}

/* evicts one in ten */
static void slow_hand_rank(struct reclaim_ctx *ctx, struct reclaim_batch *batch)
{
	static u32 count;
	u32 i;

	answer(batch, RECLAIM_KEEP, 0, RECLAIM_NEWEST);
	for (i = 0; i < batch->nr; i++) {
		if (!(++count % 10))
			batch->items[i].verdict = RECLAIM_EVICT;
	}
}

/* takes from the active lists alone what is just enough not to be idle */
static s32 turn_plan(struct reclaim_ctx *ctx, struct mem_cgroup *memcg,
		     struct reclaim_plan *plan)
{
	memcpy(plan->scan, ctx->share, sizeof(plan->scan));
	plan->scan[LRU_INACTIVE_ANON] = 0;
	plan->scan[LRU_INACTIVE_FILE] = 0;
	plan->deactivate = BIT(ANON_AND_FILE) - 1;
	return 0;
}

/* scans nothing, whatever there is */
static s32 idle_plan(struct reclaim_ctx *ctx, struct mem_cgroup *memcg,
		     struct reclaim_plan *plan)
{
	memset(plan->scan, 0, sizeof(plan->scan));
	plan->deactivate = 0;
	return 0;
}

/* has the active lists left alone, even when reclaim would fail for it */
static s32 still_plan(struct reclaim_ctx *ctx, struct mem_cgroup *memcg,
		      struct reclaim_plan *plan)
{
	plan->deactivate = 0;
	return 0;
}

unsigned long w_busy_jiffies;
bool w_busy_once;

static void busy_rank(struct reclaim_ctx *ctx, struct reclaim_batch *batch)
{
	w_advance(w_busy_jiffies);
	if (w_busy_once)
		w_busy_jiffies = 0;
}

static s32 late_plan(struct reclaim_ctx *ctx, struct mem_cgroup *memcg,
		     struct reclaim_plan *plan)
{
	w_advance(w_busy_jiffies);
	return 0;
}

bool w_leaver_accessed_only;

static s32 leaver_plan(struct reclaim_ctx *ctx, struct mem_cgroup *memcg,
		       struct reclaim_plan *plan)
{
	plan->references = RECLAIM_YES;
	plan->accessed_only = w_leaver_accessed_only;
	return 0;
}

/* has no opinion, and leaves in a pass of more than one batch */
static void leaver_rank(struct reclaim_ctx *ctx, struct reclaim_batch *batch)
{
	u64 id;

	if (ctx->priority > W_LEAVES_AT || batch->nr < RECLAIM_BATCH_MAX)
		return;
	reclaim_policy_expel(reclaim_current_policy(&id), RECLAIM_EXIT_ERROR, 0, 0, "");
}

/* what a policy for generations has no say in */
static s32 greedy_plan(struct reclaim_ctx *ctx, struct mem_cgroup *memcg,
		       struct reclaim_plan *plan)
{
	memset(plan->scan, 0xff, sizeof(plan->scan));
	plan->deactivate = BIT(ANON_AND_FILE) - 1;
	return 0;
}

struct w_young w_young;

static void young_young(struct reclaim_ctx *ctx, struct reclaim_batch *batch)
{
	u32 i;

	if (!batch->nr || batch->nr > RECLAIM_BATCH_MAX)
		W_FAIL("young() is shown %u folios", batch->nr);
	w_young.calls++;
	w_advance(w_busy_jiffies);
	for (i = 0; i < batch->nr; i++) {
		struct folio *folio = pfn_folio(batch->items[i].pfn);

		if (folio_lruvec(folio) != ctx->lruvec)
			W_FAIL("young() is shown pfn %llx of another lruvec", batch->items[i].pfn);
		w_young.seen++;
		w_young.again += !!(batch->items[i].flags & RECLAIM_ITEM_WORKINGSET);
		batch->items[i].verdict = w_young.verdict;
		batch->items[i].to_class = w_young.class;
		batch->items[i].to_end = w_young.end;
	}
}

u64 w_policy_count(const char *name, int item)
{
	struct reclaim_policy *policy;
	struct reclaim_stats sum;

	guard(mutex)(&reclaim_policy_mutex);
	policy = reclaim_policy_find(name);
	if (!policy)
		W_FAIL("no policy %s", name);
	reclaim_policy_sum(policy, &sum);
	return sum.item[item];
}

static struct reclaim_ops own[W_OWN] = {
	{
		.name = "chance",
		.plan = chance_plan,
		.rank = chance_rank,
		.refault = chance_refault,
		.insert = chance_insert,
		.access = chance_access,
		.young = chance_young,
		.cgroup_init = chance_cgroup_init,
		.cgroup_exit = chance_cgroup_exit,
	}, {
		.name = "fifo",
		.rank = fifo_rank,
	}, {
		.name = "seven",
		.nr_classes = 7,
		.plan = seven_plan,
		.rank = seven_rank,
		.insert = seven_insert,
		.cgroup_init = seven_cgroup_init,
		.cgroup_exit = count_cgroup_exit,
	}, {
		.name = "two",
		.nr_classes = 2,
		.rank = fifo_rank,
		.cgroup_init = two_cgroup_init,
		.cgroup_exit = count_cgroup_exit,
	},
	{ .name = "none", .rank = none_rank },
	{ .name = "keep", .rank = keep_rank },
	{ .name = "rotate", .rank = rotate_rank },
	{ .name = "promote", .rank = promote_rank },
	{ .name = "miser", .rank = miser_rank },
	{ .name = "slow_hand", .rank = slow_hand_rank },
	{ .name = "busy", .rank = busy_rank },
	{ .name = "young", .young = young_young },
	{
		.name = "lists",
		.flags = RECLAIM_OPS_TWO_LISTS,
		.plan = chance_plan,
		.rank = chance_rank,
		.refault = chance_refault,
		.insert = chance_insert,
	},
	{ .name = "idle", .flags = RECLAIM_OPS_TWO_LISTS, .plan = idle_plan },
	{ .name = "turn", .flags = RECLAIM_OPS_TWO_LISTS, .plan = turn_plan },
	{ .name = "still", .flags = RECLAIM_OPS_TWO_LISTS, .plan = still_plan },
	{ .name = "fifo_lists", .flags = RECLAIM_OPS_TWO_LISTS, .rank = fifo_rank },
	{ .name = "late", .plan = late_plan },
	{ .name = "leaver", .plan = leaver_plan, .rank = leaver_rank },
	{
		.name = "leaver_lists",
		.flags = RECLAIM_OPS_TWO_LISTS,
		.plan = leaver_plan,
		.rank = leaver_rank,
	},
	{ .name = "greedy", .plan = greedy_plan },
};

extern struct reclaim_ops rx_none, rx_none_two, rx_fifo, rx_mru, rx_sieve, rx_chance,
	rx_classic, rx_mglru;

static struct reclaim_ops *const rx[W_POLICIES - W_RX] = {
	&rx_none, &rx_none_two, &rx_fifo, &rx_mru, &rx_sieve, &rx_chance, &rx_classic,
	&rx_mglru,
};

static bool registered[W_POLICIES];

static struct reclaim_ops *policy(int nr)
{
	return nr < W_OWN ? &own[nr] : rx[nr - W_RX];
}

const char *w_policy_name(int nr)
{
	return policy(nr)->name;
}

int w_policy_register(int nr)
{
	int err = -EEXIST;

	if (!registered[nr])
		err = reclaim_policy_register(policy(nr), nr + 1);
	registered[nr] |= !err;
	if (policy(nr)->nr_classes) {
		w_fewest_gens = min(w_fewest_gens, policy(nr)->nr_classes);
		w_most_gens = max(w_most_gens, policy(nr)->nr_classes);
	}
	w_trace("register %s: %d\n", policy(nr)->name, err);
	return err;
}

void w_policy_unregister(int nr)
{
	if (registered[nr])
		reclaim_policy_unregister(policy(nr));
	registered[nr] = false;
	w_trace("unregister %s\n", policy(nr)->name);
	w_run_deferred();
}
