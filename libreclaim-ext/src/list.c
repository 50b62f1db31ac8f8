// SPDX-License-Identifier: GPL-2.0
/*
 * The policies that are registered: /sys/kernel/mm/reclaim_ext/policies.
 */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "internal.h"

#define LIST_FILE	SYSFS_DIR "/policies"

bool is_name(const char *name)
{
	size_t len = strlen(name);

	return len && len < RECLAIM_EXT_NAME_LEN &&
	       strspn(name, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-.") == len;
}

static bool parse_u32(const char *text, __u32 *value)
{
	unsigned long number;
	char *end;

	errno = 0;
	number = strtoul(text, &end, 10);
	if (!isdigit((unsigned char)*text) || *end || errno || number > UINT32_MAX)
		return false;
	*value = number;
	return true;
}

static bool parse_field(char *field, struct reclaim_ext_info *info)
{
	char *value = strchr(field, '=');

	if (!value)
		return false;
	*value++ = '\0';
	if (!strcmp(field, "id"))
		return parse_u32(value, &info->id);
	if (!strcmp(field, "cgroups"))
		return parse_u32(value, &info->nr_cgroups);
	if (!strcmp(field, "classes"))
		return parse_u32(value, &info->nr_classes);
	if (!strcmp(field, "hooks"))
		info->hooks = value;
	if (!strcmp(field, "state"))
		info->expelled = strcmp(value, "live");
	return true;	/* a newer kernel may say more */
}

/* Return: whether @line, which is cut up, is "NAME KEY=VALUE..." with an id. */
static bool parse_line(char *line, struct reclaim_ext_info *info)
{
	char *cursor, *field;

	*info = (struct reclaim_ext_info){ .sz = sizeof(*info), .hooks = "" };
	info->name = strtok_r(line, " ", &cursor);
	if (!info->name)
		return false;
	while ((field = strtok_r(NULL, " ", &cursor))) {
		if (!parse_field(field, info))
			return false;
	}
	return info->id != 0;
}

static int each_policy(const char *what, reclaim_ext_info_fn fn, void *ctx)
{
	struct reclaim_ext_info info;
	char *text, *cursor, *line;
	int ret = check_sysfs(what);

	if (ret)
		return ret;
	text = read_text(LIST_FILE);
	if (!text)
		return fail(errno, RECLAIM_EXT_SYSTEM,
			    "%s: %s: it cannot be read: %s; see the kernel log",
			    what, LIST_FILE, strerror(errno));
	for (cursor = text; !ret && (line = next_line(&cursor));) {
		if (parse_line(line, &info))
			ret = fn(&info, ctx);
		else
			ret = fail(EPROTO, RECLAIM_EXT_SYSTEM,
				   "%s: %s: the line of '%s' cannot be understood; use the library that belongs to this kernel",
				   what, LIST_FILE, line);
	}
	free(text);
	return ret;
}

int reclaim_ext__list(reclaim_ext_info_fn fn, void *ctx)
{
	return each_policy("list", fn, ctx);
}

struct search {
	const char *name;
	struct reclaim_ext_info *info;
};

static int match(const struct reclaim_ext_info *info, void *ctx)
{
	struct search *search = ctx;

	if (strcmp(info->name, search->name))
		return 0;
	*search->info = *info;
	/* they point into the text that is freed */
	search->info->name = search->name;
	search->info->hooks = NULL;
	return 1;
}

/* Return: 1 with @info filled in but for its hooks, 0 if there is none, -errno. */
int find_policy(const char *what, const char *name, struct reclaim_ext_info *info)
{
	struct search search = { .name = name, .info = info };

	return each_policy(what, match, &search);
}

static int add_name(const struct reclaim_ext_info *info, void *ctx)
{
	char *names = ctx;
	size_t len = strlen(names);

	snprintf(names + len, 256 - len, "%s%s", len ? " " : "", info->name);
	return 0;
}

int unknown_policy(const char *what, const char *name)
{
	char names[256] = "";

	if (each_policy(what, add_name, names))
		return -errno;
	if (!names[0])
		return fail(ENOENT, RECLAIM_EXT_UNKNOWN_POLICY,
			    "%s: %s: no such policy; none is registered, load one",
			    what, name);
	return fail(ENOENT, RECLAIM_EXT_UNKNOWN_POLICY,
		    "%s: %s: no such policy; registered are: %s", what, name, names);
}
