// SPDX-License-Identifier: GPL-2.0
/*
 * memory.reclaim_policy: which policy a cgroup follows, and how to choose one.
 */
#define pr_fmt(fmt) "reclaim_ext: " fmt

#include <linux/capability.h>
#include <linux/cgroup.h>
#include <linux/mm.h>
#include <linux/nodemask.h>
#include <linux/seq_file.h>
#include "internal.h"

static void show_name(struct seq_file *m, const char *sep, const struct reclaim_policy *policy,
		      const struct reclaim_policy *active)
{
	seq_printf(m, policy == active ? "%s[%s]" : "%s%s", sep, policy->name);
}

static void show_names(struct seq_file *m, const struct reclaim_policy *active, bool inherited)
{
	struct reclaim_policy *policy;
	int i;

	for (i = 0; i < RECLAIM_NR_BUILTINS; i++)
		show_name(m, i ? " " : "", &reclaim_builtins[i], active);
	list_for_each_entry(policy, &reclaim_policies, node) {
		if (reclaim_policy_is_live(policy))
			show_name(m, " ", policy, active);
	}
	seq_puts(m, inherited ? " (inherited)\n" : "\n");
}

int reclaim_policy_show(struct seq_file *m, void *v)
{
	struct mem_cgroup *memcg = mem_cgroup_from_seq(m);
	struct reclaim_policy *rest;
	int nid;

	guard(mutex)(&reclaim_policy_mutex);
	rest = reclaim_wanted_policy(memcg, NUMA_NO_NODE);
	for_each_node(nid) {
		if (reclaim_wanted_policy(memcg, nid) == rest) {
			rest = reclaim_policy_in_charge(memcg, nid);
			break;
		}
	}
	show_names(m, rest, !memcg->reclaim_policy_own && !mem_cgroup_is_root(memcg));

	for_each_node(nid) {
		struct reclaim_policy *policy = reclaim_policy_in_charge(memcg, nid);
		bool own = mem_cgroup_lruvec(memcg, NODE_DATA(nid))->reclaim_policy_own;

		if (!own && policy == rest)
			continue;
		seq_printf(m, "N%d ", nid);
		show_names(m, policy, !own);
	}
	return 0;
}

/* Take "N1=" off the front of @name. */
static int parse_node(char **name, int *nid)
{
	char *end = strchr(*name, '=');
	unsigned int nr;

	if (**name != 'N' || !end)
		return 0;

	*end = '\0';
	if (kstrtouint(*name + 1, 10, &nr) || nr >= nr_node_ids || !node_possible(nr)) {
		pr_info("%s: there is no node %s; see /sys/devices/system/node/possible\n",
			end + 1, *name);
		return -ENXIO;
	}
	*nid = nr;
	*name = end + 1;
	return 0;
}

ssize_t reclaim_policy_write(struct kernfs_open_file *of, char *buf,
			     size_t nbytes, loff_t off)
{
	struct mem_cgroup *memcg = mem_cgroup_from_css(of_css(of));
	int err, nid = NUMA_NO_NODE;
	char *name = strstrip(buf);

	if (!file_ns_capable(of->file, &init_user_ns, CAP_SYS_ADMIN))
		return -EPERM;

	err = parse_node(&name, &nid);
	if (!err)
		err = reclaim_policy_attach(memcg, nid, name);
	return err ?: nbytes;
}
