// SPDX-License-Identifier: GPL-2.0
/*
 * What other processes have in memory. How long it stays depends on where each LRU
 * put it before the cell began, and swapping it out takes memory of the cell.
 */
#include "bench.h"

#include <dirent.h>
#include <err.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/pidfd.h>
#include <sys/uio.h>
#include <unistd.h>

#define MAPPINGS_MAX	1024	/* of a process, as process_madvise() takes */

/* Return: how many private, writable mappings @pid has; kernel threads have none. */
static size_t mappings_of(int pid, struct iovec *vec)
{
	unsigned long start, end;
	char path[32], line[512], mode[5];
	size_t nr = 0;
	FILE *maps;

	snprintf(path, sizeof(path), "/proc/%d/maps", pid);
	maps = fopen(path, "r");
	while (maps && nr < MAPPINGS_MAX && fgets(line, sizeof(line), maps))
		if (sscanf(line, "%lx-%lx %4s", &start, &end, mode) == 3 &&
		    mode[1] == 'w' && mode[3] == 'p')
			vec[nr++] = (struct iovec){ (void *)start, end - start };
	if (maps)
		fclose(maps);
	return nr;
}

/* Processes come and go; what one of them does not give is not much. */
static void evict(int pid)
{
	static struct iovec vec[MAPPINGS_MAX];
	size_t nr = mappings_of(pid, vec), i;
	int fd = nr ? pidfd_open(pid, 0) : -1;

	for (i = 0; fd >= 0 && i < nr; i++)
		process_madvise(fd, &vec[i], 1, MADV_PAGEOUT, 0);
	if (fd >= 0)
		close(fd);
}

void others_evict(void)
{
	DIR *proc = opendir("/proc");
	struct dirent *entry;
	int pid;

	if (!proc)
		err(1, "cannot list /proc");
	while ((entry = readdir(proc))) {
		pid = atoi(entry->d_name);
		if (pid > 0 && pid != getpid())
			evict(pid);
	}
	closedir(proc);
}
