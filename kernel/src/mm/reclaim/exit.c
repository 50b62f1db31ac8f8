// SPDX-License-Identifier: GPL-2.0
/*
 * How a policy ends before its time, and the record it leaves.
 *
 * Expelling is one bit: no hook is called once it is set. Taking the policy
 * from its cgroups may sleep and is left to a work item.
 */
#define pr_fmt(fmt) "reclaim_ext: " fmt

#include <linux/cgroup.h>
#include <linux/ctype.h>
#include <linux/mm.h>
#include <linux/sysrq.h>
#include "internal.h"

#define CREATE_TRACE_POINTS
#include <trace/events/reclaim_ext.h>

const char *const reclaim_exit_names[RECLAIM_NR_EXITS] = {
	[RECLAIM_EXIT_NONE]	= "none",
	[RECLAIM_EXIT_UNREG]	= "unregistered",
	[RECLAIM_EXIT_ERROR]	= "error",
	[RECLAIM_EXIT_STALL]	= "stall",
	[RECLAIM_EXIT_SLOW]	= "slow",
	[RECLAIM_EXIT_INVALID]	= "invalid",
	[RECLAIM_EXIT_OOM]	= "oom",
	[RECLAIM_EXIT_ADMIN]	= "admin",
};

/* Both under reclaim_policy_mutex */
struct reclaim_exit_record reclaim_last_exit;
unsigned long reclaim_nr_exits;

/**
 * reclaim_policy_sum - add up the counters of all CPUs
 * @policy: the policy.
 * @sum: the result.
 */
void reclaim_policy_sum(struct reclaim_policy *policy, struct reclaim_stats *sum)
{
	int cpu, i;

	memset(sum, 0, sizeof(*sum));
	for_each_possible_cpu(cpu) {
		struct reclaim_stats *stats = per_cpu_ptr(policy->stats, cpu);

		for (i = 0; i < RECLAIM_NR_STATS; i++)
			sum->item[i] += READ_ONCE(stats->item[i]);
	}
}

/* None rather than a part, which would be another cgroup's */
static void record_path(struct reclaim_exit_record *rec)
{
	struct cgroup *cgrp;
	int len;

	rec->path[0] = '\0';
	if (!rec->info.cgroup_id)
		return;
	cgrp = cgroup_get_from_id(rec->info.cgroup_id);
	if (IS_ERR(cgrp))
		return;
	len = cgroup_path(cgrp, rec->path, sizeof(rec->path));
	if (len < 0 || len >= RECLAIM_PATH_LEN - 1)
		rec->path[0] = '\0';
	cgroup_put(cgrp);
}

/**
 * reclaim_record_exit - make &reclaim_policy.exit the last exit record
 * @policy: detached from all cgroups.
 *
 * Context: reclaim_policy_mutex is held.
 */
void reclaim_record_exit(struct reclaim_policy *policy)
{
	struct reclaim_exit_record *rec = &reclaim_last_exit;
	const struct reclaim_exit_info *info = &policy->exit;

	lockdep_assert_held(&reclaim_policy_mutex);

	strscpy(rec->name, policy->name);
	rec->info = *info;
	reclaim_policy_sum(policy, &rec->stats);
	record_path(rec);
	if (info->kind != RECLAIM_EXIT_UNREG)
		reclaim_nr_exits++;

	trace_reclaim_policy_exit(policy->name, info);
	pr_info("policy %s exited: %s, code %lld, cgroup %llu: %s (evict %llu keep %llu default %llu invalid %llu)\n",
		policy->name, reclaim_exit_names[info->kind], info->code,
		info->cgroup_id, info->msg,
		rec->stats.item[RECLAIM_STAT_VERDICT_EVICT],
		rec->stats.item[RECLAIM_STAT_VERDICT_KEEP],
		rec->stats.item[RECLAIM_STAT_VERDICT_DEFAULT],
		rec->stats.item[RECLAIM_STAT_INVALID]);
}

void reclaim_policy_expel_workfn(struct work_struct *work)
{
	struct reclaim_policy *policy =
		container_of(work, struct reclaim_policy, expel_work);

	guard(mutex)(&reclaim_policy_mutex);
	reclaim_policy_detach_all(policy);
	reclaim_record_exit(policy);
	if (policy->ops->exit)
		policy->ops->exit(&policy->exit);
}

/**
 * reclaim_policy_expel - end a policy for good
 * @policy: the policy; the first of several callers wins.
 * @kind: why.
 * @code: see &struct reclaim_exit_info.
 * @cgroup_id: where, or 0.
 * @msg: one line.
 *
 * Context: any but NMI; RCU or reclaim_policy_mutex keeps @policy.
 */
void reclaim_policy_expel(struct reclaim_policy *policy,
			  enum reclaim_exit_kind kind, s64 code, u64 cgroup_id,
			  const char *msg)
{
	if (test_and_set_bit(RECLAIM_POLICY_EXPELLED, &policy->flags))
		return;

	policy->exit.kind = kind;
	policy->exit.code = code;
	policy->exit.cgroup_id = cgroup_id;
	strscpy(policy->exit.msg, msg);
	queue_work(system_dfl_wq, &policy->expel_work);
}

/*
 * The call bpf_reclaim_error() ends up in; @ops may be NULL. Before registration
 * it makes init() fail. The record has one line for the message.
 */
void reclaim_policy_expel_ops(const struct reclaim_ops *ops, s64 code,
			      const char *msg)
{
	char line[RECLAIM_MSG_LEN], *c;
	struct reclaim_policy *policy;
	u64 cgroup_id;

	strscpy(line, msg);
	for (c = line; *c; c++) {
		if (!isascii(*c) || !isprint(*c))
			*c = '?';
	}

	if (ops && READ_ONCE(reclaim_init_ops) == ops) {
		pr_info("%s: init() gave up, code %lld: %s\n", ops->name, code, line);
		WRITE_ONCE(reclaim_init_ops, NULL);
	}

	/* a program may be part of several policies, which then name none */
	policy = reclaim_current_policy(&cgroup_id);
	if (policy) {
		reclaim_policy_expel(policy, RECLAIM_EXIT_ERROR, code, cgroup_id, line);
		return;
	}

	guard(rcu)();
	list_for_each_entry_rcu(policy, &reclaim_policies, node) {
		if (READ_ONCE(policy->ops) == ops)
			reclaim_policy_expel(policy, RECLAIM_EXIT_ERROR, code, 0, line);
	}
}

/**
 * reclaim_policy_expel_name - expel on behalf of the administrator
 * @name: of a policy, or "all".
 *
 * Context: process, may sleep.
 *
 * Return: 0 once no hook is called any more, the cgroups follow; -ENOENT if
 * none of that name is registered.
 */
int reclaim_policy_expel_name(const char *name)
{
	bool all = !strcmp(name, "all");
	struct reclaim_policy *policy;
	int err = all ? 0 : -ENOENT;

	guard(mutex)(&reclaim_policy_mutex);
	list_for_each_entry(policy, &reclaim_policies, node) {
		if (!all && strcmp(policy->name, name))
			continue;
		reclaim_policy_expel(policy, RECLAIM_EXIT_ADMIN, 0, 0,
				     "expelled by the administrator");
		err = 0;
	}
	return err;
}

/******************************************************************************
 *                                  SysRq
 ******************************************************************************/

static void expel_all_sysrq(u8 key)
{
	struct reclaim_policy *policy;

	guard(rcu)();
	list_for_each_entry_rcu(policy, &reclaim_policies, node)
		reclaim_policy_expel(policy, RECLAIM_EXIT_ADMIN, 0, 0,
				     "expelled by SysRq");
}

static const struct sysrq_key_op expel_all_op = {
	.handler	= expel_all_sysrq,
	.help_msg	= "expel-reclaim-policies(E)",
	.action_msg	= "Expel all reclaim policies",
	.enable_mask	= SYSRQ_ENABLE_RTNICE,
};

static int __init reclaim_exit_init(void)
{
	return register_sysrq_key('E', &expel_all_op);
}
late_initcall(reclaim_exit_init);
