// SPDX-License-Identifier: GPL-2.0
/*
 * Reclaim policies in BPF: the struct_ops type, what its programs may call,
 * and what is refused before one of them ever runs.
 *
 * The verifier refuses in its own words. Where it cannot see the reason, the
 * errno is ours and a line in the log says what to change.
 */
#define pr_fmt(fmt) "reclaim_ext: " fmt

#include <linux/bpf.h>
#include <linux/bpf_verifier.h>
#include <linux/btf.h>
#include <linux/btf_ids.h>
#include <linux/cgroup.h>
#include <linux/ctype.h>
#include <linux/filter.h>
#include <linux/mm.h>
#include <linux/mm_inline.h>
#include "internal.h"

#define RECLAIM_STACK_MAX	256

/*
 * Bytes that one call of a helper, an instruction to the verifier, may work on, and
 * under a lock that all CPUs may want
 */
#define RECLAIM_COPIED_MAX	SZ_64K
#define RECLAIM_LOCKED_MAX	SZ_16K
#define RECLAIM_HASHED_MAX	512

BTF_ID_LIST(reclaim_writable_ids)
BTF_ID(struct, reclaim_item)
BTF_ID(struct, reclaim_plan)

/******************************************************************************
 *                                 kfuncs
 ******************************************************************************/

__bpf_kfunc_start_defs();

/**
 * bpf_reclaim_batch_item - one of the folios rank() or young() is asked about
 * @batch: the argument of the hook.
 * @idx: in rank(), 0 is the folio next in line for eviction.
 *
 * Return: the item, NULL if @idx is past the last one.
 */
__bpf_kfunc struct reclaim_item *
bpf_reclaim_batch_item(struct reclaim_batch *batch, u32 idx)
{
	return idx < min_t(u32, batch->nr, RECLAIM_BATCH_MAX) ? &batch->items[idx] : NULL;
}

/**
 * bpf_reclaim_lruvec_pages - size of a class
 * @ctx: the pass.
 * @type: %RECLAIM_TYPE_ANON or %RECLAIM_TYPE_FILE.
 * @class: 0 is the oldest.
 *
 * Return: pages on that class's lists now, 0 if there is no such class.
 */
__bpf_kfunc u64 bpf_reclaim_lruvec_pages(struct reclaim_ctx *ctx, u32 type, u32 class)
{
	return reclaim_class_pages(ctx->lruvec, type, class);
}

/**
 * bpf_reclaim_tiers - how the tiers of a type fared
 * @ctx: the pass.
 * @type: %RECLAIM_TYPE_ANON or %RECLAIM_TYPE_FILE.
 * @tiers: receives it.
 *
 * Counts are of the oldest class, and half of what they were when the class
 * before it was given up. Only folios kept in generations are counted.
 *
 * Return: 0, -EINVAL for another type.
 */
__bpf_kfunc int bpf_reclaim_tiers(struct reclaim_ctx *ctx, u32 type,
				  struct reclaim_tiers *tiers)
{
	return reclaim_read_tiers(ctx->lruvec, type, tiers);
}

/**
 * bpf_reclaim_memcg_id - name a cgroup by number
 * @memcg: argument of a hook.
 *
 * Return: its ID, as &reclaim_ctx.cgroup_id and as st_ino of its folder.
 */
__bpf_kfunc u64 bpf_reclaim_memcg_id(struct mem_cgroup *memcg)
{
	return cgroup_id(memcg->css.cgroup);
}

/**
 * bpf_reclaim_error - give up: the calling policy is expelled
 * @code: the policy's own number, for the exit record.
 * @msg__str: one line, for the exit record.
 * @aux: filled in by the verifier.
 *
 * Reclaim goes on without the policy at once.
 */
__bpf_kfunc void bpf_reclaim_error(s64 code, const char *msg__str,
				   const struct bpf_prog_aux *aux)
{
	guard(rcu)();
	reclaim_policy_expel_ops(bpf_prog_get_assoc_struct_ops(aux), code, msg__str);
}

/**
 * bpf_reclaim_walk - find out which folios of a cgroup are in use
 * @memcg: the cgroup, without its descendants, whatever its policy.
 * @nid: NUMA node.
 *
 * Nothing is evicted or aged. Folios in use become young, and young() is told.
 * Programs of type syscall can call this as often as they see fit; to load them
 * takes CAP_SYS_ADMIN.
 *
 * Return: how many page table entries were young, or a negative errno.
 */
__bpf_kfunc long bpf_reclaim_walk(struct mem_cgroup *memcg, int nid)
{
	return reclaim_walk(memcg, nid);
}

__bpf_kfunc_end_defs();

BTF_KFUNCS_START(reclaim_syscall_kfunc_ids)
BTF_ID_FLAGS(func, bpf_reclaim_walk, KF_SLEEPABLE)
BTF_KFUNCS_END(reclaim_syscall_kfunc_ids)

/* It tells of other cgroups, and clears their accessed bits. */
static int reclaim_syscall_filter(const struct bpf_prog *prog, u32 kfunc_id)
{
	if (!btf_id_set8_contains(&reclaim_syscall_kfunc_ids, kfunc_id))
		return 0;
	return capable(CAP_SYS_ADMIN) ? 0 : -EACCES;
}

static const struct btf_kfunc_id_set reclaim_syscall_kfunc_set = {
	.owner	= THIS_MODULE,
	.set	= &reclaim_syscall_kfunc_ids,
	.filter	= reclaim_syscall_filter,
};

BTF_KFUNCS_START(reclaim_kfunc_ids)
BTF_ID_FLAGS(func, bpf_reclaim_batch_item, KF_RET_NULL)
BTF_ID_FLAGS(func, bpf_reclaim_lruvec_pages)
BTF_ID_FLAGS(func, bpf_reclaim_tiers)
BTF_ID_FLAGS(func, bpf_reclaim_memcg_id)
BTF_ID_FLAGS(func, bpf_reclaim_error, KF_IMPLICIT_ARGS)
BTF_KFUNCS_END(reclaim_kfunc_ids)

/* Of others' kfuncs, those that only read a cgroup's counters */
BTF_SET_START(reclaim_foreign_kfuncs)
BTF_ID(func, bpf_mem_cgroup_vm_events)
BTF_ID(func, bpf_mem_cgroup_memory_events)
BTF_ID(func, bpf_mem_cgroup_usage)
BTF_ID(func, bpf_mem_cgroup_page_state)
BTF_SET_END(reclaim_foreign_kfuncs)

/******************************************************************************
 *                                verifier
 ******************************************************************************/

static const struct bpf_func_proto *
reclaim_get_func_proto(enum bpf_func_id func_id, const struct bpf_prog *prog)
{
	switch (func_id) {
	case BPF_FUNC_map_lookup_elem:
	case BPF_FUNC_map_update_elem:
	case BPF_FUNC_map_delete_elem:
	case BPF_FUNC_map_push_elem:
	case BPF_FUNC_map_pop_elem:
	case BPF_FUNC_map_peek_elem:
	case BPF_FUNC_map_lookup_percpu_elem:
	case BPF_FUNC_ktime_get_ns:
	case BPF_FUNC_get_smp_processor_id:
	case BPF_FUNC_get_prandom_u32:
	case BPF_FUNC_per_cpu_ptr:
	case BPF_FUNC_this_cpu_ptr:
		return bpf_base_func_proto(func_id, prog);
	default:
		return NULL;
	}
}

static bool reclaim_is_valid_access(int off, int size, enum bpf_access_type type,
				    const struct bpf_prog *prog,
				    struct bpf_insn_access_aux *info)
{
	return bpf_tracing_btf_ctx_access(off, size, type, prog, info);
}

static int reclaim_btf_struct_access(struct bpf_verifier_log *log,
				     const struct bpf_reg_state *reg,
				     int off, int size)
{
	const struct btf_type *t = btf_type_by_id(reg->btf, reg->btf_id);

	if (reg->btf_id == reclaim_writable_ids[0] &&
	    off >= offsetof(struct reclaim_item, verdict) &&
	    off + size <= offsetofend(struct reclaim_item, to_end))
		return SCALAR_VALUE;

	if (reg->btf_id == reclaim_writable_ids[1] && off >= 0 &&
	    off + size <= offsetofend(struct reclaim_plan, deactivate))
		return SCALAR_VALUE;

	bpf_log(log, "struct %s is read-only at off %d size %d\n",
		btf_name_by_offset(reg->btf, t->name_off), off, size);
	bpf_log(log, "a policy writes verdict, to_class and to_end of an item, and the plan\n");
	return -EACCES;
}

static const struct bpf_verifier_ops reclaim_verifier_ops = {
	.get_func_proto		= reclaim_get_func_proto,
	.is_valid_access	= reclaim_is_valid_access,
	.btf_struct_access	= reclaim_btf_struct_access,
};

static bool is_hot_hook(u32 moff)
{
	switch (moff) {
	case offsetof(struct reclaim_ops, plan):
	case offsetof(struct reclaim_ops, rank):
	case offsetof(struct reclaim_ops, refault):
	case offsetof(struct reclaim_ops, insert):
	case offsetof(struct reclaim_ops, access):
	case offsetof(struct reclaim_ops, young):
		return true;
	default:
		return false;
	}
}

static bool is_allowed_kfunc(const struct bpf_insn *insn)
{
	/* off names a module's BTF; none of ours is in a module */
	return !insn->off && (btf_id_set8_contains(&reclaim_kfunc_ids, insn->imm) ||
			      btf_id_set_contains(&reclaim_foreign_kfuncs, insn->imm));
}

/*
 * kfuncs common to all program types, iterators among them, are accepted
 * before a filter of ours would be asked, so look at the instructions.
 */
static const char *refused_insn(const struct bpf_prog *prog)
{
	u32 i;

	for (i = 0; i < prog->len; i++) {
		const struct bpf_insn *insn = &prog->insnsi[i];

		if (insn->code == (BPF_JMP | BPF_JCOND))
			return "may_goto; use a loop with a constant bound";
		if (bpf_pseudo_kfunc_call(insn) && !is_allowed_kfunc(insn))
			return "a kfunc not allowed here; see Documentation/mm/reclaim_ops.rst";
	}
	return NULL;
}

static int reclaim_check_member(const struct btf_type *t,
				const struct btf_member *member,
				const struct bpf_prog *prog)
{
	const char *name = btf_name_by_offset(bpf_get_btf_vmlinux(), member->name_off);
	const char *refused = refused_insn(prog);

	if (prog->sleepable && is_hot_hook(__btf_member_bit_offset(t, member) / 8)) {
		pr_info("%s(): this hook may not sleep; use SEC(\"struct_ops/%s\")\n",
			name, name);
		return -EINVAL;
	}
	if (refused) {
		pr_info("%s(): calls %s\n", name, refused);
		return -EINVAL;
	}
	return 0;
}

/******************************************************************************
 *                               struct_ops
 ******************************************************************************/

static bool is_valid_name(const char *name)
{
	if (!*name)
		return false;
	for (; *name; name++) {
		if (!isascii(*name) || (!isalnum(*name) && !strchr("_-.", *name)))
			return false;
	}
	return true;
}

static int copy_name(struct reclaim_ops *ops, const struct reclaim_ops *uops)
{
	if (strnlen(uops->name, RECLAIM_NAME_LEN) == RECLAIM_NAME_LEN ||
	    !is_valid_name(uops->name)) {
		pr_info("a policy needs a name of 1 to %d of A-Z a-z 0-9 _ - . in reclaim_ops.name\n",
			RECLAIM_NAME_LEN - 1);
		return -EINVAL;
	}
	strscpy(ops->name, uops->name);
	return 1;
}

static int copy_flags(struct reclaim_ops *ops, const struct reclaim_ops *uops)
{
	if (uops->flags & ~(u64)RECLAIM_OPS_FLAGS) {
		pr_info("%.15s: flags %#llx are unknown to this kernel; leave them out\n",
			uops->name, uops->flags & ~(u64)RECLAIM_OPS_FLAGS);
		return -EINVAL;
	}
	ops->flags = uops->flags;
	return 1;
}

static int copy_nr_classes(struct reclaim_ops *ops, const struct reclaim_ops *uops)
{
	if (uops->nr_classes && (uops->nr_classes < RECLAIM_CLASSES_MIN ||
				 uops->nr_classes > RECLAIM_CLASSES_MAX)) {
		pr_info("%.15s: nr_classes is %u; it must be %u to %u, or 0\n",
			uops->name, uops->nr_classes, RECLAIM_CLASSES_MIN,
			RECLAIM_CLASSES_MAX);
		return -ERANGE;
	}
	ops->nr_classes = uops->nr_classes;
	return 1;
}

static int copy_budget(struct reclaim_ops *ops, const struct reclaim_ops *uops)
{
	if (uops->budget_us > RECLAIM_BUDGET_MAX_US) {
		pr_info("%.15s: budget_us is %u; it must be at most %u\n",
			uops->name, uops->budget_us, RECLAIM_BUDGET_MAX_US);
		return -ERANGE;
	}
	ops->budget_us = uops->budget_us;
	return 1;
}

static int reclaim_init_member(const struct btf_type *t,
			       const struct btf_member *member,
			       void *kdata, const void *udata)
{
	switch (__btf_member_bit_offset(t, member) / 8) {
	case offsetof(struct reclaim_ops, name):
		return copy_name(kdata, udata);
	case offsetof(struct reclaim_ops, flags):
		return copy_flags(kdata, udata);
	case offsetof(struct reclaim_ops, nr_classes):
		return copy_nr_classes(kdata, udata);
	case offsetof(struct reclaim_ops, budget_us):
		return copy_budget(kdata, udata);
	}
	return 0;
}

static int reclaim_validate(void *kdata)
{
	const struct reclaim_ops *ops = kdata;

	if (!ops->plan && !ops->rank && !ops->young) {
		pr_info("%s: has none of plan(), rank() and young(); define one of them\n",
			ops->name);
		return -EINVAL;
	}
	return 0;
}

static bool is_allowed_map(const struct bpf_map *map)
{
	switch (map->map_type) {
	case BPF_MAP_TYPE_ARRAY:
	case BPF_MAP_TYPE_PERCPU_ARRAY:
	case BPF_MAP_TYPE_QUEUE:
	case BPF_MAP_TYPE_STACK:
	case BPF_MAP_TYPE_BLOOM_FILTER:
		return true;
	case BPF_MAP_TYPE_HASH:
	case BPF_MAP_TYPE_PERCPU_HASH:
	case BPF_MAP_TYPE_LRU_HASH:
	case BPF_MAP_TYPE_LRU_PERCPU_HASH:
		return !(map->map_flags & BPF_F_NO_PREALLOC);
	default:
		return false;
	}
}

/* A bloom filter hashes up to 15 times, which the limit allows for. */
static u32 max_hashed(const struct bpf_map *map)
{
	return map->map_type == BPF_MAP_TYPE_BLOOM_FILTER ? map->value_size : map->key_size;
}

/* A new entry of a hash per CPU is cleared for all CPUs. */
static u64 max_copied(const struct bpf_map *map)
{
	switch (map->map_type) {
	case BPF_MAP_TYPE_PERCPU_HASH:
	case BPF_MAP_TYPE_LRU_PERCPU_HASH:
		return (u64)map->value_size * num_possible_cpus();
	default:
		return map->value_size;
	}
}

/* Arrays and bloom filters are written without a lock, unless their values have one. */
static u32 copied_limit(const struct bpf_map *map)
{
	if (btf_record_has_field(map->record, BPF_SPIN_LOCK))
		return RECLAIM_LOCKED_MAX;
	switch (map->map_type) {
	case BPF_MAP_TYPE_ARRAY:
	case BPF_MAP_TYPE_PERCPU_ARRAY:
	case BPF_MAP_TYPE_BLOOM_FILTER:
		return RECLAIM_COPIED_MAX;
	default:
		return RECLAIM_LOCKED_MAX;
	}
}

/* As if all functions called each other, which is the worst they can do. */
static u32 max_stack_depth(const struct bpf_prog *prog)
{
	u32 i, depth = 0;

	for (i = 0; i < prog->aux->real_func_cnt; i++)
		depth += prog->aux->func[i]->aux->stack_depth;
	return depth ?: prog->aux->stack_depth;
}

/*
 * The verifier looks at a global function once, however often it is called: a
 * few that call each other in loops run for longer than anyone waits. All others
 * are followed through every call, to a million instructions in total.
 */
static bool has_global_function(const struct bpf_prog *prog)
{
	u32 i;

	for (i = 1; i < prog->aux->func_info_cnt; i++) {
		if (prog->aux->func_info_aux[i].linkage == BTF_FUNC_GLOBAL)
			return true;
	}
	return false;
}

/* What the verifier lets pass and reclaim does not. */
static int check_prog(struct bpf_prog *prog, void *data)
{
	const struct reclaim_ops *ops = data;
	u32 i, depth = max_stack_depth(prog);

	if (depth > RECLAIM_STACK_MAX) {
		pr_info("%s: %s uses %u bytes of stack; at most %u, move the rest to a map\n",
			ops->name, prog->aux->name, depth, RECLAIM_STACK_MAX);
		return -E2BIG;
	}
	if (has_global_function(prog)) {
		pr_info("%s: %s calls a global function; make it static\n",
			ops->name, prog->aux->name);
		return -EINVAL;
	}

	guard(mutex)(&prog->aux->used_maps_mutex);
	for (i = 0; i < prog->aux->used_map_cnt; i++) {
		const struct bpf_map *map = prog->aux->used_maps[i];
		u32 hashed = max_hashed(map), limit = copied_limit(map);
		u64 copied = max_copied(map);

		if (!is_allowed_map(map)) {
			pr_info("%s: map %s may allocate when it is used; use an array or a preallocated hash\n",
				ops->name, map->name);
			return -EOPNOTSUPP;
		}
		if (hashed > RECLAIM_HASHED_MAX || copied > limit) {
			pr_info("%s: map %s hashes %u bytes in a call and copies %llu; at most %u and %u\n",
				ops->name, map->name, hashed, copied, RECLAIM_HASHED_MAX,
				limit);
			return -E2BIG;
		}
	}
	return 0;
}

/* A token may let others load programs; who reclaims how is up to the host. */
static int check_progs(void *kdata)
{
	if (!capable(CAP_SYS_ADMIN))
		return -EPERM;
	return bpf_struct_ops_for_each_prog(kdata, check_prog, kdata);
}

static int reclaim_reg(void *kdata, struct bpf_link *link)
{
	return check_progs(kdata) ?:
	       reclaim_policy_register(kdata, bpf_struct_ops_id(kdata));
}

static void reclaim_unreg(void *kdata, struct bpf_link *link)
{
	reclaim_policy_unregister(kdata);
}

static int reclaim_update(void *kdata, void *old_kdata, struct bpf_link *link)
{
	return check_progs(kdata) ?:
	       reclaim_policy_update(kdata, old_kdata, bpf_struct_ops_id(kdata));
}

static int reclaim_btf_init(struct btf *btf)
{
	return 0;
}

static s32 stub_plan(struct reclaim_ctx *ctx, struct mem_cgroup *memcg,
		     struct reclaim_plan *plan)
{
	return 0;
}

static void stub_rank(struct reclaim_ctx *ctx, struct reclaim_batch *batch)
{
}

static u32 stub_refault(struct reclaim_refault *refault, struct mem_cgroup *memcg)
{
	return 0;
}

static u32 stub_insert(struct reclaim_item *item, struct mem_cgroup *memcg)
{
	return 0;
}

static void stub_access(struct reclaim_item *item, struct mem_cgroup *memcg)
{
}

static void stub_young(struct reclaim_ctx *ctx, struct reclaim_batch *batch)
{
}

static s32 stub_init(struct reclaim_init_args *args)
{
	return 0;
}

static void stub_exit(struct reclaim_exit_info *info)
{
}

static s32 stub_cgroup_init(struct mem_cgroup *memcg)
{
	return 0;
}

static void stub_cgroup_exit(struct mem_cgroup *memcg)
{
}

static struct reclaim_ops reclaim_cfi_stubs = {
	.plan		= stub_plan,
	.rank		= stub_rank,
	.refault	= stub_refault,
	.insert		= stub_insert,
	.access		= stub_access,
	.young		= stub_young,
	.init		= stub_init,
	.exit		= stub_exit,
	.cgroup_init	= stub_cgroup_init,
	.cgroup_exit	= stub_cgroup_exit,
};

static struct bpf_struct_ops bpf_reclaim_ops;

/* Other struct_ops run where these may not be called, such as under locks. */
static int reclaim_kfunc_filter(const struct bpf_prog *prog, u32 kfunc_id)
{
	return btf_id_set8_contains(&reclaim_kfunc_ids, kfunc_id) &&
	       prog->aux->st_ops != &bpf_reclaim_ops ? -EACCES : 0;
}

static const struct btf_kfunc_id_set reclaim_kfunc_set = {
	.owner	= THIS_MODULE,
	.set	= &reclaim_kfunc_ids,
	.filter	= reclaim_kfunc_filter,
};

static struct bpf_struct_ops bpf_reclaim_ops = {
	.verifier_ops	= &reclaim_verifier_ops,
	.init		= reclaim_btf_init,
	.check_member	= reclaim_check_member,
	.init_member	= reclaim_init_member,
	.validate	= reclaim_validate,
	.reg		= reclaim_reg,
	.unreg		= reclaim_unreg,
	.update		= reclaim_update,
	.name		= "reclaim_ops",
	.cfi_stubs	= &reclaim_cfi_stubs,
	.owner		= THIS_MODULE,
};

static int __init reclaim_bpf_init(void)
{
	return register_btf_kfunc_id_set(BPF_PROG_TYPE_STRUCT_OPS, &reclaim_kfunc_set) ?:
	       register_btf_kfunc_id_set(BPF_PROG_TYPE_SYSCALL, &reclaim_syscall_kfunc_set) ?:
	       register_bpf_struct_ops(&bpf_reclaim_ops, reclaim_ops);
}
late_initcall(reclaim_bpf_init);
