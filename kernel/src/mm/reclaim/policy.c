// SPDX-License-Identifier: GPL-2.0
/*
 * The registry of reclaim policies, and which cgroup follows which.
 *
 * A cgroup names a policy of its own or inherits its parent's; the nearest
 * wins. The answer is resolved when something changes and cached in each
 * mem_cgroup, so that reclaim only follows one RCU pointer.
 */
#define pr_fmt(fmt) "reclaim_ext: " fmt

#include <linux/capability.h>
#include <linux/cgroup.h>
#include <linux/mm.h>
#include <linux/mm_inline.h>
#include <linux/rcupdate.h>
#include <linux/seq_file.h>
#include <linux/slab.h>
#include "internal.h"

DEFINE_STATIC_KEY_FALSE(reclaim_ext_key);
DEFINE_STATIC_KEY_FALSE(reclaim_place_key);
DEFINE_STATIC_KEY_FALSE(reclaim_access_key);

/* the registry, what cgroups name, and the exit record */
DEFINE_MUTEX(reclaim_policy_mutex);
LIST_HEAD(reclaim_policies);

enum { CLASSIC, MGLRU, NR_BUILTINS };

static const struct reclaim_ops classic_ops = { .name = "classic" };
static const struct reclaim_ops mglru_ops = { .name = "mglru" };

/* Not in the registry: they neither come, go, nor misbehave */
static struct reclaim_policy builtins[NR_BUILTINS] = {
	[CLASSIC] = { .ops = &classic_ops, .name = "classic" },
	[MGLRU] = { .ops = &mglru_ops, .name = "mglru" },
};

/* So many fit on the page of sysfs that lists them */
#define RECLAIM_POLICIES_MAX	24
static unsigned int nr_policies;

const struct reclaim_ops *reclaim_init_ops;

/* Cgroups that name a policy for either way to keep folios */
static unsigned int nr_named[NR_BUILTINS];

static struct reclaim_policy *builtin_find(const char *name)
{
	int i;

	for (i = 0; i < NR_BUILTINS; i++) {
		if (!strcmp(name, builtins[i].name))
			return &builtins[i];
	}
	return NULL;
}

/* Words that mean something else where a name is written */
static bool is_reserved(const char *name)
{
	return builtin_find(name) || !strcmp(name, "inherit") || !strcmp(name, "all");
}

static bool is_builtin(const struct reclaim_policy *policy)
{
	return policy >= builtins && policy < builtins + NR_BUILTINS;
}

/* How a policy keeps folios: all but one in generations */
static int lists_of(const struct reclaim_policy *policy)
{
	return policy == &builtins[CLASSIC] ? CLASSIC : MGLRU;
}

struct reclaim_policy *reclaim_policy_find(const char *name)
{
	struct reclaim_policy *policy;

	lockdep_assert_held(&reclaim_policy_mutex);

	list_for_each_entry(policy, &reclaim_policies, node) {
		if (!strcmp(policy->name, name))
			return policy;
	}
	return NULL;
}

static struct reclaim_policy *policy_of_ops(const struct reclaim_ops *ops)
{
	struct reclaim_policy *policy;

	lockdep_assert_held(&reclaim_policy_mutex);

	list_for_each_entry(policy, &reclaim_policies, node) {
		if (policy->ops == ops)
			return policy;
	}
	return NULL;
}

/******************************************************************************
 *                              who follows whom
 ******************************************************************************/

static struct reclaim_policy *active_policy(struct mem_cgroup *memcg)
{
	return rcu_dereference_protected(memcg->reclaim_policy,
					 lockdep_is_held(&reclaim_policy_mutex));
}

/* The policy that should be in charge of @memcg; the root has one in any case. */
static struct reclaim_policy *wanted_policy(struct mem_cgroup *memcg)
{
	for (; memcg; memcg = parent_mem_cgroup(memcg)) {
		struct reclaim_policy *own = memcg->reclaim_policy_own;

		if (own && !test_bit(RECLAIM_POLICY_EXPELLED, &own->flags))
			return own;
	}
	return &builtins[lru_gen_enabled() ? MGLRU : CLASSIC];
}

/* The same with NULL for a built-in one, which has no hooks to call */
static struct reclaim_policy *wanted_hooks(struct mem_cgroup *memcg)
{
	struct reclaim_policy *want = wanted_policy(memcg);

	return is_builtin(want) ? NULL : want;
}

static void set_own(struct mem_cgroup *memcg, struct reclaim_policy *own)
{
	lockdep_assert_held(&reclaim_policy_mutex);

	if (memcg->reclaim_policy_own)
		nr_named[lists_of(memcg->reclaim_policy_own)]--;
	if (own)
		nr_named[lists_of(own)]++;
	memcg->reclaim_policy_own = own;
}

/* Some cgroup wants its folios kept in another way than the root's. */
static bool want_mixed(void)
{
	return nr_named[lru_gen_enabled() ? CLASSIC : MGLRU];
}

/* On before the first cgroup differs from the root, off after the last one did */
static void update_mixed(bool before)
{
	static bool mixed;

	if (mixed == want_mixed() || mixed == before)
		return;

	mixed = before;
	if (mixed)
		static_branch_inc(&lru_mixed);
	else
		static_branch_dec(&lru_mixed);
}

static void set_lists(struct mem_cgroup *memcg)
{
	lru_gen_set_memcg(memcg, lists_of(wanted_policy(memcg)) == CLASSIC);
}

/* Return: true if a grace period has to pass before call_cgroup_exit(). */
static bool leave_policy(struct mem_cgroup *memcg)
{
	struct reclaim_policy *old = active_policy(memcg);

	if (!old)
		return false;

	RCU_INIT_POINTER(memcg->reclaim_policy, NULL);
	memcg->reclaim_policy_left = old;
	old->nr_cgroups--;
	return old->ops->cgroup_exit;
}

static void call_cgroup_exit(struct mem_cgroup *memcg)
{
	struct reclaim_policy *old = memcg->reclaim_policy_left;

	memcg->reclaim_policy_left = NULL;
	if (old && old->ops->cgroup_exit)
		old->ops->cgroup_exit(memcg);
}

static int call_cgroup_init(struct mem_cgroup *memcg, struct reclaim_policy *policy)
{
	int err = policy->ops->cgroup_init ? policy->ops->cgroup_init(memcg) : 0;

	if (!err)
		return 0;

	pr_info("policy %s: cgroup %llu is refused: cgroup_init() returned %d\n",
		policy->name, cgroup_id(memcg->css.cgroup), err);
	return err < 0 && err >= -MAX_ERRNO ? err : -EINVAL;
}

/* A cgroup that @agreed with its policy already is not asked again. */
static void enter_wanted(struct mem_cgroup *memcg, bool agreed)
{
	struct reclaim_policy *want = wanted_hooks(memcg);

	if (!want || want == active_policy(memcg))
		return;
	if (!agreed && call_cgroup_init(memcg, want))
		return;

	atomic_set(&memcg->reclaim_kept, 0);
	atomic_set(&memcg->reclaim_moved, 0);
	want->nr_cgroups++;
	rcu_assign_pointer(memcg->reclaim_policy, want);
}

/*
 * Bring @root, which @agreed, and all below in line with what they and their
 * ancestors name. All leave before any enters, so that one grace period is
 * enough.
 */
static void follow_wanted_tree(struct mem_cgroup *root, bool agreed)
{
	struct mem_cgroup *memcg;
	bool wait = false;

	lockdep_assert_held(&reclaim_policy_mutex);

	update_mixed(true);
	for (memcg = mem_cgroup_iter(root, NULL, NULL); memcg;
	     memcg = mem_cgroup_iter(root, memcg, NULL)) {
		if (wanted_hooks(memcg) != active_policy(memcg))
			wait |= leave_policy(memcg);
		set_lists(memcg);
	}
	if (wait)
		synchronize_rcu();

	for (memcg = mem_cgroup_iter(root, NULL, NULL); memcg;
	     memcg = mem_cgroup_iter(root, memcg, NULL)) {
		call_cgroup_exit(memcg);
		if (memcg->reclaim_policy_online)
			enter_wanted(memcg, agreed && memcg == root);
	}

	update_mixed(false);
}

/* After the root changed between its built-in policies */
void reclaim_policy_follow_root(void)
{
	guard(mutex)(&reclaim_policy_mutex);
	follow_wanted_tree(NULL, false);
}

/* Nothing follows @policy afterwards, and none of its hot hooks is running. */
void reclaim_policy_detach_all(struct reclaim_policy *policy)
{
	struct mem_cgroup *memcg;

	lockdep_assert_held(&reclaim_policy_mutex);

	for (memcg = mem_cgroup_iter(NULL, NULL, NULL); memcg;
	     memcg = mem_cgroup_iter(NULL, memcg, NULL)) {
		if (memcg->reclaim_policy_own == policy)
			set_own(memcg, NULL);
	}
	follow_wanted_tree(NULL, false);
	synchronize_rcu();
}

/* Own flag: an attach that ran between here and CSS_ONLINE would miss @memcg. */
void reclaim_policy_online_memcg(struct mem_cgroup *memcg)
{
	guard(mutex)(&reclaim_policy_mutex);
	memcg->reclaim_policy_online = true;
	set_lists(memcg);
	enter_wanted(memcg, false);
}

void reclaim_policy_offline_memcg(struct mem_cgroup *memcg)
{
	guard(mutex)(&reclaim_policy_mutex);
	memcg->reclaim_policy_online = false;
	set_own(memcg, NULL);
	if (leave_policy(memcg))
		synchronize_rcu();
	call_cgroup_exit(memcg);
	set_lists(memcg);
	update_mixed(false);
}

/******************************************************************************
 *                       coming, changing and going
 ******************************************************************************/

static void enable_keys(const struct reclaim_ops *ops)
{
	static_branch_inc(&reclaim_ext_key);
	if (ops->insert || ops->refault)
		static_branch_inc(&reclaim_place_key);
	if (ops->access)
		static_branch_inc(&reclaim_access_key);
}

static void disable_keys(const struct reclaim_ops *ops)
{
	static_branch_dec(&reclaim_ext_key);
	if (ops->insert || ops->refault)
		static_branch_dec(&reclaim_place_key);
	if (ops->access)
		static_branch_dec(&reclaim_access_key);
}

static int call_init(const struct reclaim_ops *ops)
{
	struct reclaim_init_args args = {
		.nr_nodes = num_online_nodes(),
		.batch_max = RECLAIM_BATCH_MAX,
		.classes_max = RECLAIM_CLASSES_MAX,
	};
	int err = 0;

	lockdep_assert_held(&reclaim_policy_mutex);

	if (ops->init) {
		reclaim_init_ops = ops;
		err = ops->init(&args);
		if (!err && !reclaim_init_ops)
			err = -ECANCELED;
		reclaim_init_ops = NULL;
	}
	if (!err)
		return 0;

	pr_info("%s: init() returned %d; the policy refuses this system\n",
		ops->name, err);
	return err < 0 && err >= -MAX_ERRNO ? err : -EINVAL;
}

static void set_limits(struct reclaim_policy *policy, const struct reclaim_ops *ops)
{
	policy->nr_classes = ops->nr_classes ?: RECLAIM_CLASSES_MAX;
	policy->budget_ns = (ops->budget_us ?: RECLAIM_BUDGET_MAX_US) * NSEC_PER_USEC;
}

/**
 * reclaim_policy_register - make a policy known by its name
 * @ops: checked; stays valid until reclaim_policy_unregister() returns.
 * @id: of the BPF map that holds it.
 *
 * Context: process, may sleep.
 *
 * Return: 0, -EEXIST for a name that is taken, -EBUSY if @ops is registered,
 * -ENOSPC if there are too many, -ENOMEM, or what init() returned, which is
 * -ECANCELED if it called bpf_reclaim_error().
 */
int reclaim_policy_register(const struct reclaim_ops *ops, u32 id)
{
	struct reclaim_policy *policy;
	int err;

	policy = kzalloc_obj(*policy);
	if (!policy)
		return -ENOMEM;
	policy->stats = alloc_percpu(struct reclaim_stats);
	if (!policy->stats) {
		err = -ENOMEM;
		goto free_policy;
	}

	policy->ops = ops;
	policy->id = id;
	strscpy(policy->name, ops->name);
	set_limits(policy, ops);
	raw_spin_lock_init(&policy->strike_lock);
	INIT_WORK(&policy->expel_work, reclaim_policy_expel_workfn);

	enable_keys(ops);
	mutex_lock(&reclaim_policy_mutex);
	if (policy_of_ops(ops)) {
		pr_info("%s: this object is registered already; load another copy\n",
			ops->name);
		err = -EBUSY;
		goto unlock;
	}
	if (is_reserved(ops->name) || reclaim_policy_find(ops->name)) {
		pr_info("%s: the name is taken; unregister that policy or rename this one\n",
			ops->name);
		err = -EEXIST;
		goto unlock;
	}
	if (nr_policies == RECLAIM_POLICIES_MAX) {
		pr_info("%s: there are %u policies, and there can be no more; unregister one\n",
			ops->name, nr_policies);
		err = -ENOSPC;
		goto unlock;
	}
	err = call_init(ops);
	if (err)
		goto unlock;
	nr_policies++;
	list_add_tail_rcu(&policy->node, &reclaim_policies);
	mutex_unlock(&reclaim_policy_mutex);

	pr_info("policy %s registered\n", policy->name);
	return 0;

unlock:
	mutex_unlock(&reclaim_policy_mutex);
	disable_keys(ops);
	free_percpu(policy->stats);
free_policy:
	kfree(policy);
	return err;
}

/**
 * reclaim_policy_unregister - forget a policy
 * @ops: what was registered.
 *
 * Its cgroups follow their ancestors' choice afterwards.
 *
 * Context: process, may sleep.
 */
void reclaim_policy_unregister(const struct reclaim_ops *ops)
{
	struct reclaim_policy *policy;

	mutex_lock(&reclaim_policy_mutex);
	policy = policy_of_ops(ops);
	if (!policy) {
		mutex_unlock(&reclaim_policy_mutex);
		return;
	}
	list_del_rcu(&policy->node);
	nr_policies--;
	if (!test_and_set_bit(RECLAIM_POLICY_EXPELLED, &policy->flags)) {
		policy->exit.kind = RECLAIM_EXIT_UNREG;
		strscpy(policy->exit.msg, "its link was closed");
		reclaim_policy_detach_all(policy);
		reclaim_record_exit(policy);
		if (ops->exit)
			ops->exit(&policy->exit);
	}
	mutex_unlock(&reclaim_policy_mutex);

	/* whoever found it or expelled it did so under RCU or the mutex */
	synchronize_rcu();
	flush_work(&policy->expel_work);

	disable_keys(ops);
	free_percpu(policy->stats);
	kfree(policy);
}

/**
 * reclaim_policy_update - replace the hooks of a policy in place
 * @ops: the new hooks; same name and number of classes.
 * @old: the hooks in use.
 * @id: of the BPF map that holds @ops.
 *
 * Cgroups, counters and folios stay as they are: cgroup_exit() and cgroup_init()
 * are not called.
 *
 * Context: process, may sleep.
 *
 * Return: 0, -EINVAL if name or classes differ, -EBUSY if @ops is in use,
 * -ESHUTDOWN if the policy was expelled, or what init() returned.
 */
int reclaim_policy_update(const struct reclaim_ops *ops,
			  const struct reclaim_ops *old, u32 id)
{
	struct reclaim_exit_info info = {
		.kind = RECLAIM_EXIT_UNREG,
		.msg = "replaced by an update",
	};
	struct reclaim_policy *policy;
	int err;

	guard(mutex)(&reclaim_policy_mutex);
	policy = policy_of_ops(old);
	if (!policy || test_bit(RECLAIM_POLICY_EXPELLED, &policy->flags))
		return -ESHUTDOWN;
	if (policy_of_ops(ops)) {
		pr_info("%s: these hooks are in use; update with another copy\n", ops->name);
		return -EBUSY;
	}
	if (strcmp(ops->name, policy->name) ||
	    (ops->nr_classes ?: RECLAIM_CLASSES_MAX) != policy->nr_classes) {
		pr_info("%s: an update must keep name and nr_classes of %s\n",
			ops->name, policy->name);
		return -EINVAL;
	}
	err = call_init(ops);
	if (err)
		return err;

	enable_keys(ops);
	set_limits(policy, ops);
	policy->id = id;
	WRITE_ONCE(policy->ops, ops);
	synchronize_rcu();
	disable_keys(old);
	if (old->exit)
		old->exit(&info);
	return 0;
}

/******************************************************************************
 *                         memory.reclaim_policy
 ******************************************************************************/

static void show_name(struct seq_file *m, const char *sep, const char *name,
		      const char *active)
{
	if (!strcmp(name, active))
		seq_printf(m, "%s[%s]", sep, name);
	else
		seq_printf(m, "%s%s", sep, name);
}

int reclaim_policy_show(struct seq_file *m, void *v)
{
	struct mem_cgroup *memcg = mem_cgroup_from_seq(m);
	struct reclaim_policy *policy;
	const char *active;
	int i;

	guard(mutex)(&reclaim_policy_mutex);
	policy = active_policy(memcg);
	if (!policy || test_bit(RECLAIM_POLICY_EXPELLED, &policy->flags))
		policy = &builtins[lists_of(wanted_policy(memcg))];
	active = policy->name;

	for (i = 0; i < NR_BUILTINS; i++)
		show_name(m, i ? " " : "", builtins[i].name, active);
	list_for_each_entry(policy, &reclaim_policies, node) {
		if (!test_bit(RECLAIM_POLICY_EXPELLED, &policy->flags))
			show_name(m, " ", policy->name, active);
	}
	if (!memcg->reclaim_policy_own && !mem_cgroup_is_root(memcg))
		seq_puts(m, " (inherited)");
	seq_putc(m, '\n');
	return 0;
}

/* The new policy is asked before the old one is left. */
static int attach_own(struct mem_cgroup *memcg, struct reclaim_policy *own)
{
	struct reclaim_policy *old = memcg->reclaim_policy_own, *want;
	int err;

	if (!memcg->reclaim_policy_online)
		return -ENODEV;

	set_own(memcg, own);
	want = wanted_hooks(memcg);
	if (want && want != active_policy(memcg)) {
		err = call_cgroup_init(memcg, want);
		if (err) {
			set_own(memcg, old);
			return err;
		}
	}
	follow_wanted_tree(memcg, true);
	return 0;
}

/* The file may go away while @memcg stays. */
void reclaim_policy_reset_memcg(struct mem_cgroup *memcg)
{
	guard(mutex)(&reclaim_policy_mutex);
	attach_own(memcg, NULL);
}

static int attach_policy(struct mem_cgroup *memcg, const char *name)
{
	struct reclaim_policy *policy;

	guard(mutex)(&reclaim_policy_mutex);
	policy = reclaim_policy_find(name);
	if (!policy) {
		pr_info("%s: no such policy; register it, or read memory.reclaim_policy for the names\n",
			name);
		return -ENOENT;
	}
	if (test_bit(RECLAIM_POLICY_EXPELLED, &policy->flags))
		return -ESHUTDOWN;
	return attach_own(memcg, policy);
}

/* What the root does is for all that name nothing else. */
static int attach_builtin(struct mem_cgroup *memcg, struct reclaim_policy *policy)
{
	int err;

	scoped_guard(mutex, &reclaim_policy_mutex)
		err = attach_own(memcg, mem_cgroup_is_root(memcg) ? NULL : policy);
	if (!err && mem_cgroup_is_root(memcg))
		lru_gen_change_state(lists_of(policy) == MGLRU);
	return err;
}

ssize_t reclaim_policy_write(struct kernfs_open_file *of, char *buf,
			     size_t nbytes, loff_t off)
{
	struct mem_cgroup *memcg = mem_cgroup_from_css(of_css(of));
	char *name = strstrip(buf);
	struct reclaim_policy *builtin = builtin_find(name);
	int err;

	if (!file_ns_capable(of->file, &init_user_ns, CAP_SYS_ADMIN))
		return -EPERM;

	if (!strcmp(name, "inherit")) {
		guard(mutex)(&reclaim_policy_mutex);
		err = attach_own(memcg, NULL);
	} else if (builtin) {
		err = attach_builtin(memcg, builtin);
	} else {
		err = attach_policy(memcg, name);
	}
	return err ?: nbytes;
}
