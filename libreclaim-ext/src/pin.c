// SPDX-License-Identifier: GPL-2.0
/*
 * Pinning the link of a policy: the file that keeps it registered.
 */
#include <bpf/bpf.h>
#include <linux/magic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>
#include "internal.h"

static int too_long(const char *dir)
{
	return fail(ENAMETOOLONG, RECLAIM_EXT_PIN,
		    "pin: %.200s...: the path is too long; use a shorter one", dir);
}

/* Cuts @path down to the part that exists. */
static void existing_part(char *path)
{
	char *slash;

	while (access(path, F_OK) && errno == ENOENT) {
		slash = strrchr(path, '/');
		if (!slash) {
			strcpy(path, ".");
			return;
		}
		slash[slash == path] = '\0';
	}
}

/* Whether @name can be pinned in @dir; makes nothing. */
int pin_check(const char *dir, const char *name)
{
	char path[PATH_MAX], full[PATH_MAX];
	struct statfs fs;

	if (strchr(name, '.'))
		return fail(EINVAL, RECLAIM_EXT_PIN,
			    "pin: %s: a bpf file system takes no file with a full stop in its name; use another name",
			    name);
	if (snprintf(path, sizeof(path), "%s/%s", dir, name) >= PATH_MAX ||
	    full_path(full, path))
		return too_long(dir);
	if (!access(full, F_OK))
		return fail(EEXIST, RECLAIM_EXT_PIN,
			    "pin: %s: the file exists; remove it or pin elsewhere", path);
	existing_part(full);
	if (statfs(full, &fs)) {
		int err = errno;

		return fail(err, err == EACCES ? RECLAIM_EXT_PERMISSION : RECLAIM_EXT_PIN,
			    "pin: %s: %s; %s", path, strerror(err),
			    err == EACCES ? "run as root" : "pin elsewhere");
	}
	if (fs.f_type != BPF_FS_MAGIC)
		return fail(ENOTSUP, RECLAIM_EXT_PIN,
			    "pin: %s: not on a bpf file system; mount -t bpf bpf /sys/fs/bpf",
			    path);
	return 0;
}

static int make_dirs(char *path)
{
	for (char *slash = strchr(path + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
		int err;

		*slash = '\0';
		err = mkdir(path, 0700) && errno != EEXIST ? errno : 0;
		*slash = '/';
		if (err)
			return err;
	}
	return 0;
}

/* Not by libbpf, which remembers a path, even of a file that is gone by now. */
int pin_make(struct bpf_link *link, const char *dir, const char *name, char **pinned)
{
	char path[PATH_MAX], full[PATH_MAX];
	int err;

	if (snprintf(path, sizeof(path), "%s/%s", dir, name) >= PATH_MAX ||
	    full_path(full, path))
		return too_long(dir);
	err = make_dirs(full);
	if (!err && bpf_obj_pin(bpf_link__fd(link), full))
		err = errno;
	if (err)
		return fail(err, err == EACCES || err == EPERM ? RECLAIM_EXT_PERMISSION :
			    RECLAIM_EXT_PIN, "pin: %s: %s; pin elsewhere", path, strerror(err));
	*pinned = strdup(path);
	if (*pinned)
		return 0;
	unlink(full);
	return out_of_memory("pin");
}

/* A file that is gone is no error. */
int pin_remove(const char *path)
{
	char full[PATH_MAX];

	if (full_path(full, path))
		return too_long(path);
	if (!unlink(full) || errno == ENOENT)
		return 0;
	return fail(errno, RECLAIM_EXT_PIN, "unpin: %s: %s; remove the file by hand", path,
		    strerror(errno));
}
