// SPDX-License-Identifier: GPL-2.0
/*
 * Ending a registration that someone else made: its link is found by the ID of
 * the struct_ops map, detached, and the files that pin it are removed.
 */
#include <bpf/bpf.h>
#include <fts.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "internal.h"

#define BPFFS	"/sys/fs/bpf"

static bool link_info(int fd, struct bpf_link_info *info)
{
	__u32 len = sizeof(*info);

	memset(info, 0, sizeof(*info));
	return !bpf_link_get_info_by_fd(fd, info, &len);
}

/* Return: a descriptor, and the ID of the link; or -errno. */
static int find_link(__u32 map_id, __u32 *link_id)
{
	struct bpf_link_info info;
	__u32 id = 0;
	int fd;

	while (!bpf_link_get_next_id(id, &id)) {
		fd = bpf_link_get_fd_by_id(id);
		if (fd < 0)
			continue;	/* gone meanwhile */
		if (link_info(fd, &info) && info.type == BPF_LINK_TYPE_STRUCT_OPS &&
		    info.struct_ops.map_id == map_id) {
			*link_id = id;
			return fd;
		}
		close(fd);
	}
	return errno == ENOENT ? -ENOLINK : -errno;
}

/* The kernel spells it either way, by how the descriptor came to be. */
static bool is_link(int fd)
{
	char proc[64], target[64] = "";

	snprintf(proc, sizeof(proc), "/proc/self/fd/%d", fd);
	return readlink(proc, target, sizeof(target) - 1) > 0 &&
	       (strstr(target, "bpf_link") || strstr(target, "bpf-link"));
}

static void remove_if_pin(const char *path, __u32 link_id)
{
	struct bpf_link_info info;
	int fd = bpf_obj_get(path);

	if (fd < 0)
		return;
	if (is_link(fd) && link_info(fd, &info) && info.id == link_id)
		unlink(path);
	close(fd);
}

static void remove_pins(__u32 link_id)
{
	char full[PATH_MAX];
	char *roots[] = { full, NULL };
	FTSENT *entry;
	FTS *fts;

	fts = full_path(full, BPFFS) ? NULL :
	      fts_open(roots, FTS_PHYSICAL | FTS_NOCHDIR | FTS_XDEV, NULL);
	while (fts && (entry = fts_read(fts))) {
		if (entry->fts_info == FTS_F)
			remove_if_pin(entry->fts_path, link_id);
	}
	if (fts)
		fts_close(fts);
}

static int refused(const char *name, int err)
{
	if (err == EPERM || err == EACCES)
		return fail(err, RECLAIM_EXT_PERMISSION,
			    "unload: %s: it needs CAP_SYS_ADMIN; run as root", name);
	if (err == ENOLINK)
		return fail(err, RECLAIM_EXT_SYSTEM,
			    "unload: %s: it has no link; end the program that registered it, or bpftool struct_ops unregister",
			    name);
	return fail(err, RECLAIM_EXT_SYSTEM, "unload: %s: %s; see the kernel log", name,
		    strerror(err));
}

int reclaim_ext__unregister(const char *name)
{
	struct reclaim_ext_info info;
	__u32 link_id = 0;
	int fd, err;

	err = find_policy("unload", name, &info);
	if (err < 0)
		return err;
	if (!err)
		return unknown_policy("unload", name);
	fd = find_link(info.id, &link_id);
	if (fd < 0)
		return refused(name, -fd);
	err = bpf_link_detach(fd) ? errno : 0;
	if (!err)
		remove_pins(link_id);
	close(fd);
	return err ? refused(name, err) : 0;
}
