// SPDX-License-Identifier: GPL-2.0
/*
 * From what a user calls a cgroup to its folder.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include "internal.h"

static int too_long(const char *cgroup)
{
	return fail(ENAMETOOLONG, RECLAIM_EXT_NOT_CGROUP,
		    "cgroup: %.200s...: the path is too long; name an existing cgroup",
		    cgroup);
}

static int version_1(const char *cgroup)
{
	return fail(EPROTOTYPE, RECLAIM_EXT_CGROUP_V1,
		    "cgroup: %s: cgroups of version 1 have no policies; mount -t cgroup2 none DIR, and name a cgroup there",
		    cgroup);
}

/* Puts the cgroup2 mount in front of a relative path, and the root of all. */
static int complete(const char *cgroup, char *full)
{
	char mount[PATH_MAX] = "";
	int len;

	if (cgroup[0] != '/') {
		switch (mount_first(mount, sizeof(mount))) {
		case CGROUP_V2:
			break;
		case CGROUP_V1:
			return version_1(cgroup);
		default:
			return fail(EINVAL, RECLAIM_EXT_NOT_CGROUP,
				    "cgroup: %s: no cgroup file system is mounted; mount -t cgroup2 none /sys/fs/cgroup",
				    cgroup);
		}
	}
	len = snprintf(full, PATH_MAX, "%s%s%s%s", sysroot(), mount,
		       mount[0] ? "/" : "", cgroup);
	return len < PATH_MAX ? 0 : too_long(cgroup);
}

static int unreachable(const char *cgroup, int err)
{
	if (err == EACCES)
		return fail(err, RECLAIM_EXT_PERMISSION,
			    "cgroup: %s: permission denied; run as root", cgroup);
	if (err == ENOENT)
		return fail(err, RECLAIM_EXT_NOT_CGROUP,
			    "cgroup: %s: no such cgroup; make it with mkdir", cgroup);
	return fail(err, RECLAIM_EXT_NOT_CGROUP,
		    "cgroup: %s: %s; name an existing cgroup", cgroup, strerror(err));
}

/* Takes the root off again. Return: a path in the same buffer, or NULL. */
static const char *inside(const char *real)
{
	char root[PATH_MAX];
	size_t len;

	if (!*sysroot())
		return real;
	if (!realpath(sysroot(), root))
		return NULL;
	len = strlen(root);
	if (strncmp(real, root, len) || real[len] != '/')
		return NULL;
	return real + len;
}

static int not_a_cgroup(const char *cgroup)
{
	return fail(EINVAL, RECLAIM_EXT_NOT_CGROUP,
		    "cgroup: %s: not a cgroup; name a folder in a cgroup2 file system",
		    cgroup);
}

int reclaim_ext_cgroup__path(const char *cgroup, char *path, size_t len)
{
	char full[PATH_MAX], real[PATH_MAX];
	const char *found;
	struct stat st;
	int err = complete(cgroup, full);

	if (err)
		return err;
	if (!realpath(full, real))
		return unreachable(cgroup, errno);
	found = inside(real);
	if (!found || stat(real, &st))
		return not_a_cgroup(cgroup);
	switch (mount_version(found)) {
	case CGROUP_V1:
		return version_1(cgroup);
	case CGROUP_V2:
		break;
	default:
		return not_a_cgroup(cgroup);
	}
	if (!S_ISDIR(st.st_mode))
		return not_a_cgroup(cgroup);
	if (strlen(found) >= len)
		return too_long(cgroup);
	memcpy(path, found, strlen(found) + 1);
	return 0;
}
