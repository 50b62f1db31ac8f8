// SPDX-License-Identifier: GPL-2.0
/*
 * memory.reclaim_policy: who decides for a cgroup.
 */
#include <fts.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "internal.h"

static int policy_file(const char *cgroup, char *file)
{
	char path[PATH_MAX];
	int err = reclaim_ext_cgroup__path(cgroup, path, sizeof(path));

	if (err)
		return err;
	if (snprintf(file, PATH_MAX, "%s/" CGROUP_FILE, path) < PATH_MAX)
		return 0;
	return fail(ENAMETOOLONG, RECLAIM_EXT_NOT_CGROUP,
		    "cgroup: %.200s...: the path is too long; move the cgroup up", cgroup);
}

static int unreadable(const char *what, const char *cgroup, int err)
{
	if (err == EACCES || err == EPERM)
		return fail(err, RECLAIM_EXT_PERMISSION,
			    "%s: %s: permission denied; run as root", what, cgroup);
	if (err == ENODEV)
		return fail(err, RECLAIM_EXT_NOT_CGROUP,
			    "%s: %s: the cgroup is being removed; name another one",
			    what, cgroup);
	if (err != ENOENT)
		return fail(err, RECLAIM_EXT_SYSTEM,
			    "%s: %s: " CGROUP_FILE " cannot be read: %s; see the kernel log",
			    what, cgroup, strerror(err));
	err = check_sysfs(what);
	if (err)
		return err;
	return fail(ENODEV, RECLAIM_EXT_NO_CONTROLLER,
		    "%s: %s: it has no memory controller; echo +memory to cgroup.subtree_control of its parent",
		    what, cgroup);
}

/* "classic [mglru] rx_fifo (inherited)": @line is cut up */
static int parse(char *line, struct reclaim_ext_cgroup_policy *policy,
		 reclaim_ext_name_fn fn, void *ctx)
{
	char *name, *end, *cursor;
	int ret;

	for (name = strtok_r(line, " ", &cursor); name;
	     name = strtok_r(NULL, " ", &cursor)) {
		if (!strcmp(name, "(inherited)")) {
			policy->inherited = true;
			continue;
		}
		if (*name == '[') {
			name++;
			end = strchr(name, ']');
			if (end)
				*end = '\0';
			snprintf(policy->active, sizeof(policy->active), "%s", name);
		}
		ret = fn ? fn(name, ctx) : 0;
		if (ret)
			return ret;
	}
	return 0;
}

/* The first line is about the cgroup; others about nodes that differ. */
static int parse_first(char *text, struct reclaim_ext_cgroup_policy *policy,
		       reclaim_ext_name_fn fn, void *ctx)
{
	char *line = next_line(&text);

	return line ? parse(line, policy, fn, ctx) : 0;
}

static int no_active(const char *what, const char *cgroup)
{
	return fail(EPROTO, RECLAIM_EXT_SYSTEM,
		    "%s: %s: " CGROUP_FILE " names no active policy; use the library that belongs to this kernel",
		    what, cgroup);
}

static int read_policy(const char *what, const char *cgroup, const char *file,
		       struct reclaim_ext_cgroup_policy *policy,
		       reclaim_ext_name_fn fn, void *ctx)
{
	char *text = read_text(file);
	int ret;

	if (!text)
		return unreadable(what, cgroup, errno);
	ret = parse_first(text, policy, fn, ctx);
	free(text);
	if (ret || policy->active[0])
		return ret;
	return no_active(what, cgroup);
}

int reclaim_ext_cgroup__policy(const char *cgroup, struct reclaim_ext_cgroup_policy *policy,
			       reclaim_ext_name_fn fn, void *ctx)
{
	struct reclaim_ext_cgroup_policy found = {};
	char file[PATH_MAX];
	int ret;

	if (!out_struct_ok(policy->sz, offsetof(struct reclaim_ext_cgroup_policy, inherited)))
		return fail(EINVAL, RECLAIM_EXT_USAGE,
			    "show: struct reclaim_ext_cgroup_policy: sz is not its size; declare it with RECLAIM_EXT_OPTS");
	ret = policy_file(cgroup, file);
	if (ret)
		return ret;
	ret = read_policy("show", cgroup, file, &found, fn, ctx);
	if (!ret)
		out_struct(policy, &found, sizeof(found));
	return ret;
}

/* "N1 classic [mglru] rx_fifo" */
static int parse_node(const char *cgroup, char *line, reclaim_ext_node_fn fn, void *ctx)
{
	RECLAIM_EXT_OPTS(reclaim_ext_cgroup_policy, policy);
	int nid, len = 0;

	if (sscanf(line, "N%d %n", &nid, &len) != 1 || !len)
		return no_active("show", cgroup);
	parse(line + len, &policy, NULL, NULL);
	if (!policy.active[0])
		return no_active("show", cgroup);
	return fn(nid, &policy, ctx);
}

int reclaim_ext_cgroup__nodes(const char *cgroup, reclaim_ext_node_fn fn, void *ctx)
{
	char file[PATH_MAX], *text, *cursor, *line;
	int ret = policy_file(cgroup, file);

	if (ret)
		return ret;
	text = read_text(file);
	if (!text)
		return unreadable("show", cgroup, errno);
	cursor = text;
	next_line(&cursor);
	while (!ret && (line = next_line(&cursor)))
		ret = parse_node(cgroup, line, fn, ctx);
	free(text);
	return ret;
}

/******************************************************************************
 *                           attach and detach
 ******************************************************************************/

struct available {
	const char *wanted;
	bool found;
	char names[256];
};

static int note_name(const char *name, void *ctx)
{
	struct available *available = ctx;
	size_t len = strlen(available->names);

	if (!strcmp(name, available->wanted))
		available->found = true;
	snprintf(available->names + len, sizeof(available->names) - len, "%s%s",
		 len ? " " : "", name);
	return 0;
}

static int not_available(const char *cgroup, const char *name, const char *names)
{
	struct reclaim_ext_info info;
	int ret = find_policy("attach", name, &info);

	if (ret < 0)
		return ret;
	if (ret)
		return fail(ESHUTDOWN, RECLAIM_EXT_ATTACH_REFUSED,
			    "attach: %s to %s: the policy was expelled; see the last exit, unload it and load a better one",
			    name, cgroup);
	return fail(ENOENT, RECLAIM_EXT_UNKNOWN_POLICY,
		    "attach: %s to %s: no such policy; there are: %s", name, cgroup, names);
}

static const char *attach_reason(int err)
{
	switch (err) {
	case ENODEV:
		return "the cgroup is being removed; name another one";
	case ESHUTDOWN:
		return "the policy was expelled; see the last exit, unload it and load a better one";
	case ENXIO:
		return "there is no such node; see /sys/devices/system/node/possible";
	default:
		return NULL;
	}
}

static int attach_refused(const char *what, const char *cgroup, const char *name,
			  int err, const char *log)
{
	const char *why = log ? log : attach_reason(err);
	struct reclaim_ext_info info;

	/* it may have gone since this was checked; cgroup_init() may say the same */
	if (err == ENOENT && !find_policy(what, name, &info))
		return fail(err, RECLAIM_EXT_UNKNOWN_POLICY,
			    "%s: %s to %s: the policy is gone; load it again", what, name,
			    cgroup);
	if ((err == EPERM || err == EACCES) && !is_privileged())
		return fail(err, RECLAIM_EXT_PERMISSION,
			    "%s: %s to %s: it needs CAP_SYS_ADMIN; run as root", what,
			    name, cgroup);
	if (why)
		return fail(err, RECLAIM_EXT_ATTACH_REFUSED, "%s: %s to %s: %s", what,
			    name, cgroup, why);
	return fail(err, RECLAIM_EXT_ATTACH_REFUSED,
		    "%s: %s to %s: cgroup_init() of the policy refused: %s; see the policy's own manual",
		    what, name, cgroup, strerror(err));
}

static int write_policy(const char *what, const char *cgroup, const char *file,
			int nid, const char *name)
{
	char line[512], text[32 + RECLAIM_EXT_NAME_LEN];
	int kmsg = kmsg_begin(), err;
	bool logged;

	if (nid == RECLAIM_EXT_ALL_NODES)
		snprintf(text, sizeof(text), "%s", name);
	else
		snprintf(text, sizeof(text), "N%d=%s", nid, name);
	err = write_text(file, text);
	logged = kmsg_end(kmsg, name, line, sizeof(line));
	if (!err)
		return 0;
	return attach_refused(what, cgroup, name, -err, logged ? line : NULL);
}

int reclaim_ext_cgroup__attach_node(const char *cgroup, int nid, const char *policy)
{
	struct reclaim_ext_cgroup_policy active = {};
	struct available available = { .wanted = policy };
	char file[PATH_MAX];
	int err = policy_file(cgroup, file);

	if (!err)
		err = read_policy("attach", cgroup, file, &active, note_name, &available);
	if (err)
		return err;
	if (!available.found)
		return not_available(cgroup, policy, available.names);
	return write_policy("attach", cgroup, file, nid, policy);
}

int reclaim_ext_cgroup__attach(const char *cgroup, const char *policy)
{
	return reclaim_ext_cgroup__attach_node(cgroup, RECLAIM_EXT_ALL_NODES, policy);
}

int reclaim_ext_cgroup__detach_node(const char *cgroup, int nid)
{
	struct reclaim_ext_cgroup_policy active = {};
	char file[PATH_MAX];
	int err = policy_file(cgroup, file);

	if (!err)
		err = read_policy("detach", cgroup, file, &active, NULL, NULL);
	if (err)
		return err;
	return write_policy("detach", cgroup, file, nid, "inherit");
}

int reclaim_ext_cgroup__detach(const char *cgroup)
{
	return reclaim_ext_cgroup__detach_node(cgroup, RECLAIM_EXT_ALL_NODES);
}

/******************************************************************************
 *                                 walk
 ******************************************************************************/

static int visit(const char *full, size_t root_len, reclaim_ext_cgroup_fn fn, void *ctx)
{
	RECLAIM_EXT_OPTS(reclaim_ext_cgroup_policy, policy);
	const char *path = full + root_len;
	char file[PATH_MAX], *text;
	int ret;

	if (snprintf(file, sizeof(file), "%s/" CGROUP_FILE, path) >= PATH_MAX)
		return 0;
	text = read_text(file);
	if (!text)
		return 0;	/* gone, or without the memory controller */
	ret = parse_first(text, &policy, NULL, NULL);
	free(text);
	return ret ? ret : fn(path, &policy, ctx);
}

static int by_name(const FTSENT **a, const FTSENT **b)
{
	return strcmp((*a)->fts_name, (*b)->fts_name);
}

int reclaim_ext_cgroup__walk(const char *cgroup, reclaim_ext_cgroup_fn fn, void *ctx)
{
	char path[PATH_MAX], full[PATH_MAX];
	char *roots[] = { full, NULL };
	int ret = check_sysfs("list");
	FTSENT *entry;
	FTS *fts;

	if (!ret)
		ret = reclaim_ext_cgroup__path(cgroup ? cgroup : "", path, sizeof(path));
	if (ret)
		return ret;
	if (full_path(full, path))
		return fail(errno, RECLAIM_EXT_NOT_CGROUP,
			    "list: %.200s...: the path is too long; start further down", path);
	fts = fts_open(roots, FTS_PHYSICAL | FTS_NOCHDIR | FTS_XDEV, by_name);
	if (!fts)
		return out_of_memory("list");
	while (!ret && (entry = fts_read(fts))) {
		if (entry->fts_info == FTS_D)
			ret = visit(entry->fts_path, strlen(sysroot()), fn, ctx);
	}
	fts_close(fts);
	return ret;
}
