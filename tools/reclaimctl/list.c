// SPDX-License-Identifier: GPL-2.0
/*
 * ls, show: what is registered, and who decides where.
 */
#include <stdio.h>
#include <string.h>
#include "reclaimctl.h"

enum { OPT_JSON = 1, OPT_CGROUPS = 2 };

/* Return: a set of the above, or -1 after an error message. */
static int parse(int argc, char **argv, const struct option *options)
{
	int option, set = 0;

	while ((option = next_option(argc, argv, options)) != -1) {
		if (option != OPT_JSON && option != OPT_CGROUPS) {
			bad_option(argv);
			return -1;
		}
		set |= option;
	}
	return set;
}

/******************************************************************************
 *                                 policies
 ******************************************************************************/

static struct json_object *hooks_json(const char *hooks)
{
	struct json_object *array = json_object_new_array();
	size_t len;

	for (; *hooks; hooks += len + (hooks[len] == ',')) {
		len = strcspn(hooks, ",");
		json_object_array_add(array, json_object_new_string_len(hooks, len));
	}
	return array;
}

static const char *state(const struct reclaim_ext_info *info)
{
	return info->expelled ? "expelled" : "live";
}

static struct json_object *policy_json(const struct reclaim_ext_info *info)
{
	struct json_object *object = json_object_new_object();

	json_object_object_add(object, "name", json_string(info->name));
	json_object_object_add(object, "id", json_u64(info->id));
	json_object_object_add(object, "cgroups", json_u64(info->nr_cgroups));
	json_object_object_add(object, "classes", json_u64(info->nr_classes));
	json_object_object_add(object, "hooks", hooks_json(info->hooks));
	json_object_object_add(object, "state", json_string(state(info)));
	return object;
}

static int add_policy(const struct reclaim_ext_info *info, void *ctx)
{
	json_object_array_add(ctx, policy_json(info));
	return 0;
}

static int print_policy(const struct reclaim_ext_info *info, void *ctx)
{
	bool *header_done = ctx;

	if (!*header_done)
		printf("%-15s %6s %8s %8s %-8s %s\n", "POLICY", "ID", "CGROUPS", "CLASSES",
		       "STATE", "HOOKS");
	*header_done = true;
	printf("%-15s %6u %8u %8u %-8s %s\n", info->name, info->id, info->nr_cgroups,
	       info->nr_classes, state(info), info->hooks);
	return 0;
}

/******************************************************************************
 *                                 cgroups
 ******************************************************************************/

static struct json_object *cgroup_json(const char *path,
				       const struct reclaim_ext_cgroup_policy *policy)
{
	struct json_object *object = json_object_new_object();

	json_object_object_add(object, "cgroup", json_string(path));
	json_object_object_add(object, "policy", json_string(policy->active));
	json_object_object_add(object, "inherited", json_object_new_boolean(policy->inherited));
	return object;
}

static int add_node(int nid, const struct reclaim_ext_cgroup_policy *policy, void *ctx)
{
	struct json_object *object = json_object_new_object(), *nodes;

	if (!json_object_object_get_ex(ctx, "nodes", &nodes)) {
		nodes = json_object_new_array();
		json_object_object_add(ctx, "nodes", nodes);
	}
	json_object_object_add(object, "node", json_u64(nid));
	json_object_object_add(object, "policy", json_string(policy->active));
	json_object_object_add(object, "inherited", json_object_new_boolean(policy->inherited));
	json_object_array_add(nodes, object);
	return 0;
}

static int add_cgroup(const char *path, const struct reclaim_ext_cgroup_policy *policy,
		      void *ctx)
{
	struct json_object *object = cgroup_json(path, policy);

	/* without nodes if it has gone since */
	reclaim_ext_cgroup__nodes(path, add_node, object);
	json_object_array_add(ctx, object);
	return 0;
}

static const char *chosen(const struct reclaim_ext_cgroup_policy *policy)
{
	return policy->inherited ? "above" : "here";
}

static int print_node_of(int nid, const struct reclaim_ext_cgroup_policy *policy, void *ctx)
{
	printf("%-15s %-9s %s node %d\n", policy->active, chosen(policy), (char *)ctx, nid);
	return 0;
}

static int print_cgroup(const char *path, const struct reclaim_ext_cgroup_policy *policy,
			void *ctx)
{
	bool *header_done = ctx;

	if (!*header_done)
		printf("%-15s %-9s %s\n", "POLICY", "CHOSEN", "CGROUP");
	*header_done = true;
	printf("%-15s %-9s %s\n", policy->active, chosen(policy), path);
	reclaim_ext_cgroup__nodes(path, print_node_of, (void *)path);
	return 0;
}

static int ls_json(bool cgroups)
{
	struct json_object *object = json_object_new_object();
	struct json_object *array = json_object_new_array();
	int err;

	json_object_object_add(object, "policies", array);
	err = reclaim_ext__list(add_policy, array);
	if (!err && cgroups) {
		array = json_object_new_array();
		json_object_object_add(object, "cgroups", array);
		err = reclaim_ext_cgroup__walk(NULL, add_cgroup, array);
	}
	if (!err)
		return print_json(object);
	json_object_put(object);
	return library_error();
}

static int ls_text(bool cgroups)
{
	bool policies_done = false, cgroups_done = false;
	int err = reclaim_ext__list(print_policy, &policies_done);

	if (!err && cgroups) {
		if (policies_done)
			putchar('\n');
		err = reclaim_ext_cgroup__walk(NULL, print_cgroup, &cgroups_done);
	}
	return err ? library_error() : flush_output();
}

int cmd_ls(int argc, char **argv)
{
	static const struct option options[] = {
		{ "json", no_argument, NULL, OPT_JSON },
		{ "cgroups", no_argument, NULL, OPT_CGROUPS },
		{}
	};
	int set = parse(argc, argv, options);

	if (set < 0 || need_args(argc, 0, 0))
		return RECLAIM_EXT_USAGE;
	return set & OPT_JSON ? ls_json(set & OPT_CGROUPS) : ls_text(set & OPT_CGROUPS);
}

/******************************************************************************
 *                                   show
 ******************************************************************************/

struct wanted {
	const char *name;
	bool json;
	int status;
};

static int show_policy(const struct reclaim_ext_info *info, void *ctx)
{
	struct wanted *wanted = ctx;
	struct json_object *object, *stats;
	bool header_done = false;

	if (strcmp(info->name, wanted->name))
		return 0;
	if (!wanted->json) {
		print_policy(info, &header_done);
		putchar('\n');
		wanted->status = print_stats(info->name);
		return 1;
	}
	wanted->status = stats_json(info->name, &stats);
	if (wanted->status)
		return 1;
	object = policy_json(info);
	json_object_object_add(object, "stats", stats);
	wanted->status = print_json(object);
	return 1;
}

static int add_name(const char *name, void *ctx)
{
	json_object_array_add(ctx, json_string(name));
	return 0;
}

static int print_name(const char *name, void *ctx)
{
	(void)ctx;
	printf(" %s", name);
	return 0;
}

static int show_cgroup_json(const char *cgroup, const char *path)
{
	RECLAIM_EXT_OPTS(reclaim_ext_cgroup_policy, policy);
	struct json_object *object, *names = json_object_new_array();

	if (reclaim_ext_cgroup__policy(cgroup, &policy, add_name, names)) {
		json_object_put(names);
		return library_error();
	}
	object = cgroup_json(path, &policy);
	json_object_object_add(object, "available", names);
	if (!reclaim_ext_cgroup__nodes(cgroup, add_node, object))
		return print_json(object);
	json_object_put(object);
	return library_error();
}

static int print_node(int nid, const struct reclaim_ext_cgroup_policy *policy, void *ctx)
{
	(void)ctx;
	printf("\nnode %-5d %s, chosen %s", nid, policy->active, chosen(policy));
	return 0;
}

static int show_cgroup_text(const char *cgroup, const char *path)
{
	RECLAIM_EXT_OPTS(reclaim_ext_cgroup_policy, policy);

	if (reclaim_ext_cgroup__policy(cgroup, &policy, NULL, NULL))
		return library_error();
	printf("cgroup     %s\npolicy     %s\nchosen     %s\navailable ", path,
	       policy.active, chosen(&policy));
	if (reclaim_ext_cgroup__policy(cgroup, &policy, print_name, NULL) ||
	    reclaim_ext_cgroup__nodes(cgroup, print_node, NULL))
		return library_error();
	putchar('\n');
	return flush_output();
}

int cmd_show(int argc, char **argv)
{
	static const struct option options[] = {
		{ "json", no_argument, NULL, OPT_JSON },
		{}
	};
	char path[RECLAIM_EXT_PATH_LEN];
	int set = parse(argc, argv, options), found = 0;
	struct wanted wanted = { .json = set & OPT_JSON };

	if (set < 0 || need_args(argc, 1, 1))
		return RECLAIM_EXT_USAGE;
	wanted.name = argv[optind];
	if (!strchr(wanted.name, '/'))
		found = reclaim_ext__list(show_policy, &wanted);
	if (found < 0)
		return library_error();
	if (found)
		return wanted.status;
	if (reclaim_ext_cgroup__path(wanted.name, path, sizeof(path)))
		return library_error();
	return wanted.json ? show_cgroup_json(wanted.name, path) :
	       show_cgroup_text(wanted.name, path);
}
