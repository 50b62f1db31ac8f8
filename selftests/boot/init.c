// SPDX-License-Identifier: GPL-2.0
/*
 * The only program of a guest without anything else, 32 or 64 bit: puts memory
 * under pressure with file and anonymous pages, in each LRU the kernel has, and
 * checks that the data come back and that the counters say so. TAP to the
 * second serial line, "status N" at the end. /dev/vda is a disk to fill, and
 * /dev/vdb is swap.
 */
#include <fcntl.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/reboot.h>
#include <unistd.h>

#define PAGE	4096
#define CHUNK	(64 * PAGE)
#define LRU_GEN	"/sys/kernel/mm/lru_gen/enabled"

static int nr_tests, nr_failed;

static void result(bool ok, const char *lru, const char *name)
{
	nr_failed += !ok;
	printf("%s %d - %s: %s\n", ok ? "ok" : "not ok", ++nr_tests, lru, name);
}

static size_t file_read(const char *path, char *text, size_t size)
{
	int fd = open(path, O_RDONLY);
	size_t len = 0;
	ssize_t nr;

	while (fd >= 0 && len < size - 1 && (nr = read(fd, text + len, size - 1 - len)) > 0)
		len += nr;
	if (fd >= 0)
		close(fd);
	text[len] = 0;
	return len;
}

static bool file_write(const char *path, const char *text)
{
	int fd = open(path, O_WRONLY);
	bool ok = fd >= 0 && write(fd, text, strlen(text)) == (ssize_t)strlen(text);

	if (fd >= 0)
		close(fd);
	return ok;
}

/* A line "NAME NUMBER" or "NAME:  NUMBER" of a file; @name with what ends it */
static unsigned long number_in(const char *path, const char *name)
{
	static char text[32768];
	char *line;

	file_read(path, text, sizeof(text));
	for (line = text; line; line = strchr(line, '\n')) {
		line += *line == '\n';
		if (strncmp(line, name, strlen(name)))
			continue;
		for (line += strlen(name); *line == ' ';)
			line++;
		return strtoul(line, NULL, 10);
	}
	printf("# %s has no %s\n", path, name);
	return 0;
}

static unsigned long vmstat(const char *name)
{
	return number_in("/proc/vmstat", name);
}

static unsigned long nr_reclaimed(void)
{
	return vmstat("pgsteal_kswapd ") + vmstat("pgsteal_direct ");
}

/* Four words of a page say which page it is, and of which round. */
static void fill(char *page, uint32_t number, uint32_t round)
{
	int i;

	for (i = 0; i < 4; i++)
		*(uint32_t *)(page + i * 1024) = number * 2654435761u + round * 4 + i;
}

static bool is_filled(const char *page, uint32_t number, uint32_t round)
{
	int i;

	for (i = 0; i < 4; i++) {
		if (*(const uint32_t *)(page + i * 1024) != number * 2654435761u + round * 4 + i)
			return false;
	}
	return true;
}

/* Writes, or reads and compares, through the page cache of the disk */
static bool pass_over_disk(int fd, uint32_t nr_pages, uint32_t round, bool write_it)
{
	static char chunk[CHUNK];
	uint32_t page = 0, i;
	bool ok = lseek(fd, 0, SEEK_SET) == 0;

	while (ok && page < nr_pages) {
		for (i = 0; write_it && i < CHUNK / PAGE; i++)
			fill(chunk + i * PAGE, page + i, round);
		ok = (write_it ? write(fd, chunk, CHUNK) : read(fd, chunk, CHUNK)) == CHUNK;
		for (i = 0; ok && !write_it && i < CHUNK / PAGE; i++)
			ok = is_filled(chunk + i * PAGE, page + i, round);
		page += CHUNK / PAGE;
	}
	/* written back, but the pages stay */
	if (ok && write_it)
		ok = !fsync(fd);
	return ok;
}

static void file_pages(const char *lru, uint32_t nr_pages, uint32_t round)
{
	unsigned long before = nr_reclaimed();
	unsigned long refaults = vmstat("workingset_refault_file ");
	/* with the last one that is closed the cache of a disk goes */
	int disk = open("/dev/vda", O_RDWR);

	result(pass_over_disk(disk, nr_pages, round, true), lru, "more than memory is written");
	result(pass_over_disk(disk, nr_pages, round, false) &&
	       pass_over_disk(disk, nr_pages, round, false),
	       lru, "and is what it was, twice");
	before = nr_reclaimed() - before;
	refaults = vmstat("workingset_refault_file ") - refaults;
	printf("# %u file pages three times: %lu reclaimed, %lu refaulted\n", nr_pages, before,
	       refaults);
	result(before >= nr_pages / 2, lru, "file pages were reclaimed");
	result(refaults > 0, lru, "some of them too early");
	if (disk >= 0)
		close(disk);
}

static void anon_pages(const char *lru, uint32_t nr_pages, uint32_t round)
{
	unsigned long out = vmstat("pswpout "), in = vmstat("pswpin ");
	char *map = mmap(NULL, (size_t)nr_pages * PAGE, PROT_READ | PROT_WRITE,
			 MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	uint32_t page, pass;
	bool ok = map != MAP_FAILED;

	for (page = 0; ok && page < nr_pages; page++)
		fill(map + (size_t)page * PAGE, page, round);
	for (pass = 0; pass < 2; pass++) {
		for (page = 0; ok && page < nr_pages; page++)
			ok = is_filled(map + (size_t)page * PAGE, page, round);
	}
	result(ok, lru, "more anonymous memory than there is, twice");
	out = vmstat("pswpout ") - out;
	in = vmstat("pswpin ") - in;
	printf("# %u anonymous pages: %lu swapped out, %lu in\n", nr_pages, out, in);
	result(out > nr_pages / 16 && in > nr_pages / 16, lru, "it was swapped");
	if (map != MAP_FAILED)
		munmap(map, (size_t)nr_pages * PAGE);
}

/* What is not there any more is not counted any more. */
static void nothing_is_left(const char *lru)
{
	unsigned long anon, file, shmem;

	file_write("/proc/sys/vm/drop_caches", "3");
	anon = vmstat("nr_inactive_anon ") + vmstat("nr_active_anon ");
	file = vmstat("nr_inactive_file ") + vmstat("nr_active_file ");
	shmem = vmstat("nr_shmem ");
	printf("# listed at the end: %lu anonymous, %lu file, %lu shmem\n", anon, file, shmem);
	result(anon < 1024 + shmem && file < 1024, lru, "the lists are empty again");
}

static void under(const char *lru, const char *enabled, uint32_t nr_pages)
{
	static uint32_t round;

	if (enabled)
		result(file_write(LRU_GEN, enabled), lru, "can be chosen");
	round++;
	file_pages(lru, nr_pages, round);
	anon_pages(lru, nr_pages, round);
	nothing_is_left(lru);
}

int main(void)
{
	uint32_t nr_pages;

	mount("proc", "/proc", "proc", 0, NULL);
	mount("sys", "/sys", "sysfs", 0, NULL);
	mount("dev", "/dev", "devtmpfs", 0, NULL);
	/* the first one has the messages of the kernel */
	dup2(open("/dev/ttyS1", O_WRONLY), 1);
	/* a third more than there is, in whole chunks */
	nr_pages = number_in("/proc/meminfo", "MemTotal:") / 3;
	nr_pages -= nr_pages % (CHUNK / PAGE);
	result(nr_pages > 0, "machine", "memory is known");
	result(!syscall(__NR_swapon, "/dev/vdb", 0), "machine", "swap is on");

	if (access(LRU_GEN, F_OK)) {
		under("the only one", NULL, nr_pages);
	} else {
		under("mglru", "7", nr_pages);
		under("classic", "0", nr_pages);
		under("mglru again", "7", nr_pages);
	}
	printf("1..%d\nstatus %d\n", nr_tests, nr_failed ? 1 : 0);
	reboot(RB_AUTOBOOT);
	return 0;
}
