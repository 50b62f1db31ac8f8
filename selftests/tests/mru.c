// SPDX-License-Identifier: GPL-2.0
/*
 * A policy that decides: of data that are read over and over, most recently
 * used keeps a part, and first in, first out none.
 */
#include "test.h"

/* Pages that are read again in the five passes after the first */
#define PASSES 5

static const char *readahead_file(void)
{
	const char *disk = getenv("RX_DISK");
	static char path[128];

	snprintf(path, sizeof(path), "/sys/block/%s/queue/read_ahead_kb",
		 disk ? basename(disk) : "");
	return path;
}

FIXTURE(cyclic) {
	char readahead[32];
};

/* Folios grow with readahead, and a few that fill the cgroup leave no choice. */
FIXTURE_SETUP(cyclic)
{
	ASSERT_EQ(0, rx_begin());
	ASSERT_LT(0, file_read(readahead_file(), self->readahead, sizeof(self->readahead)));
	ASSERT_EQ(0, file_write(readahead_file(), "128"));
}

FIXTURE_TEARDOWN(cyclic)
{
	EXPECT_EQ(0, cg_remove("rx"));
	EXPECT_EQ(0, file_write(readahead_file(), self->readahead));
}

static uint64_t refaults_under(const char *cg, const char *policy)
{
	uint64_t first;

	if (limited_cgroup(cg, LIMIT, policy) || data_need(DATA, DATA_SIZE) ||
	    read_in(cg, 1))
		return 0;
	first = cg_stat(cg, "workingset_refault_file");
	if (read_in(cg, PASSES))
		return 0;
	return cg_stat(cg, "workingset_refault_file") - first;
}

TEST_F(cyclic, mru_keeps_a_part)
{
	uint64_t fifo, mru;

	ASSERT_NE(NULL, policy_load("rx_fifo"));
	ASSERT_NE(NULL, policy_load("rx_mru"));
	fifo = refaults_under("rx/fifo", "rx_fifo");
	mru = refaults_under("rx/mru", "rx_mru");
	TH_LOG("%lu refaults under rx_fifo, %lu under rx_mru", fifo, mru);
	EXPECT_LT(DATA_SIZE / 4096 * PASSES * 9 / 10, fifo);
	ASSERT_LT(0, mru);
	EXPECT_LT(mru, fifo * 6 / 10);
}

TEST_HARNESS_MAIN
