// SPDX-License-Identifier: GPL-2.0
/*
 * Policies with hooks in C, where a kernel has BPF programs. One answers by
 * chance, from what is allowed and, now and then, from what is not. The other
 * has a definite opinion: first in, first out.
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
	plan->nr_to_scan = w_random() % 256;
	plan->type = w_random() % 3;
	plan->class = w_random() % 4;
	plan->end = w_random() % 2;
	plan->age = w_random() % 3;
	plan->walk = w_random() % 3;
	if (wrong())
		plan->type = 77;
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

static s32 chance_cgroup_init(struct mem_cgroup *memcg)
{
	return w_random() % 8 ? 0 : -EINVAL;
}

static void chance_cgroup_exit(struct mem_cgroup *memcg)
{
}

static void fifo_rank(struct reclaim_ctx *ctx, struct reclaim_batch *batch)
{
	u32 i;

	for (i = 0; i < batch->nr; i++)
		batch->items[i].verdict = RECLAIM_EVICT;
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

unsigned long w_busy_jiffies;

static void busy_rank(struct reclaim_ctx *ctx, struct reclaim_batch *batch)
{
	w_advance(w_busy_jiffies);
}

static struct reclaim_ops policies[W_POLICIES] = {
	{
		.name = "chance",
		.plan = chance_plan,
		.rank = chance_rank,
		.refault = chance_refault,
		.insert = chance_insert,
		.access = chance_access,
		.cgroup_init = chance_cgroup_init,
		.cgroup_exit = chance_cgroup_exit,
	}, {
		.name = "fifo",
		.rank = fifo_rank,
	},
	{ .name = "none", .rank = none_rank },
	{ .name = "keep", .rank = keep_rank },
	{ .name = "rotate", .rank = rotate_rank },
	{ .name = "promote", .rank = promote_rank },
	{ .name = "miser", .rank = miser_rank },
	{ .name = "slow_hand", .rank = slow_hand_rank },
	{ .name = "busy", .rank = busy_rank },
};

static bool registered[W_POLICIES];

int w_policy_register(int nr)
{
	int err = -EEXIST;

	if (!registered[nr])
		err = reclaim_policy_register(&policies[nr], nr + 1);
	registered[nr] |= !err;
	w_trace("register %s: %d\n", policies[nr].name, err);
	return err;
}

void w_policy_unregister(int nr)
{
	if (registered[nr])
		reclaim_policy_unregister(&policies[nr]);
	registered[nr] = false;
	w_trace("unregister %s\n", policies[nr].name);
	w_run_deferred();
}
