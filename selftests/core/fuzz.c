// SPDX-License-Identifier: GPL-2.0
/*
 * The entry of libFuzzer. An input runs in a child, whose counters of what was
 * covered come back through shared memory. That a child begins does not take
 * longer the more libFuzzer knows: its parent is a process that is forked first.
 */
#include "drive.h"

#define INPUT_MAX	65536

/* of the C library */
#define READ_AND_WRITE		3
#define SHARED_ANONYMOUS	0x21
void *mmap(void *addr, size_t size, int prot, int flags, int fd, long offset);
int pipe(int fd[2]);
long read(int fd, void *buf, size_t size);
long write(int fd, const void *buf, size_t size);
int close(int fd);

extern u8 __start___sancov_cntrs[], __stop___sancov_cntrs[];

static struct {
	size_t size;
	u8 input[INPUT_MAX];
	u8 counters[];
} *shared;
static int to_parent[2], from_parent[2];

static size_t size_of_counters(void)
{
	return __stop___sancov_cntrs - __start___sancov_cntrs;
}

static void tell_counters(void)
{
	memcpy(shared->counters, __start___sancov_cntrs, size_of_counters());
}

/* Until libFuzzer ends; a byte is an input that waits, or whether one passed. */
static void __attribute__((noreturn)) be_parent(void)
{
	bool passed;
	u8 go;

	close(to_parent[1]);
	close(from_parent[0]);
	w_init(&drive_config);
	memset(__start___sancov_cntrs, 0, size_of_counters());
	while (read(to_parent[0], &go, 1) == 1) {
		passed = drive_apart(shared->input, shared->size, tell_counters);
		if (write(from_parent[1], &passed, 1) != 1)
			break;
	}
	_exit(0);
}

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
	shared = mmap(NULL, sizeof(*shared) + size_of_counters(), READ_AND_WRITE,
		      SHARED_ANONYMOUS, -1, 0);
	if (pipe(to_parent) || pipe(from_parent))
		W_FAIL("no pipe");
	if (!fork())
		be_parent();
	close(to_parent[0]);
	close(from_parent[1]);
	return 0;
}

int LLVMFuzzerTestOneInput(const u8 *data, size_t size)
{
	bool passed = false;

	shared->size = min_t(size_t, size, INPUT_MAX);
	memcpy(shared->input, data, shared->size);
	if (write(to_parent[1], "", 1) != 1 || read(from_parent[0], &passed, 1) != 1 || !passed)
		abort();
	memcpy(__start___sancov_cntrs, shared->counters, size_of_counters());
	return 0;
}
