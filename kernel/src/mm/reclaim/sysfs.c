// SPDX-License-Identifier: GPL-2.0
/*
 * Reclaim policies as user space sees them: /sys/kernel/mm/reclaim_ext/ to
 * steer and debugfs reclaim_ext/stats to count. Which cgroup follows which
 * policy is in memory.reclaim_policy.
 */
#include <linux/debugfs.h>
#include <linux/kobject.h>
#include <linux/mm.h>
#include <linux/mm_inline.h>
#include <linux/seq_file.h>
#include <linux/sysfs.h>
#include "internal.h"

static const char *const stat_names[RECLAIM_NR_STATS] = {
	[RECLAIM_STAT_PLAN_CALLS]	= "plan_calls",
	[RECLAIM_STAT_RANK_CALLS]	= "rank_calls",
	[RECLAIM_STAT_REFAULT_CALLS]	= "refault_calls",
	[RECLAIM_STAT_INSERT_CALLS]	= "insert_calls",
	[RECLAIM_STAT_ACCESS_CALLS]	= "access_calls",
	[RECLAIM_STAT_YOUNG_CALLS]	= "young_calls",
	[RECLAIM_STAT_HOOK_NS]	= "hook_ns",
	[RECLAIM_STAT_RANKED]	= "ranked",
	[RECLAIM_STAT_VERDICT_DEFAULT]	= "verdict_default",
	[RECLAIM_STAT_VERDICT_EVICT]	= "verdict_evict",
	[RECLAIM_STAT_VERDICT_KEEP]	= "verdict_keep",
	[RECLAIM_STAT_VERDICT_CLASS]	= "verdict_class",
	[RECLAIM_STAT_VERDICT_DEMOTE]	= "verdict_demote",
	[RECLAIM_STAT_VERDICT_PROMOTE]	= "verdict_promote",
	[RECLAIM_STAT_OVERRIDDEN]	= "overridden",
	[RECLAIM_STAT_INVALID]	= "invalid",
	[RECLAIM_STAT_BYPASSED]	= "bypassed",
	[RECLAIM_STAT_STRIKES]	= "strikes",
	[RECLAIM_STAT_EVICTED]	= "evicted",
	[RECLAIM_STAT_YOUNG]	= "young",
	[RECLAIM_STAT_PROMOTED]	= "promoted",
	[RECLAIM_STAT_RECLAIM_NS]	= "reclaim_ns",
};

static int emit_hooks(char *buf, int len, const struct reclaim_ops *ops)
{
	const struct {
		const char *name;
		bool present;
	} hooks[] = {
		{ "plan", ops->plan }, { "rank", ops->rank },
		{ "refault", ops->refault }, { "insert", ops->insert },
		{ "access", ops->access }, { "young", ops->young },
		{ "init", ops->init }, { "exit", ops->exit },
		{ "cgroup_init", ops->cgroup_init },
		{ "cgroup_exit", ops->cgroup_exit },
	};
	const char *sep = "";
	int i, start = len;

	for (i = 0; i < ARRAY_SIZE(hooks); i++) {
		if (!hooks[i].present)
			continue;
		len += sysfs_emit_at(buf, len, "%s%s", sep, hooks[i].name);
		sep = ",";
	}
	return len - start;
}

static ssize_t policies_show(struct kobject *kobj, struct kobj_attribute *attr,
			     char *buf)
{
	struct reclaim_policy *policy;
	int len = 0;

	guard(mutex)(&reclaim_policy_mutex);
	list_for_each_entry(policy, &reclaim_policies, node) {
		bool expelled = test_bit(RECLAIM_POLICY_EXPELLED, &policy->flags);

		len += sysfs_emit_at(buf, len, "%s id=%u cgroups=%u classes=%u hooks=",
				     policy->name, policy->id, policy->nr_cgroups,
				     policy->nr_classes ?: READ_ONCE(lru_gen_nr_gens));
		len += emit_hooks(buf, len, policy->ops);
		len += sysfs_emit_at(buf, len, " state=%s\n",
				     expelled ? "expelled" : "live");
	}
	return len;
}

static struct kobj_attribute policies_attr = __ATTR_RO(policies);

static ssize_t last_exit_show(struct kobject *kobj, struct kobj_attribute *attr,
			      char *buf)
{
	const struct reclaim_exit_record *rec = &reclaim_last_exit;
	int i, len;

	guard(mutex)(&reclaim_policy_mutex);
	if (!rec->name[0])
		return 0;

	len = sysfs_emit(buf, "policy %s\nkind %s\ncode %lld\ncgroup %llu\npath %s\nmsg %s\n",
			 rec->name, reclaim_exit_names[rec->info.kind],
			 rec->info.code, rec->info.cgroup_id, rec->path,
			 rec->info.msg);
	for (i = 0; i < RECLAIM_NR_STATS; i++)
		len += sysfs_emit_at(buf, len, "%s %llu\n", stat_names[i],
				     rec->stats.item[i]);
	return len;
}

/* tells paths of cgroups that not everybody can see */
static struct kobj_attribute last_exit_attr = __ATTR_RO_MODE(last_exit, 0400);

static ssize_t exits_show(struct kobject *kobj, struct kobj_attribute *attr,
			  char *buf)
{
	return sysfs_emit(buf, "%lu\n", READ_ONCE(reclaim_nr_exits));
}

static struct kobj_attribute exits_attr = __ATTR_RO(exits);

static ssize_t expel_store(struct kobject *kobj, struct kobj_attribute *attr,
			   const char *buf, size_t count)
{
	char name[RECLAIM_NAME_LEN + 1];
	int err;

	if (strscpy(name, buf) < 0 && buf[sizeof(name) - 1] != '\n')
		return -ENOENT;
	err = reclaim_policy_expel_name(strim(name));
	return err ?: count;
}

static struct kobj_attribute expel_attr = __ATTR_WO(expel);

static struct attribute *reclaim_ext_attrs[] = {
	&policies_attr.attr,
	&last_exit_attr.attr,
	&exits_attr.attr,
	&expel_attr.attr,
	NULL,
};

static const struct attribute_group reclaim_ext_group = {
	.name = "reclaim_ext",
	.attrs = reclaim_ext_attrs,
};

static int stats_show(struct seq_file *m, void *v)
{
	struct reclaim_policy *policy;
	struct reclaim_stats sum;
	int i;

	guard(mutex)(&reclaim_policy_mutex);
	list_for_each_entry(policy, &reclaim_policies, node) {
		reclaim_policy_sum(policy, &sum);
		for (i = 0; i < RECLAIM_NR_STATS; i++)
			seq_printf(m, "%s %s %llu\n", policy->name, stat_names[i],
				   sum.item[i]);
	}
	return 0;
}
DEFINE_SHOW_ATTRIBUTE(stats);

static int __init reclaim_sysfs_init(void)
{
	debugfs_create_file("stats", 0444, debugfs_create_dir("reclaim_ext", NULL),
			    NULL, &stats_fops);
	return sysfs_create_group(mm_kobj, &reclaim_ext_group);
}
late_initcall(reclaim_sysfs_init);
