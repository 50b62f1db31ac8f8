// SPDX-License-Identifier: GPL-2.0
/*
 * The counters of policies: debugfs reclaim_ext/stats, lines of policy, key
 * and value.
 */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include "internal.h"

static int bad_line(const char *key)
{
	return fail(EPROTO, RECLAIM_EXT_SYSTEM,
		    "stats: %s: its value is not a number; use the library that belongs to this kernel",
		    key);
}

int parse_counter(const char *policy, const char *key, const char *value,
		  reclaim_ext_stat_fn fn, void *ctx)
{
	unsigned long long number;
	char *end;

	errno = 0;
	number = strtoull(value, &end, 10);
	if (!isdigit((unsigned char)*value) || *end || errno)
		return bad_line(key);
	return fn ? fn(policy, key, number, ctx) : 0;
}

static int unreadable(int err)
{
	if (err == EACCES || err == EPERM)
		return fail(err, RECLAIM_EXT_PERMISSION,
			    "stats: " STATS_FILE ": only root may read it; run as root");
	if (err == ENOENT)
		return fail(ENODEV, RECLAIM_EXT_SYSTEM,
			    "stats: " STATS_FILE ": it is not there; mount -t debugfs none /sys/kernel/debug");
	return fail(err, RECLAIM_EXT_SYSTEM, "stats: " STATS_FILE
		    ": it cannot be read: %s; see the kernel log", strerror(err));
}

static int parse(char *text, const char *name, reclaim_ext_stat_fn fn, void *ctx,
		 bool *found)
{
	char *line, *policy, *key, *value, *cursor;
	int ret = 0;

	while (!ret && (line = next_line(&text))) {
		policy = strtok_r(line, " ", &cursor);
		key = strtok_r(NULL, " ", &cursor);
		value = strtok_r(NULL, "", &cursor);
		if (!key || !value)
			return bad_line(policy ? policy : "an empty line");
		if (name && strcmp(policy, name))
			continue;
		*found = true;
		ret = parse_counter(policy, key, value, fn, ctx);
	}
	return ret;
}

int reclaim_ext__stats(const char *name, reclaim_ext_stat_fn fn, void *ctx)
{
	bool found = false;
	char *text;
	int ret = check_sysfs("stats");

	if (ret)
		return ret;
	text = read_text(STATS_FILE);
	if (!text)
		return unreadable(errno);
	ret = parse(text, name, fn, ctx, &found);
	free(text);
	if (!ret && name && !found)
		return unknown_policy("stats", name);
	return ret;
}
