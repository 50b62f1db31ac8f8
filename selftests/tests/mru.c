// SPDX-License-Identifier: GPL-2.0
/*
 * A policy that decides: most recently used reads less of data that is read
 * over and over, and least recently used from the wrong end is no accident.
 */
#include "fixture.h"

/* Refaults of the passes after the first */
static uint64_t refaults_under(const char *cg, const char *policy)
{
	uint64_t first;

	if (limited_cgroup(cg, LIMIT, policy) || data_need(DATA, DATA_SIZE) ||
	    read_in(cg, 1))
		return 0;
	first = cg_stat(cg, "workingset_refault_file");
	if (read_in(cg, 5))
		return 0;
	return cg_stat(cg, "workingset_refault_file") - first;
}

TEST_F(rx, cyclic_reads)
{
	uint64_t fifo, mru;

	ASSERT_NE(NULL, policy_load("rx_fifo"));
	ASSERT_NE(NULL, policy_load("rx_mru"));
	fifo = refaults_under("rx/fifo", "rx_fifo");
	mru = refaults_under("rx/mru", "rx_mru");
	TH_LOG("%lu refaults under rx_fifo, %lu under rx_mru", fifo, mru);
	ASSERT_LT(0, mru);
	EXPECT_LT(mru, fifo * 6 / 10);
}

TEST_HARNESS_MAIN
