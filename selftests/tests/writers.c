// SPDX-License-Identifier: GPL-2.0
/*
 * Tasks that write faster than the disk in a cgroup that holds little else than
 * what they write: reclaim waits, and nobody is killed.
 */
#include "test.h"

#define WRITERS		8
#define FILE_SIZE	(28 * MB)
#define CHUNK		(64 * 1024)
#define ROUNDS		4
/* less than a second's writing, more than the writers need for themselves */
#define TINY		(6 * MB)

FIXTURE(writers) {
	char files[WRITERS][8];
};

FIXTURE_VARIANT(writers) {
	const char *policy;
	bool builtin;
};

FIXTURE_VARIANT_ADD(writers, classic) { .policy = "classic", .builtin = true };
FIXTURE_VARIANT_ADD(writers, mglru) { .policy = "mglru", .builtin = true };
FIXTURE_VARIANT_ADD(writers, rx_none) { .policy = "rx_none" };
FIXTURE_VARIANT_ADD(writers, t_noage) { .policy = "t_noage" };

FIXTURE_SETUP(writers)
{
	int i;

	ASSERT_EQ(0, rx_begin());
	for (i = 0; i < WRITERS; i++)
		snprintf(self->files[i], sizeof(self->files[i]), "write%d", i);
	ASSERT_TRUE(variant->builtin || policy_load(variant->policy));
	ASSERT_EQ(0, limited_cgroup("rx/a", TINY, variant->policy));
}

FIXTURE_TEARDOWN(writers)
{
	EXPECT_EQ(0, cg_remove("rx"));
}

/* As fast as it goes: what is written does not matter. */
static int work_overwrite(void *arg)
{
	static char buf[CHUNK];
	struct work *work = arg;
	int fd = data_open(work->data, O_RDWR);
	size_t done = 0;

	while (fd >= 0 && done < FILE_SIZE && pwrite(fd, buf, CHUNK, done) == CHUNK)
		done += CHUNK;
	return done < FILE_SIZE || fsync(fd);
}

/* Return: how many did not get to their end. */
static int write_all(char (*files)[8])
{
	struct work work[WRITERS];
	pid_t pids[WRITERS];
	int i, failed = 0;

	for (i = 0; i < WRITERS; i++) {
		work[i] = (struct work) { .data = files[i], .node = -1 };
		pids[i] = cg_spawn("rx/a", work_overwrite, &work[i]);
	}
	for (i = 0; i < WRITERS; i++)
		failed += pids[i] < 0 || child_wait(pids[i]);
	return failed;
}

TEST_F_TIMEOUT(writers, wait_for_the_disk, 1200)
{
	int round, i;

	for (round = attempts(ROUNDS); round--; ) {
		for (i = 0; i < WRITERS; i++)
			ASSERT_EQ(0, data_need(self->files[i], FILE_SIZE));
		EXPECT_EQ(0, write_all(self->files));
	}
	EXPECT_EQ(0, cg_event("rx/a", "oom_kill"));
	EXPECT_LT(0, cg_event("rx/a", "max"));
	EXPECT_TRUE(variant->builtin || policy_is_live(variant->policy));
}

TEST_HARNESS_MAIN
