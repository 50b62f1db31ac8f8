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

/*
 * Its private, writable mappings; kernel threads have none. Processes come and go,
 * and what one of them does not give is not much.
 */
static void evict(int pid)
{
	unsigned long start, end;
	char path[32], line[512], mode[5];
	int fd = pidfd_open(pid, 0);
	FILE *maps;

	snprintf(path, sizeof(path), "/proc/%d/maps", pid);
	maps = fopen(path, "r");
	while (fd >= 0 && maps && fgets(line, sizeof(line), maps))
		if (sscanf(line, "%lx-%lx %4s", &start, &end, mode) == 3 &&
		    mode[1] == 'w' && mode[3] == 'p')
			process_madvise(fd, &(struct iovec){ (void *)start, end - start }, 1,
					MADV_PAGEOUT, 0);
	if (maps)
		fclose(maps);
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
