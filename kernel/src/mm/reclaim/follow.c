// SPDX-License-Identifier: GPL-2.0
/*
 * Which cgroup follows which policy, on each node.
 *
 * A cgroup names a policy of its own, for all nodes or for some, or inherits its
 * parent's; the nearest wins. The answer is resolved when something changes and
 * cached in each lruvec, so that reclaim only follows one RCU pointer.
 */
#define pr_fmt(fmt) "reclaim_ext: " fmt

#include <linux/cgroup.h>
#include <linux/mm.h>
#include <linux/mm_inline.h>
#include <linux/nodemask.h>
#include <linux/rcupdate.h>
#include "internal.h"

static const struct reclaim_ops classic_ops = { .name = "classic" };
static const struct reclaim_ops mglru_ops = { .name = "mglru" };

/* Not in the registry: they neither come, go, nor misbehave */
struct reclaim_policy reclaim_builtins[RECLAIM_NR_BUILTINS] = {
	[RECLAIM_CLASSIC] = {
		.ops = &classic_ops,
		.name = "classic",
		.lists = RECLAIM_LISTS_TWO,
	},
	[RECLAIM_MGLRU] = {
		.ops = &mglru_ops,
		.name = "mglru",
		.lists = RECLAIM_LISTS_GENERATIONS,
	},
};

/* Cgroups that name a policy for either way to keep folios */
static unsigned int nr_named[RECLAIM_NR_BUILTINS];

struct reclaim_policy *reclaim_builtin_find(const char *name)
{
	int i;

	for (i = 0; i < RECLAIM_NR_BUILTINS; i++) {
		if (!strcmp(name, reclaim_builtins[i].name))
			return &reclaim_builtins[i];
	}
	return NULL;
}

static bool is_builtin(const struct reclaim_policy *policy)
{
	return policy >= reclaim_builtins && policy < reclaim_builtins + RECLAIM_NR_BUILTINS;
}

static struct lruvec *lruvec_of(struct mem_cgroup *memcg, int nid)
{
	return mem_cgroup_lruvec(memcg, NODE_DATA(nid));
}

static struct reclaim_policy *active_policy(struct mem_cgroup *memcg, int nid)
{
	return rcu_dereference_protected(lruvec_of(memcg, nid)->reclaim_policy,
					 lockdep_is_held(&reclaim_policy_mutex));
}

/* @policy is in charge of @memcg on some node, or was so a moment ago. */
static bool has_entered(struct mem_cgroup *memcg, struct reclaim_policy *policy)
{
	int nid;

	for_each_node(nid) {
		if (active_policy(memcg, nid) == policy ||
		    lruvec_of(memcg, nid)->reclaim_policy_left == policy)
			return true;
	}
	return false;
}

/**
 * reclaim_wanted_policy - what should be in charge of a cgroup
 * @memcg: the cgroup.
 * @nid: the node, NUMA_NO_NODE for those that nobody names one for.
 *
 * An expelled policy is wanted until reclaim_policy_detach_all(), or the answer
 * would change while a tree follows it. None of its hot hooks is called.
 *
 * Context: under reclaim_policy_mutex.
 *
 * Return: a policy, which the root has in any case.
 */
struct reclaim_policy *reclaim_wanted_policy(struct mem_cgroup *memcg, int nid)
{
	/* the root may have moved to a legacy hierarchy, which has no file for this */
	if (!cgroup_subsys_on_dfl(memory_cgrp_subsys))
		memcg = NULL;

	for (; memcg; memcg = parent_mem_cgroup(memcg)) {
		struct reclaim_policy *own = NULL;

		if (nid != NUMA_NO_NODE)
			own = lruvec_of(memcg, nid)->reclaim_policy_own;
		if (!own)
			own = memcg->reclaim_policy_own;
		if (own)
			return own;
	}
	return &reclaim_builtins[lru_gen_enabled() ? RECLAIM_MGLRU : RECLAIM_CLASSIC];
}

/* The same with NULL for a built-in one, which has no hooks to call */
static struct reclaim_policy *wanted_hooks(struct mem_cgroup *memcg, int nid)
{
	struct reclaim_policy *want = reclaim_wanted_policy(memcg, nid);

	return is_builtin(want) || !memcg->reclaim_policy_online ? NULL : want;
}

static void set_own(struct reclaim_policy **slot, struct reclaim_policy *own)
{
	lockdep_assert_held(&reclaim_policy_mutex);

	if (*slot)
		nr_named[(*slot)->lists]--;
	if (own)
		nr_named[own->lists]++;
	*slot = own;
}

/* Name @own for all nodes alike. */
static void set_own_all(struct mem_cgroup *memcg, struct reclaim_policy *own)
{
	int nid;

	set_own(&memcg->reclaim_policy_own, own);
	for_each_node(nid)
		set_own(&lruvec_of(memcg, nid)->reclaim_policy_own, NULL);
}

/* Some cgroup wants its folios kept in another way than the root's. */
static bool want_mixed(void)
{
	return nr_named[lru_gen_enabled() ? RECLAIM_CLASSIC : RECLAIM_MGLRU];
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
	int nid;

	for_each_node(nid)
		lru_gen_set_lruvec(lruvec_of(memcg, nid),
				   reclaim_wanted_policy(memcg, nid)->lists == RECLAIM_LISTS_TWO);
}

/* @policy should be in charge of @memcg on a node before @end. */
static bool is_wanted_before(struct mem_cgroup *memcg, struct reclaim_policy *policy, int end)
{
	int nid;

	for_each_node(nid) {
		if (nid < end && wanted_hooks(memcg, nid) == policy)
			return true;
	}
	return false;
}

/* A change for @only, all nodes with NUMA_NO_NODE, is one for @nid, too. */
static bool concerns(int only, int nid)
{
	return only == NUMA_NO_NODE || only == nid;
}

/* Return: true if a grace period has to pass before exit_left(). */
static bool leave_unwanted(struct mem_cgroup *memcg)
{
	bool wait = false;
	int nid;

	for_each_node(nid) {
		struct reclaim_policy *old = active_policy(memcg, nid);
		struct lruvec *lruvec = lruvec_of(memcg, nid);

		if (old && old != wanted_hooks(memcg, nid)) {
			RCU_INIT_POINTER(lruvec->reclaim_policy, NULL);
			WRITE_ONCE(lruvec->lrugen.nr_gens, 0);
			lruvec->reclaim_policy_left = old;
		}
		/* which may have been before, see reclaim_policy_offline_memcg() */
		old = lruvec->reclaim_policy_left;
		wait |= old && old->ops->cgroup_exit;
	}
	return wait;
}

static int call_cgroup_init(struct mem_cgroup *memcg, struct reclaim_policy *policy)
{
	int err = policy->ops->cgroup_init ? policy->ops->cgroup_init(memcg) : 0;

	if (!err)
		return 0;

	pr_info_ratelimited("policy %s: cgroup %llu is refused: cgroup_init() returned %d\n",
			    policy->name, cgroup_id(memcg->css.cgroup), err);
	return err < 0 && err >= -MAX_ERRNO ? err : -EINVAL;
}

static void call_cgroup_exit(struct mem_cgroup *memcg, struct reclaim_policy *policy)
{
	if (policy->ops->cgroup_exit)
		policy->ops->cgroup_exit(memcg);
}

/* Return: the policy that comes with @nid, after a change for @only, or NULL. */
static struct reclaim_policy *coming_with(struct mem_cgroup *memcg, int nid, int only)
{
	struct reclaim_policy *want = wanted_hooks(memcg, nid);

	if (!want || !concerns(only, nid) || has_entered(memcg, want))
		return NULL;
	return only == NUMA_NO_NODE && is_wanted_before(memcg, want, nid) ? NULL : want;
}

/*
 * Ask the policies that are to come, each once. What some have set up already
 * they take back if another one refuses.
 */
static int ask_wanted(struct mem_cgroup *memcg, int only)
{
	struct reclaim_policy *want;
	int nid, end = MAX_NUMNODES, err = 0;

	for_each_node(nid) {
		want = coming_with(memcg, nid, only);
		if (err || !want)
			continue;
		err = call_cgroup_init(memcg, want);
		end = nid;
	}
	for_each_node(nid) {
		want = coming_with(memcg, nid, only);
		if (err && want && nid < end)
			call_cgroup_exit(memcg, want);
	}
	return err;
}

/* A cgroup that @agreed with its policies already is not asked again. */
static void enter_wanted(struct mem_cgroup *memcg, int only, bool agreed)
{
	struct reclaim_policy *refused = NULL;
	int nid;

	for_each_node(nid) {
		struct reclaim_policy *want = wanted_hooks(memcg, nid);
		struct lruvec *lruvec = lruvec_of(memcg, nid);

		if (!want || want == active_policy(memcg, nid) || want == refused ||
		    !concerns(only, nid))
			continue;
		if (!has_entered(memcg, want)) {
			if (!agreed && call_cgroup_init(memcg, want)) {
				refused = want;
				continue;
			}
			want->nr_cgroups++;
		}
		atomic_set(&lruvec->reclaim_kept, 0);
		atomic_set(&lruvec->reclaim_moved, 0);
		WRITE_ONCE(lruvec->lrugen.nr_gens, want->nr_classes);
		rcu_assign_pointer(lruvec->reclaim_policy, want);
	}
}

/* Tell the policies that are on no node any more. */
static void exit_left(struct mem_cgroup *memcg)
{
	int nid;

	for_each_node(nid) {
		struct lruvec *lruvec = lruvec_of(memcg, nid);
		struct reclaim_policy *old = lruvec->reclaim_policy_left;

		lruvec->reclaim_policy_left = NULL;
		if (!old || has_entered(memcg, old))
			continue;
		old->nr_cgroups--;
		call_cgroup_exit(memcg, old);
	}
}

/*
 * Bring @root, which @agreed, and all below in line with what they and their
 * ancestors name, after a change for one node or, with NUMA_NO_NODE, for all.
 * All leave before any enters, so that one grace period is enough.
 */
static void follow_wanted_tree(struct mem_cgroup *root, int nid, bool agreed)
{
	struct mem_cgroup *memcg;
	bool wait = false;

	lockdep_assert_held(&reclaim_policy_mutex);

	update_mixed(true);
	for (memcg = mem_cgroup_iter(root, NULL, NULL); memcg;
	     memcg = mem_cgroup_iter(root, memcg, NULL)) {
		wait |= leave_unwanted(memcg);
		set_lists(memcg);
		cond_resched();
	}
	if (wait)
		synchronize_rcu();

	for (memcg = mem_cgroup_iter(root, NULL, NULL); memcg;
	     memcg = mem_cgroup_iter(root, memcg, NULL)) {
		enter_wanted(memcg, nid, agreed && memcg == root);
		exit_left(memcg);
		cond_resched();
	}

	update_mixed(false);
}

/* After the root changed between its built-in policies */
void reclaim_policy_follow_root(void)
{
	guard(mutex)(&reclaim_policy_mutex);
	follow_wanted_tree(NULL, NUMA_NO_NODE, false);
}

/* Nothing follows @policy afterwards, and none of its hot hooks is running. */
void reclaim_policy_detach_all(struct reclaim_policy *policy)
{
	struct mem_cgroup *memcg;
	int nid;

	lockdep_assert_held(&reclaim_policy_mutex);

	for (memcg = mem_cgroup_iter(NULL, NULL, NULL); memcg;
	     memcg = mem_cgroup_iter(NULL, memcg, NULL)) {
		if (memcg->reclaim_policy_own == policy)
			set_own(&memcg->reclaim_policy_own, NULL);
		for_each_node(nid) {
			if (lruvec_of(memcg, nid)->reclaim_policy_own == policy)
				set_own(&lruvec_of(memcg, nid)->reclaim_policy_own, NULL);
		}
	}
	follow_wanted_tree(NULL, NUMA_NO_NODE, false);
	synchronize_rcu();
}

/* Cgroups that went offline and whose policies are not told yet */
static unsigned int nr_exiting;

/*
 * The controller was off for a moment: what is removed by ID after a grace period
 * must not be what @memcg is about to set up.
 */
static void exit_predecessor(struct mem_cgroup *memcg)
{
	struct mem_cgroup *old;

	if (!nr_exiting)
		return;

	for (old = mem_cgroup_iter(NULL, NULL, NULL); old;
	     old = mem_cgroup_iter(NULL, old, NULL)) {
		if (old != memcg && old->css.cgroup == memcg->css.cgroup &&
		    leave_unwanted(old)) {
			synchronize_rcu();
			exit_left(old);
		}
	}
}

/* Own flag: an attach that ran between here and CSS_ONLINE would miss @memcg. */
void reclaim_policy_online_memcg(struct mem_cgroup *memcg)
{
	guard(mutex)(&reclaim_policy_mutex);
	exit_predecessor(memcg);
	memcg->reclaim_policy_online = true;
	set_lists(memcg);
	enter_wanted(memcg, NUMA_NO_NODE, false);
}

static void exit_offline_workfn(struct work_struct *work)
{
	struct mem_cgroup *memcg = container_of(to_rcu_work(work), struct mem_cgroup,
						reclaim_policy_exit);

	scoped_guard(mutex, &reclaim_policy_mutex) {
		exit_left(memcg);
		nr_exiting--;
	}
	css_put(&memcg->css);
}

/*
 * Under cgroup_mutex, so that policies are told of it after a grace period that
 * nobody waits for. Who changes something meanwhile tells them.
 */
void reclaim_policy_offline_memcg(struct mem_cgroup *memcg)
{
	guard(mutex)(&reclaim_policy_mutex);
	memcg->reclaim_policy_online = false;
	set_own_all(memcg, NULL);
	if (leave_unwanted(memcg)) {
		nr_exiting++;
		css_get(&memcg->css);
		INIT_RCU_WORK(&memcg->reclaim_policy_exit, exit_offline_workfn);
		queue_rcu_work(system_dfl_wq, &memcg->reclaim_policy_exit);
	} else {
		exit_left(memcg);
	}
	set_lists(memcg);
	update_mixed(false);
}

/**
 * reclaim_policy_in_charge - what a cgroup follows on a node
 * @memcg: the cgroup.
 * @nid: the node.
 *
 * Context: under reclaim_policy_mutex.
 *
 * Return: the policy that is wanted, unless cgroup_init() refused or it is on
 * its way in or out; then the built-in one that keeps folios in the same way.
 */
struct reclaim_policy *reclaim_policy_in_charge(struct mem_cgroup *memcg, int nid)
{
	struct reclaim_policy *want = reclaim_wanted_policy(memcg, nid);

	if (is_builtin(want) ||
	    (want == active_policy(memcg, nid) && reclaim_policy_is_live(want)))
		return want;
	return &reclaim_builtins[want->lists];
}

/* @own: NULL to inherit. A new policy is asked before the old one is left. */
static int attach(struct mem_cgroup *memcg, int nid, struct reclaim_policy *own)
{
	static struct reclaim_policy *was[MAX_NUMNODES];
	struct reclaim_policy *old = memcg->reclaim_policy_own;
	int i, err;

	if (!memcg->reclaim_policy_online)
		return -ENODEV;

	for_each_node(i)
		was[i] = lruvec_of(memcg, i)->reclaim_policy_own;
	if (nid == NUMA_NO_NODE)
		set_own_all(memcg, own);
	else
		set_own(&lruvec_of(memcg, nid)->reclaim_policy_own, own);

	err = ask_wanted(memcg, nid);
	if (!err) {
		follow_wanted_tree(memcg, nid, true);
		return 0;
	}
	set_own(&memcg->reclaim_policy_own, old);
	for_each_node(i)
		set_own(&lruvec_of(memcg, i)->reclaim_policy_own, was[i]);
	return err;
}

static int attach_registered(struct mem_cgroup *memcg, int nid, const char *name)
{
	struct reclaim_policy *policy;

	guard(mutex)(&reclaim_policy_mutex);
	policy = reclaim_policy_find(name);
	if (!policy) {
		pr_info("%s: no such policy; register it, or read memory.reclaim_policy for the names\n",
			name);
		return -ENOENT;
	}
	return reclaim_policy_is_live(policy) ? attach(memcg, nid, policy) : -ESHUTDOWN;
}

static int attach_builtin(struct mem_cgroup *memcg, int nid, struct reclaim_policy *policy)
{
	bool all = mem_cgroup_is_root(memcg) && nid == NUMA_NO_NODE;
	int err;

	scoped_guard(mutex, &reclaim_policy_mutex)
		err = attach(memcg, nid, all ? NULL : policy);
	if (!err && all)
		lru_gen_change_state(policy->lists == RECLAIM_LISTS_GENERATIONS);
	return err;
}

/**
 * reclaim_policy_attach - name the policy of a cgroup
 * @memcg: the cgroup.
 * @nid: the node it is for, NUMA_NO_NODE for all.
 * @name: of a policy, or "inherit".
 *
 * What the root does on all nodes is for all that name nothing else.
 *
 * Context: process, may sleep.
 *
 * Return: 0, -ENODEV for a cgroup that is gone, -ENOENT for a name that nobody
 * has, -ESHUTDOWN if the policy was expelled, or what cgroup_init() returned.
 */
int reclaim_policy_attach(struct mem_cgroup *memcg, int nid, const char *name)
{
	struct reclaim_policy *builtin = reclaim_builtin_find(name);

	if (builtin)
		return attach_builtin(memcg, nid, builtin);
	if (strcmp(name, "inherit"))
		return attach_registered(memcg, nid, name);

	guard(mutex)(&reclaim_policy_mutex);
	return attach(memcg, nid, NULL);
}

/* The file may go away while @memcg stays: nobody can object. */
void reclaim_policy_reset_memcg(struct mem_cgroup *memcg)
{
	guard(mutex)(&reclaim_policy_mutex);
	if (!memcg->reclaim_policy_online)
		return;
	set_own_all(memcg, NULL);
	follow_wanted_tree(memcg, NUMA_NO_NODE, false);
}
