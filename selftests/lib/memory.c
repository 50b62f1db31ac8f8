// SPDX-License-Identifier: GPL-2.0
/*
 * Data that can be recognised, in files and in anonymous memory.
 *
 * Word i of a piece of data is a function of i, so any page that comes back
 * from disk or swap as another one is seen.
 */
#include <errno.h>
#include <fcntl.h>
#include <linux/mempolicy.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include "rx.h"

#define CHUNK (64 * 1024UL)

static uint64_t word_at(uint64_t i)
{
	return (i + 1) * 0x9e3779b97f4a7c15ULL;
}

static void fill(uint64_t *words, size_t size, uint64_t first)
{
	size_t i;

	for (i = 0; i < size / sizeof(*words); i++)
		words[i] = word_at(first + i);
}

static bool is_intact(const uint64_t *words, size_t size, uint64_t first)
{
	size_t i;

	for (i = 0; i < size / sizeof(*words); i++) {
		if (words[i] != word_at(first + i)) {
			printf("# word %zu is %#llx, not %#llx\n", (size_t)first + i,
			       (unsigned long long)words[i],
			       (unsigned long long)word_at(first + i));
			return false;
		}
	}
	return true;
}

int data_open(const char *name, int flags)
{
	const char *dir = getenv("RX_FILES");
	char path[256];
	int fd;

	snprintf(path, sizeof(path), "%s/%s", dir ? dir : "/tmp", name);
	fd = open(path, flags | O_CLOEXEC, 0644);
	return fd < 0 ? -errno : fd;
}

static int write_data(int fd, size_t size)
{
	uint64_t *buf = malloc(CHUNK);
	size_t done;

	for (done = 0; done < size; done += CHUNK) {
		fill(buf, CHUNK, done / sizeof(*buf));
		if (pwrite(fd, buf, CHUNK, done) != (ssize_t)CHUNK) {
			free(buf);
			return -EIO;
		}
	}
	free(buf);
	return 0;
}

int data_need(const char *name, size_t size)
{
	int fd = data_open(name, O_RDWR | O_CREAT);
	struct stat st;
	int err = 0;

	if (fd < 0)
		return fd;
	if (fstat(fd, &st) || (size_t)st.st_size != size)
		err = ftruncate(fd, 0) ? -errno : write_data(fd, size);
	if (!err)
		err = fsync(fd) ? -errno : -posix_fadvise(fd, 0, 0, POSIX_FADV_DONTNEED);
	close(fd);
	return err;
}

static int read_once(int fd, bool check)
{
	uint64_t *buf = malloc(CHUNK);
	uint64_t done = 0;
	struct stat st;
	ssize_t ret;
	int bad = fstat(fd, &st);

	while (!bad && (ret = pread(fd, buf, CHUNK, done)) > 0) {
		bad = check && !is_intact(buf, ret, done / sizeof(*buf));
		done += ret;
	}
	free(buf);
	return bad || ret < 0 || done != (uint64_t)st.st_size;
}

static int read_rounds(const struct work *work, bool check)
{
	int fd = data_open(work->data, O_RDONLY);
	int round, bad = fd < 0;

	for (round = 0; !bad && round < work->rounds; round++)
		bad = read_once(fd, check);
	if (fd >= 0)
		close(fd);
	return bad;
}

static void bind_to_node(const struct work *work)
{
	unsigned long mask;

	if (work->node < 0)
		return;
	mask = 1UL << work->node;
	if (syscall(SYS_set_mempolicy, MPOL_BIND, &mask, 8 * sizeof(mask)))
		_exit(98);
}

int work_read(void *work)
{
	bind_to_node(work);
	return read_rounds(work, false);
}

int work_check(void *work)
{
	bind_to_node(work);
	return read_rounds(work, true);
}

int work_write(void *arg)
{
	struct work *work = arg;
	struct stat st;
	int fd = data_open(work->data, O_RDWR);

	if (fd < 0 || fstat(fd, &st))
		return 1;
	return write_data(fd, st.st_size) || fsync(fd);
}

int work_map(void *arg)
{
	struct work *work = arg;
	int round, bad = 0, fd = data_open(work->data, O_RDONLY);
	struct stat st;
	void *map;

	if (fd < 0 || fstat(fd, &st))
		return 1;
	map = mmap(NULL, st.st_size, PROT_READ, MAP_SHARED, fd, 0);
	if (map == MAP_FAILED)
		return 1;
	for (round = 0; !bad && round < work->rounds; round++)
		bad = !is_intact(map, st.st_size, 0);
	return bad;
}

int work_anon(void *arg)
{
	struct work *work = arg;
	int round, bad = 0;
	void *mem;

	bind_to_node(work);
	/* room to align, so that huge pages fit */
	mem = mmap(NULL, work->size + 2 * MB, PROT_READ | PROT_WRITE,
		   MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	if (mem == MAP_FAILED)
		return 1;
	mem = (void *)(((uintptr_t)mem + 2 * MB - 1) & ~(2 * MB - 1));
	if (work->huge)
		madvise(mem, work->size, MADV_HUGEPAGE);
	fill(mem, work->size, 0);
	for (round = 0; !bad && round < work->rounds; round++)
		bad = !is_intact(mem, work->size, 0);
	return bad;
}

int work_hold(void *work)
{
	if (work_anon(work))
		return 1;
	for (;;)
		pause();
}

int work_forever(void *arg)
{
	struct work work = *(struct work *)arg;

	work.rounds = 1;
	while (!read_rounds(&work, false))
		;
	return 1;
}
