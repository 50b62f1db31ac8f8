/* SPDX-License-Identifier: GPL-2.0 */
/*
 * A system of the test's own, as RECLAIM_EXT_SYSROOT: folders and files in
 * RX_TREE, which tests/run makes and removes.
 */
#ifndef TREE_H
#define TREE_H

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define MOUNTS \
	"tmpfs /run tmpfs rw 0 0\n" \
	"cgroup2 /sys/fs/cgroup cgroup2 rw 0 0\n" \
	"cgroup /sys/fs/old cgroup rw,memory 0 0\n" \
	"cgroup2 /mnt/with\\040blank cgroup2 rw 0 0\n"

static char tree[512];

static inline const char *in_tree(const char *path)
{
	static char buf[4][1024];
	static int i;
	char *full = buf[i++ % 4];

	snprintf(full, 1024, "%s%s", tree, path);
	return full;
}

static inline void make_dirs_of(const char *full)
{
	char path[1024];

	snprintf(path, sizeof(path), "%s", full);
	for (char *slash = strchr(path + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
		*slash = '\0';
		mkdir(path, 0755);
		*slash = '/';
	}
}

static inline void put(const char *path, const char *text)
{
	const char *full = in_tree(path);
	FILE *file;

	make_dirs_of(full);
	file = fopen(full, "w");
	if (!file || fputs(text, file) < 0 || fclose(file))
		abort();
}

static inline void get(const char *path, char *buf, size_t size)
{
	FILE *file = fopen(in_tree(path), "r");
	size_t len = file ? fread(buf, 1, size - 1, file) : 0;

	buf[len] = '\0';
	if (file)
		fclose(file);
}

static inline void drop(const char *path)
{
	remove(in_tree(path));
}

/* A tree without anything in it */
static inline void new_tree(void)
{
	static int nr;

	snprintf(tree, sizeof(tree), "%s/%d-%d", getenv("RX_TREE"), (int)getpid(), nr++);
	if (mkdir(tree, 0755))
		abort();
	setenv("RECLAIM_EXT_SYSROOT", tree, 1);
	put("/proc/self/mounts", MOUNTS);
}

/* A kernel with reclaim_ext, two policies and cgroups */
static inline void new_system(void)
{
	new_tree();
	put("/sys/kernel/mm/reclaim_ext/policies",
	    "rx_mru id=7 cgroups=2 classes=4 hooks=plan,rank,refault state=live\n"
	    "rx_bad id=9 cgroups=0 classes=2 hooks=rank state=expelled\n");
	put("/sys/kernel/mm/reclaim_ext/exits", "3\n");
	put("/sys/kernel/mm/reclaim_ext/last_exit", "");
	put("/sys/kernel/mm/reclaim_ext/expel", "");
	put("/sys/fs/cgroup/cgroup.controllers", "memory\n");
	put("/sys/fs/cgroup/memory.reclaim_policy", "classic [mglru] rx_mru \n");
	put("/sys/fs/cgroup/a/memory.reclaim_policy", "classic mglru [rx_mru] \n");
	put("/sys/fs/cgroup/a/b/memory.reclaim_policy",
	    "classic mglru [rx_mru] (inherited)\n");
	put("/sys/fs/cgroup/bare/cgroup.controllers", "\n");
}

#endif /* TREE_H */
