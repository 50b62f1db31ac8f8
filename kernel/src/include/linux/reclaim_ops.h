/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Reclaim policies: who is evicted, apart from how.
 *
 * The core (mm/vmscan.c) isolates, unmaps, writes back, swaps, demotes and
 * detects refaults. A policy answers questions about that work through struct
 * reclaim_ops, which is implemented in BPF and chosen per cgroup by
 * memory.reclaim_policy. No answer can make reclaim unsafe: every one is
 * checked, clamped and counted, and a policy that keeps memory from being
 * reclaimed is expelled.
 *
 * Policies see all of this through vmlinux BTF; names and values are stable within
 * a kernel release.
 */
#ifndef _LINUX_RECLAIM_OPS_H
#define _LINUX_RECLAIM_OPS_H

#include <linux/types.h>

struct folio;
struct lruvec;
struct mem_cgroup;

#define RECLAIM_NAME_LEN	16	/* with the terminating NUL */
#define RECLAIM_MSG_LEN		64
#define RECLAIM_BATCH_MAX	32	/* folios per rank() or young() call */
#define RECLAIM_CLASSES_MIN	2
#define RECLAIM_CLASSES_MAX	7	/* MAX_NR_GENS */

/**
 * enum reclaim_verdict - what rank() or young() says about one folio
 * @RECLAIM_DEFAULT: no opinion; the core decides as it would without a policy.
 * @RECLAIM_EVICT: offer the folio for eviction. References through page
 *	tables, mlock, pins, dirty and writeback state are still checked.
 * @RECLAIM_KEEP: put it back into the class it came from.
 * @RECLAIM_CLASS: put it into class &reclaim_item.to_class.
 * @RECLAIM_DEMOTE: as %RECLAIM_EVICT where there is a slower node, which the
 *	folio then goes to; %RECLAIM_DEFAULT where there is none.
 * @RECLAIM_PROMOTE: move it to the nearest node of a faster memory tier, as far
 *	as that has free memory, and the cgroup and mbind() allow it;
 *	%RECLAIM_DEFAULT where there is none, in direct reclaim and in what user
 *	space asks for by memory.reclaim or debugfs, and while somebody waits for
 *	the mmap lock.
 *
 * rank() may say any but %RECLAIM_PROMOTE; young() may say %RECLAIM_DEFAULT,
 * %RECLAIM_CLASS and %RECLAIM_PROMOTE.
 */
enum reclaim_verdict {
	RECLAIM_DEFAULT,
	RECLAIM_EVICT,
	RECLAIM_KEEP,
	RECLAIM_CLASS,
	RECLAIM_DEMOTE,
	RECLAIM_PROMOTE,
	RECLAIM_NR_VERDICTS,
};

/**
 * enum reclaim_end - an end of a list
 * @RECLAIM_OLDEST: the tail, where eviction starts by default.
 * @RECLAIM_NEWEST: the head, where folios are added by default.
 */
enum reclaim_end {
	RECLAIM_OLDEST,
	RECLAIM_NEWEST,
	RECLAIM_NR_ENDS,
};

/**
 * enum reclaim_type - which kind of memory a plan evicts
 * @RECLAIM_TYPE_DEFAULT: the core balances by swappiness and refaults.
 * @RECLAIM_TYPE_ANON: anonymous memory, where swappiness and swap allow it.
 * @RECLAIM_TYPE_FILE: page cache, where swappiness allows it.
 */
enum reclaim_type {
	RECLAIM_TYPE_DEFAULT,
	RECLAIM_TYPE_ANON,
	RECLAIM_TYPE_FILE,
	RECLAIM_NR_TYPES,
};

/**
 * enum reclaim_tristate - a yes/no answer that may be left to the core
 * @RECLAIM_AUTO: the core decides.
 * @RECLAIM_YES: do it.
 * @RECLAIM_NO: do not, unless reclaim could not go on without.
 */
enum reclaim_tristate {
	RECLAIM_AUTO,
	RECLAIM_YES,
	RECLAIM_NO,
	RECLAIM_NR_TRISTATES,
};

/**
 * enum reclaim_ops_flags - &reclaim_ops.flags
 * @RECLAIM_OPS_TWO_LISTS: folios are kept on an active list, class 1, and an
 *	inactive one, class 0, instead of in generations. A folio moves up when
 *	it is read for the second time, not when it is aged; &reclaim_plan.scan
 *	says how much of each list a pass takes, and rank() is asked about
 *	folios of both.
 * @RECLAIM_OPS_NO_KEYS: items have no key, ino, index and dev, which cost as
 *	much to find out as all else of an item.
 */
enum reclaim_ops_flags {
	RECLAIM_OPS_TWO_LISTS	= 1 << 0,
	RECLAIM_OPS_NO_KEYS	= 1 << 1,
	RECLAIM_OPS_FLAGS	= RECLAIM_OPS_TWO_LISTS | RECLAIM_OPS_NO_KEYS,
};

/* &reclaim_item.flags: what the folio was when it was looked at */
enum reclaim_item_flags {
	RECLAIM_ITEM_FILE	= 1 << 0,	/* on a file list */
	RECLAIM_ITEM_REFERENCED	= 1 << 1,	/* accessed since it was last aged */
	RECLAIM_ITEM_WORKINGSET	= 1 << 2,	/* was protected for its accesses before */
	RECLAIM_ITEM_DIRTY	= 1 << 3,
	RECLAIM_ITEM_WRITEBACK	= 1 << 4,
	RECLAIM_ITEM_MAPPED	= 1 << 5,	/* in at least one page table */
	RECLAIM_ITEM_SWAPCACHE	= 1 << 6,
	RECLAIM_ITEM_READAHEAD	= 1 << 7,	/* reading it starts the next read-ahead */
	RECLAIM_ITEM_EXEC	= 1 << 8,	/* where it was referenced, code may run */
	RECLAIM_ITEM_UNKNOWN	= 1 << 9,	/* its page tables could not be looked at */
};

/**
 * struct reclaim_item - a copy of what matters about one folio
 * @key: identity that survives eviction for file folios: a hash of device,
 *	inode and offset, never 0. For anonymous folios it holds only while the
 *	folio is resident. 0 where there is none.
 * @ino: inode number; 0 for anonymous folios.
 * @index: offset in the file, in pages.
 * @pfn: page frame number of the first page.
 * @dev: device of the file's super block (as in stat(2) st_dev, kernel
 *	encoding).
 * @nr_pages: size in base pages.
 * @flags: enum reclaim_item_flags.
 * @refs: reads through file descriptors since it was last aged or its accesses
 *	were consumed, saturating; 1 also where page tables have shown a first use.
 * @class: age rank of its list, 0 is the oldest.
 * @nid: NUMA node.
 * @ptes: page table entries that it was accessed through since they were last
 *	looked at, saturating; 0 unless &reclaim_plan.references asks for them.
 * @verdict: written by rank() and young(): enum reclaim_verdict.
 * @to_class: written by the same: the class for %RECLAIM_CLASS, clamped.
 * @to_end: written by the same: the end of the list that %RECLAIM_KEEP and
 *	%RECLAIM_CLASS use, enum reclaim_end; the zero value is
 *	%RECLAIM_OLDEST, so a policy that rotates says %RECLAIM_NEWEST.
 *
 * Only @verdict, @to_class and @to_end can be written, and make a difference in
 * rank() and young() only.
 */
struct reclaim_item {
	u64 key;
	u64 ino;
	u64 index;
	u64 pfn;
	u32 dev;
	u32 nr_pages;
	u32 flags;
	u8 refs;
	u8 class;
	u16 nid;
	u8 ptes;
	u32 verdict;
	u32 to_class;
	u32 to_end;
};

/**
 * struct reclaim_batch - the folios one rank() or young() call is asked about
 * @nr: how many, 1 to %RECLAIM_BATCH_MAX.
 *
 * Items are reached with bpf_reclaim_batch_item(): in rank() the tail of the
 * list first, in young() as they were found.
 */
struct reclaim_batch {
	u32 nr;
	u32 pad;
	struct reclaim_item items[RECLAIM_BATCH_MAX];
};

/**
 * struct reclaim_target - the cgroup that is reclaimed, with all below it
 * @pages: on one node, by enum lru_list.
 * @cost: what reclaim of anonymous memory ([0]) and of page cache ([1]) cost
 *	lately, in pages rotated and, for more, read back; decays.
 * @refaulted: bit 0 for anonymous memory, bit 1 for page cache: since the last
 *	round of reclaim, folios came back that would have fit in.
 * @file_tiny: 1 if page cache and free memory of the node together are below
 *	what has to be free, and anonymous memory is worth scanning.
 * @force: 1 if reclaim failed and may do so no more for the sake of the active
 *	list.
 * @no_trim: 1 if page cache alone was tried and that failed.
 */
struct reclaim_target {
	u64 pages[4];
	u64 cost[2];
	u32 refaulted;
	u32 file_tiny;
	u32 force;
	u32 no_trim;
};

/**
 * struct reclaim_tiers - how folios of one type fared, by how often they were read
 * @refaulted: of the folios that left, how many pages came back, decaying.
 * @total: pages that were evicted or protected, decaying.
 *
 * Tier 0 is what was read once or never, each further one up to twice as often;
 * the last one is for %RECLAIM_ITEM_WORKINGSET.
 */
struct reclaim_tiers {
	u64 refaulted[4];
	u64 total[4];
};

/**
 * struct reclaim_ctx - the reclaim pass a hook is called from
 * @cgroup_id: ID of the cgroup whose memory is looked at (stat(2) st_ino of
 *	its folder).
 * @nid: NUMA node.
 * @priority: 12 (gentle) to 0 (about to fail), as in the kernel's reclaim.
 * @order: allocation order reclaim works for.
 * @kswapd: 1 in background reclaim, 0 in an allocating task.
 * @proactive: 1 when user space asked (memory.reclaim).
 * @swappiness: 0 to 200, or 201 for anonymous memory only.
 * @nr_classes: classes of file memory in use now, 1 to those the policy tells
 *	apart.
 * @nr_anon_classes: the same of anonymous memory.
 * @share: with %RECLAIM_OPS_TWO_LISTS, pages of each list, by enum lru_list, that
 *	priority and protection allow to take; 0 where swappiness or swap allow
 *	nothing.
 * @target: with the same, what balance is judged by.
 */
struct reclaim_ctx {
	u64 cgroup_id;
	u32 nid;
	s32 priority;
	u32 order;
	u32 kswapd;
	u32 proactive;
	u32 swappiness;
	u32 nr_classes;
	u32 nr_anon_classes;
	u64 share[4];
	struct reclaim_target target;
	/* private: the core's */
	struct lruvec *lruvec;
	struct mem_cgroup *memcg;
};

/**
 * struct reclaim_plan - the shape of the next reclaim pass over one lruvec
 * @nr_to_scan: in pages; preset by the core, a policy may lower it, not below
 *	%RECLAIM_BATCH_MAX.
 * @type: enum reclaim_type.
 * @class: the class to evict from, 0 is the oldest; clamped.
 * @end: the end of that class's list to evict from, enum reclaim_end.
 * @age: start a new youngest class first if there is room for one, enum
 *	reclaim_tristate.
 * @walk: %RECLAIM_NO to age without walking page tables, enum reclaim_tristate;
 *	else they are walked if the machine can.
 * @anon_tier: n + 1 to move anonymous folios of tiers above n, see struct
 *	reclaim_tiers, to the next class before they would be taken off the
 *	list; 0 leaves n to the core. With rank(), what %RECLAIM_DEFAULT does;
 *	with @accessed_only, both.
 * @file_tier: the same for page cache.
 * @again: ask again after each batch of the pass, if not 0.
 * @references: %RECLAIM_YES has the page tables of folios looked at before
 *	rank() is asked, for &reclaim_item.ptes, and leaves it to rank() what
 *	follows; else they are looked at when a folio is about to be evicted,
 *	and the core keeps what is in use.
 * @accessed_only: with @references, ask rank() only about folios that page tables
 *	show to be in use, if not 0; all others are offered.
 * @scan: with %RECLAIM_OPS_TWO_LISTS, pages to take of each list, by enum
 *	lru_list. Preset by the core, which balances one type against the other;
 *	a policy may say anything up to &reclaim_ctx.share. A plan that takes
 *	less than a quarter of a batch where more is allowed is dropped. The
 *	members from @nr_to_scan to @again do not matter then.
 * @deactivate: with %RECLAIM_OPS_TWO_LISTS, whether pages of the active lists
 *	are taken: bit 0 for anonymous memory, bit 1 for page cache; preset by
 *	the core.
 *
 * All zero when plan() is called, but for what is preset: the default pass.
 */
struct reclaim_plan {
	u64 nr_to_scan;
	u32 type;
	u32 class;
	u32 end;
	u32 age;
	u32 walk;
	u32 anon_tier;
	u32 file_tier;
	u32 again;
	u32 references;
	u32 accessed_only;
	u64 scan[4];
	u32 deactivate;
};

/**
 * struct reclaim_refault - a folio that came back
 * @item: what is known of the folio, of its flags only its type;
 *	&reclaim_item.key is 0 for anonymous folios.
 * @distance: how many classes are younger than the oldest one of when it was
 *	evicted, so that it is one less than there were classes for what comes back
 *	at once; pages that were evicted or activated since, if it left an inactive
 *	list. The largest number where there is no telling, as when it was evicted
 *	from another cgroup.
 * @resident: pages that it could have outlived in memory in their place, if it
 *	left an inactive list, else 0.
 * @refs: accesses it had when it was evicted, saturating.
 * @workingset: 1 if it had been in the working set before.
 * @recent: 1 if the core would count it as recently evicted.
 */
struct reclaim_refault {
	struct reclaim_item item;
	u64 distance;
	u64 resident;
	u32 refs;
	u32 workingset;
	u32 recent;
};

/**
 * struct reclaim_init_args - what init() is told
 * @nr_nodes: online NUMA nodes.
 * @batch_max: %RECLAIM_BATCH_MAX of the running kernel.
 * @classes_max: %RECLAIM_CLASSES_MAX of the running kernel.
 */
struct reclaim_init_args {
	u32 nr_nodes;
	u32 batch_max;
	u32 classes_max;
};

/**
 * enum reclaim_exit_kind - why a policy ended
 * @RECLAIM_EXIT_NONE: it did not.
 * @RECLAIM_EXIT_UNREG: unregistered: its link was closed, unpinned or detached.
 * @RECLAIM_EXIT_ERROR: it called bpf_reclaim_error().
 * @RECLAIM_EXIT_STALL: strikes, the last for keeping everything.
 * @RECLAIM_EXIT_SLOW: strikes, the last for a call over its budget, and one
 *	call in 64 was, or they took a second; or for a second of which a CPU spent
 *	more than half in hooks.
 * @RECLAIM_EXIT_INVALID: more than one answer in a hundred was invalid.
 * @RECLAIM_EXIT_OOM: strikes, the last because reclaim failed with it and
 *	succeeded without.
 * @RECLAIM_EXIT_ADMIN: expelled through sysfs or SysRq.
 */
enum reclaim_exit_kind {
	RECLAIM_EXIT_NONE,
	RECLAIM_EXIT_UNREG,
	RECLAIM_EXIT_ERROR,
	RECLAIM_EXIT_STALL,
	RECLAIM_EXIT_SLOW,
	RECLAIM_EXIT_INVALID,
	RECLAIM_EXIT_OOM,
	RECLAIM_EXIT_ADMIN,
	RECLAIM_NR_EXITS,
};

/**
 * struct reclaim_exit_info - the exit record
 * @kind: enum reclaim_exit_kind.
 * @pad: zero.
 * @code: the policy's own number for %RECLAIM_EXIT_ERROR, nanoseconds for
 *	%RECLAIM_EXIT_SLOW, else 0.
 * @cgroup_id: where it happened, 0 if for no cgroup in particular.
 * @msg: one line.
 */
struct reclaim_exit_info {
	u32 kind;
	u32 pad;
	s64 code;
	u64 cgroup_id;
	char msg[RECLAIM_MSG_LEN];
};

/**
 * struct reclaim_ops - a reclaim policy
 *
 * Every hook may be missing; at least one of @plan, @rank and @young must be there.
 * "Hot" hooks run under RCU with preemption disabled and no lock of memory
 * management held but, in @young, the mmap lock for reading: they cannot sleep or
 * allocate, and only the listed helpers and kfuncs can be called from them. What a
 * hook returns is advice: it is clamped, and invalid answers are counted.
 */
struct reclaim_ops {
	/**
	 * @plan: shape the next pass over one lruvec.
	 * @ctx: the pass; read only.
	 * @memcg: the cgroup the lruvec belongs to.
	 * @plan: preset to the default; written by the policy.
	 *
	 * Called once per lruvec and pass, and where &reclaim_plan.again says so
	 * after each batch.
	 *
	 * Missing: the default pass. A member out of range counts as invalid
	 * and is replaced by its default, @class by the youngest; amounts to scan
	 * are clamped and not counted.
	 *
	 * **Context:** hot; reclaim, at priorities above 1.
	 *
	 * **Return:** 0; anything else is invalid and drops the whole plan.
	 */
	s32 (*plan)(struct reclaim_ctx *ctx, struct mem_cgroup *memcg,
		    struct reclaim_plan *plan);

	/**
	 * @rank: give a verdict on each of up to %RECLAIM_BATCH_MAX folios.
	 * @ctx: the pass.
	 * @batch: the folios, isolated, no lock held on them.
	 *
	 * Missing, or %RECLAIM_DEFAULT: the core's own protection by access
	 * count applies. An unknown verdict counts as invalid and as %RECLAIM_DEFAULT. At
	 * priorities 2 to 4 %RECLAIM_KEEP and %RECLAIM_CLASS hold only for
	 * folios with &reclaim_item.refs or ptes; at 0 and 1 rank() is not asked.
	 *
	 * Where both hold, the accesses are consumed, and a folio that had some
	 * and moves to a younger class is marked %RECLAIM_ITEM_WORKINGSET. One
	 * that leaves the active list is marked, too, and keeps its accesses.
	 *
	 * Folios without accesses that are kept nevertheless are a debt, of
	 * which an offer pays 4 and each page that is reclaimed then 32. As many
	 * folios as 16 batches hold, kept where eviction starts, or a quarter of
	 * the pages of the lruvec (at most 1 GiB, and 512 pages more), moved
	 * elsewhere, end the policy's say in the pass and are a strike; three
	 * within 30 s expel.
	 *
	 * With &reclaim_plan.references, %RECLAIM_DEFAULT keeps a folio that has
	 * &reclaim_item.ptes, %RECLAIM_EVICT does not, and a folio with some
	 * that is kept is marked %RECLAIM_ITEM_REFERENCED. On the active list
	 * both mean: to the inactive one.
	 *
	 * **Context:** hot; reclaim.
	 */
	void (*rank)(struct reclaim_ctx *ctx, struct reclaim_batch *batch);

	/**
	 * @refault: place a folio that was evicted and is back.
	 * @refault: what is known about it.
	 * @memcg: the cgroup it is charged to.
	 *
	 * Missing: the default placement. For anonymous folios in generations
	 * the answer is only counted: they are placed under locks where no
	 * policy runs.
	 *
	 * **Context:** hot; page fault or read, the folio is locked.
	 *
	 * **Return:** 0 for no opinion, n + 1 for class n.
	 */
	u32 (*refault)(struct reclaim_refault *refault, struct mem_cgroup *memcg);

	/**
	 * @insert: place a folio that enters the page cache for the first time,
	 * or to be overwritten.
	 * @item: the folio.
	 * @memcg: the cgroup it is charged to.
	 *
	 * Missing: the default placement, and no cost.
	 *
	 * **Context:** hot; filemap_add_folio(), the folio is locked.
	 *
	 * **Return:** 0 for no opinion, n + 1 for class n.
	 */
	u32 (*insert)(struct reclaim_item *item, struct mem_cgroup *memcg);

	/**
	 * @access: note a read through a file descriptor, or a write by a file
	 * system that uses generic_perform_write().
	 * @item: the folio.
	 * @memcg: the cgroup it is charged to.
	 *
	 * Missing: no cost. The core counts reads in any case.
	 *
	 * **Context:** hot; the folio is locked in the write path only.
	 */
	void (*access)(struct reclaim_item *item, struct mem_cgroup *memcg);

	/**
	 * @young: note folios that were accessed through page tables.
	 * @ctx: where they are; of a reclaim pass it does not tell, so
	 * &reclaim_ctx.priority is 12.
	 * @batch: the folios, on their lists, no lock held on them.
	 *
	 * Told after page tables were walked for aging or by
	 * bpf_reclaim_walk(), and in kswapd and in reclaim that user space asked
	 * for also after reverse maps were looked up, of which not everything
	 * is shown. By then the core has done its part: a folio that had been
	 * accessed before is %RECLAIM_ITEM_WORKINGSET and in the youngest class,
	 * another is %RECLAIM_ITEM_REFERENCED. The fault that brings a folio in
	 * is an access. A folio mapped more than once can be shown more than
	 * once.
	 *
	 * %RECLAIM_PROMOTE is done at once, by the task that walks. The folio
	 * keeps its age and is an item of the other node from then on.
	 *
	 * Missing: no cost. A verdict that is not for young() counts as invalid
	 * and as %RECLAIM_DEFAULT.
	 *
	 * **Context:** hot; reclaim, or who asked for the walk. The mmap lock of
	 * a process may be held for reading.
	 */
	void (*young)(struct reclaim_ctx *ctx, struct reclaim_batch *batch);

	/**
	 * @init: prepare; called when the policy is registered.
	 * @args: limits of the running kernel.
	 *
	 * **Context:** may sleep.
	 *
	 * **Return:** 0, or a negative errno that refuses the registration.
	 */
	s32 (*init)(struct reclaim_init_args *args);

	/**
	 * @exit: the last call to the policy, after every cgroup_exit(). When its
	 * link is updated, the old hooks' one is called, with kind
	 * %RECLAIM_EXIT_UNREG, after init() of the new ones; cgroups stay.
	 * @info: why.
	 *
	 * **Context:** may sleep.
	 */
	void (*exit)(struct reclaim_exit_info *info);

	/**
	 * @cgroup_init: the policy becomes the one of @memcg, by attach, by
	 * inheritance or because @memcg was created below; called once, for
	 * all nodes or the first one.
	 * @memcg: the cgroup.
	 *
	 * **Context:** may sleep.
	 *
	 * **Return:** 0, or a negative errno that refuses the attach before
	 * anything changed; for a new or an inheriting cgroup it leaves that one
	 * without a policy. Not called by an update of the hooks in place.
	 */
	s32 (*cgroup_init)(struct mem_cgroup *memcg);

	/**
	 * @cgroup_exit: the policy is no longer the one of @memcg on any node;
	 * no hot hook runs for it any more. If @memcg was removed, that was a
	 * moment ago.
	 * @memcg: the cgroup.
	 *
	 * **Context:** may sleep.
	 */
	void (*cgroup_exit)(struct mem_cgroup *memcg);

	/** @name: 1 to 15 of A-Z a-z 0-9 _ - . and not a built-in's, inherit or all */
	char name[RECLAIM_NAME_LEN];

	/** @flags: enum reclaim_ops_flags */
	u64 flags;

	/**
	 * @nr_classes: the classes the policy tells apart,
	 * %RECLAIM_CLASSES_MIN to %RECLAIM_CLASSES_MAX; 0 for what is written
	 * to /sys/kernel/mm/lru_gen/nr_gens. Aging keeps to them; what is older
	 * all the same is part of class 0
	 */
	u32 nr_classes;

	/**
	 * @budget_us: CPU time that one hook call may take, in microseconds,
	 * at most and by default 20000; a longer call is a strike, and so is
	 * more than half of the time of a CPU in all calls
	 */
	u32 budget_us;
};

#endif /* _LINUX_RECLAIM_OPS_H */
