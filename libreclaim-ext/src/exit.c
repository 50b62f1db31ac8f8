// SPDX-License-Identifier: GPL-2.0
/*
 * How policies end: the last exit record, the number of exits, and ending one.
 */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "internal.h"

#define LAST_FILE	SYSFS_DIR "/last_exit"
#define EXITS_FILE	SYSFS_DIR "/exits"
#define EXPEL_FILE	SYSFS_DIR "/expel"

static int unreadable(const char *path)
{
	return fail(errno, RECLAIM_EXT_SYSTEM,
		    "exits: %s: it cannot be read: %s; see the kernel log", path,
		    strerror(errno));
}

static int bad_value(const char *path, const char *key)
{
	return fail(EPROTO, RECLAIM_EXT_SYSTEM,
		    "exits: %s: %s is not a number; use the library that belongs to this kernel",
		    path, key);
}

static bool parse_s64(const char *text, int64_t *value)
{
	char *end;

	errno = 0;
	*value = strtoll(text, &end, 10);
	return end != text && !*end && !errno;
}

static bool parse_u64(const char *text, uint64_t *value)
{
	char *end;

	errno = 0;
	*value = strtoull(text, &end, 10);
	return isdigit((unsigned char)*text) && !*end && !errno;
}

static void copy(char *to, size_t len, const char *from)
{
	snprintf(to, len, "%s", from);
}

static int parse_field(const char *key, const char *value, struct reclaim_ext_exit *rec,
		       reclaim_ext_stat_fn fn, void *ctx)
{
	if (!strcmp(key, "policy"))
		copy(rec->policy, sizeof(rec->policy), value);
	else if (!strcmp(key, "kind"))
		copy(rec->kind, sizeof(rec->kind), value);
	else if (!strcmp(key, "path"))
		copy(rec->path, sizeof(rec->path), value);
	else if (!strcmp(key, "msg"))
		copy(rec->msg, sizeof(rec->msg), value);
	else if (!strcmp(key, "code"))
		return parse_s64(value, &rec->code) ? 0 : bad_value(LAST_FILE, key);
	else if (!strcmp(key, "cgroup"))
		return parse_u64(value, &rec->cgroup_id) ? 0 : bad_value(LAST_FILE, key);
	else
		return parse_counter(rec->policy, key, value, fn, ctx);
	return 0;
}

/* Cuts the value off @line, which becomes the key. */
static char *cut_value(char *line)
{
	char *value = line + strcspn(line, " ");

	if (*value)
		*value++ = '\0';
	return value;
}

int reclaim_ext__last_exit(struct reclaim_ext_exit *rec, reclaim_ext_stat_fn fn, void *ctx)
{
	struct reclaim_ext_exit found = {};
	char *text, *cursor, *line, *value;
	int ret = check_sysfs("exits");

	if (ret)
		return ret;
	if (!out_struct_ok(rec->sz, offsetof(struct reclaim_ext_exit, code)))
		return fail(EINVAL, RECLAIM_EXT_USAGE,
			    "exits: struct reclaim_ext_exit: sz is not its size; declare it with RECLAIM_EXT_OPTS");
	text = read_text(LAST_FILE);
	if (!text)
		return unreadable(LAST_FILE);
	for (cursor = text; !ret && (line = next_line(&cursor));) {
		value = cut_value(line);
		ret = parse_field(line, value, &found, fn, ctx);
	}
	free(text);
	if (ret < 0)
		return ret;
	/* @fn was called for the counters, which come last */
	out_struct(rec, &found, sizeof(found));
	return ret ? ret : found.policy[0] != '\0';
}

int reclaim_ext__exits(uint64_t *nr)
{
	char *text, *cursor, *line;
	int ret = check_sysfs("exits");

	if (ret)
		return ret;
	text = read_text(EXITS_FILE);
	if (!text)
		return unreadable(EXITS_FILE);
	cursor = text;
	line = next_line(&cursor);
	if (!line || !parse_u64(line, nr))
		ret = bad_value(EXITS_FILE, "the count");
	free(text);
	return ret;
}

int reclaim_ext__expel(const char *name)
{
	struct reclaim_ext_info info;
	int ret = check_sysfs("expel");

	if (ret)
		return ret;
	if (strcmp(name, "all")) {
		ret = find_policy("expel", name, &info);
		if (ret < 0)
			return ret;
		if (!ret)
			return unknown_policy("expel", name);
	}
	ret = write_text(EXPEL_FILE, name);
	if (!ret)
		return 0;
	if (ret == -ENOENT)
		return unknown_policy("expel", name);
	if (ret == -EACCES || ret == -EPERM)
		return fail(-ret, RECLAIM_EXT_PERMISSION,
			    "expel: %s: only root may expel a policy; run as root", name);
	return fail(-ret, RECLAIM_EXT_SYSTEM, "expel: %s: %s; see the kernel log", name,
		    strerror(-ret));
}
