// SPDX-License-Identifier: GPL-2.0
/*
 * rx_mglru: generations and tiers, as the built-in `mglru` has them.
 *
 * Classes are generations, two to four of them. Aging begins a new one and moves
 * there what page tables show to be in use, so what is left in the oldest is what
 * nobody touched for that long. A folio that is read through a file descriptor
 * does not move; it climbs tiers, with the logarithm of how often. Whether that
 * protects it is found out: a controller compares how many of a tier's folios
 * come back with how many of tier 0's do. Tiers that do worse move on to the next
 * generation when their turn comes, and are not evicted. Anonymous memory is
 * weighed against page cache in the same way, swappiness being the gain.
 *
 * All of that is in plan(), which is asked for each batch. There is no rank():
 * protection follows from the tier, so the core does it while the folio is on its
 * list. A folio enters where the kind of access that brought it says, and one
 * that comes back has the accesses it had when it left, which the core keeps in
 * the shadow entry; both are the core's placement, so there is no insert() and
 * no refault().
 *
 * Caveats: the core looks at page tables once more before it evicts, and ages by
 * itself when there is no generation left to evict from.
 *
 * Source: Yu Zhao's multi-gen LRU in Linux 6.1, of which this is a twin: the
 * kernel's Documentation/mm/multigen_lru.rst and mm/reclaim/{pid,evict,mglru}.c.
 * `make twins` compares the two.
 */
#include <reclaim_ext/common.bpf.h>

#define NR_TIERS	4
#define MIN_CLASSES	2
#define DEF_PRIORITY	12
#define MAX_SWAPPINESS	200
#define FILE_ONLY	0
#define ANON_ONLY	(MAX_SWAPPINESS + 1)
/* Refaults that are too few to mean anything */
#define FEW_PAGES	64

/* Some folios: how many were evicted or protected, how many came back */
struct position {
	u64 refaulted;
	u64 total;
	u64 gain;
};

/* A controller's error: whether @pv comes back no more often than @sp does */
static __always_inline bool is_no_worse(const struct position *sp, const struct position *pv)
{
	return pv->refaulted < FEW_PAGES ||
	       pv->refaulted * (sp->total + FEW_PAGES) * sp->gain <=
	       (sp->refaulted + 1) * pv->total * pv->gain;
}

static __always_inline struct position all_tiers(const struct reclaim_tiers *tiers, u64 gain)
{
	struct position sum = { .gain = gain };

	for (int i = 0; i < NR_TIERS; i++) {
		sum.refaulted += tiers->refaulted[i];
		sum.total += tiers->total[i];
	}
	return sum;
}

/* Which type comes back less often, for what swappiness says it may */
static __always_inline u32 type_to_evict(const struct reclaim_tiers *anon,
					 const struct reclaim_tiers *file, u32 swappiness)
{
	struct position sp, pv;

	if (swappiness <= FILE_ONLY + 1)
		return RECLAIM_TYPE_FILE;
	if (swappiness >= MAX_SWAPPINESS)
		return RECLAIM_TYPE_ANON;

	sp = all_tiers(anon, swappiness);
	pv = all_tiers(file, MAX_SWAPPINESS - swappiness);
	return is_no_worse(&sp, &pv) ? RECLAIM_TYPE_FILE : RECLAIM_TYPE_ANON;
}

/*
 * The last tier before one that comes back clearly more often than tier 0. The
 * gains leave a margin: with twice the accesses a tier is expected to come back
 * twice as often.
 */
static __always_inline u32 last_unprotected(const struct reclaim_tiers *tiers)
{
	struct position sp = { tiers->refaulted[0], tiers->total[0], 2 };
	u32 tier;

	for (tier = 1; tier < NR_TIERS; tier++) {
		struct position pv = { tiers->refaulted[tier], tiers->total[tier], 3 };

		if (!is_no_worse(&sp, &pv))
			break;
	}
	return tier - 1;
}

/* Of the types that may be evicted, the one with more generations sets the pace. */
static __always_inline u32 classes_in_use(const struct reclaim_ctx *pass)
{
	if (pass->swappiness == FILE_ONLY)
		return pass->nr_classes;
	if (pass->swappiness == ANON_ONLY)
		return pass->nr_anon_classes;
	return pass->nr_classes > pass->nr_anon_classes ? pass->nr_classes :
							  pass->nr_anon_classes;
}

/* Two generations are never evicted from, so the other type has to give. */
static __always_inline u32 type_that_can_give(const struct reclaim_ctx *pass, u32 type)
{
	u32 file = pass->nr_classes, anon = pass->nr_anon_classes;

	if (type == RECLAIM_TYPE_FILE && file == MIN_CLASSES && anon > MIN_CLASSES)
		return RECLAIM_TYPE_ANON;
	if (type == RECLAIM_TYPE_ANON && anon == MIN_CLASSES && file > MIN_CLASSES)
		return RECLAIM_TYPE_FILE;
	return type;
}

SEC("struct_ops/plan")
int BPF_PROG(rx_mglru_plan, struct reclaim_ctx *pass, struct mem_cgroup *memcg,
	     struct reclaim_plan *plan)
{
	struct reclaim_tiers anon, file;
	u32 type;

	bpf_reclaim_tiers(pass, RECLAIM_TYPE_ANON, &anon);
	bpf_reclaim_tiers(pass, RECLAIM_TYPE_FILE, &file);
	type = type_to_evict(&anon, &file, pass->swappiness);
	plan->type = type_that_can_give(pass, type);
	plan->anon_tier = RX_TIER(last_unprotected(&anon));
	plan->file_tier = RX_TIER(last_unprotected(&file));

	/* a generation ahead of need, unless reclaim is at its gentlest */
	plan->age = classes_in_use(pass) == MIN_CLASSES + 1 && pass->priority < DEF_PRIORITY ?
		    RECLAIM_YES : RECLAIM_NO;
	plan->again = 1;
	return 0;
}

SEC(".struct_ops.link")
struct reclaim_ops rx_mglru = {
	.plan		= (void *)rx_mglru_plan,
	.name		= "rx_mglru",
};
