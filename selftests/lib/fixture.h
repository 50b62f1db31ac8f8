/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The fixture of tests that need no other: a cgroup "rx" and the kernel log
 * from here on.
 */
#ifndef SELFTESTS_FIXTURE_H
#define SELFTESTS_FIXTURE_H

#include "test.h"

FIXTURE(rx) {
	int log;
};

FIXTURE_SETUP(rx)
{
	self->log = kmsg_open();
	ASSERT_LE(0, self->log);
	ASSERT_EQ(0, rx_begin());
}

FIXTURE_TEARDOWN(rx)
{
	EXPECT_EQ(0, cg_remove("rx"));
	close(self->log);
}

#endif /* SELFTESTS_FIXTURE_H */
