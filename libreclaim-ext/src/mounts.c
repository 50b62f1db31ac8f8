// SPDX-License-Identifier: GPL-2.0
/*
 * Where cgroups are mounted, and of which version a folder is.
 */
#include <mntent.h>
#include <stdio.h>
#include <string.h>
#include "internal.h"

/* Room for the longest line: two paths, types and options */
#define LINE_LEN	(3 * PATH_MAX)

static enum cgroup_version version_of(const char *type)
{
	if (!strcmp(type, "cgroup2"))
		return CGROUP_V2;
	return strcmp(type, "cgroup") ? CGROUP_NONE : CGROUP_V1;
}

static FILE *open_mounts(void)
{
	char path[PATH_MAX];

	return full_path(path, "/proc/self/mounts") ? NULL : setmntent(path, "re");
}

static bool is_below(const char *path, const char *dir, size_t len)
{
	if (len == 1)
		return true;	/* "/" */
	return !strncmp(path, dir, len) && (path[len] == '/' || !path[len]);
}

/* Of the mount that @path, absolute and without links, is in */
enum cgroup_version mount_version(const char *path)
{
	enum cgroup_version version = CGROUP_NONE;
	char buf[LINE_LEN];
	struct mntent entry;
	size_t len, longest = 0;
	FILE *mounts = open_mounts();

	while (mounts && getmntent_r(mounts, &entry, buf, sizeof(buf))) {
		len = strlen(entry.mnt_dir);
		/* of two at one place the later one is seen */
		if (len < longest || !is_below(path, entry.mnt_dir, len))
			continue;
		longest = len;
		version = version_of(entry.mnt_type);
	}
	if (mounts)
		endmntent(mounts);
	return version;
}

/*
 * Finds the first cgroup2 mount.
 *
 * Return: CGROUP_V2 with @dir filled in; CGROUP_V1 if there are others only.
 */
enum cgroup_version mount_first(char *dir, size_t len)
{
	enum cgroup_version version = CGROUP_NONE, found;
	char buf[LINE_LEN];
	struct mntent entry;
	FILE *mounts = open_mounts();

	while (mounts && version != CGROUP_V2 &&
	       getmntent_r(mounts, &entry, buf, sizeof(buf))) {
		found = version_of(entry.mnt_type);
		if (found == CGROUP_NONE)
			continue;
		version = found;
		snprintf(dir, len, "%s", entry.mnt_dir);
	}
	if (mounts)
		endmntent(mounts);
	return version;
}
