// SPDX-License-Identifier: GPL-2.0
/*
 * The registry of reclaim policies: how they come, change and go.
 */
#define pr_fmt(fmt) "reclaim_ext: " fmt

#include <linux/mm.h>
#include <linux/mm_inline.h>
#include <linux/rcupdate.h>
#include <linux/slab.h>
#include "internal.h"

DEFINE_STATIC_KEY_FALSE(reclaim_ext_key);
DEFINE_STATIC_KEY_FALSE(reclaim_place_key);
DEFINE_STATIC_KEY_FALSE(reclaim_access_key);
DEFINE_STATIC_KEY_FALSE(reclaim_young_key);

/* the registry, what cgroups name, and the exit record */
DEFINE_MUTEX(reclaim_policy_mutex);
LIST_HEAD(reclaim_policies);

/* So many fit on the page of sysfs that lists them */
#define RECLAIM_POLICIES_MAX	24
static unsigned int nr_policies;

const struct reclaim_ops *reclaim_init_ops;

/* Words that mean something else where a name is written */
static bool is_reserved(const char *name)
{
	return reclaim_builtin_find(name) || !strcmp(name, "inherit") || !strcmp(name, "all");
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

static void enable_keys(const struct reclaim_ops *ops)
{
	static_branch_inc(&reclaim_ext_key);
	if (ops->insert || ops->refault)
		static_branch_inc(&reclaim_place_key);
	if (ops->access)
		static_branch_inc(&reclaim_access_key);
	if (ops->young)
		static_branch_inc(&reclaim_young_key);
}

static void disable_keys(const struct reclaim_ops *ops)
{
	static_branch_dec(&reclaim_ext_key);
	if (ops->insert || ops->refault)
		static_branch_dec(&reclaim_place_key);
	if (ops->access)
		static_branch_dec(&reclaim_access_key);
	if (ops->young)
		static_branch_dec(&reclaim_young_key);
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

static u32 nr_classes_of(const struct reclaim_ops *ops)
{
	return ops->flags & RECLAIM_OPS_TWO_LISTS ? RECLAIM_CLASSES_MIN : ops->nr_classes;
}

static void set_limits(struct reclaim_policy *policy, const struct reclaim_ops *ops)
{
	policy->nr_classes = nr_classes_of(ops);
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
	policy->lists = ops->flags & RECLAIM_OPS_TWO_LISTS ? RECLAIM_LISTS_TWO :
							    RECLAIM_LISTS_GENERATIONS;
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
 * @ops: the new hooks; same name, flags and number of classes.
 * @old: the hooks in use.
 * @id: of the BPF map that holds @ops.
 *
 * Cgroups, counters and folios stay as they are: cgroup_exit() and cgroup_init()
 * are not called.
 *
 * Context: process, may sleep.
 *
 * Return: 0, -EINVAL if one of these differs, -EBUSY if @ops is in use,
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
	if (!reclaim_policy_is_live(policy))
		return -ESHUTDOWN;
	if (policy_of_ops(ops)) {
		pr_info("%s: these hooks are in use; update with another copy\n", ops->name);
		return -EBUSY;
	}
	if (strcmp(ops->name, policy->name) || ops->flags != policy->ops->flags ||
	    nr_classes_of(ops) != policy->nr_classes) {
		pr_info("%s: an update must keep name, flags and nr_classes of %s\n",
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
