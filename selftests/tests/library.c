// SPDX-License-Identifier: GPL-2.0
/*
 * libreclaim-ext against a real kernel: what reclaimctl, one command after the
 * other, does not come by.
 */
#include <reclaim_ext.h>
#include "test.h"

#define PIN_DIR	"/sys/fs/bpf/rx/library"
#define PIN	PIN_DIR "/rx_fifo"

FIXTURE(library) {
	struct reclaim_ext_policy *policy;
};

FIXTURE_SETUP(library)
{
	self->policy = reclaim_ext_policy__open(object_path("rx_fifo"), NULL);
	ASSERT_NE(NULL, self->policy);
}

FIXTURE_TEARDOWN(library)
{
	reclaim_ext_policy__close(self->policy);
	EXPECT_TRUE(wait_for(!policy_exists("rx_fifo")));
	unlink(PIN);
	rmdir(PIN_DIR);
}

TEST_F(library, ends_with_the_object)
{
	EXPECT_EQ(0, reclaim_ext_policy__register(self->policy, NULL));
	EXPECT_TRUE(policy_is_live("rx_fifo"));
	EXPECT_EQ(-EBUSY, reclaim_ext_policy__register(self->policy, NULL));
	EXPECT_EQ(NULL, reclaim_ext_policy__pin_path(self->policy));
}

TEST_F(library, a_pin_comes_and_goes)
{
	ASSERT_EQ(0, reclaim_ext_policy__register(self->policy, PIN_DIR));
	EXPECT_EQ(0, access(PIN, F_OK));
	EXPECT_STREQ(PIN, reclaim_ext_policy__pin_path(self->policy));
	EXPECT_EQ(-EBUSY, reclaim_ext_policy__pin(self->policy, PIN_DIR));
	EXPECT_EQ(0, reclaim_ext_policy__unpin(self->policy));
	EXPECT_NE(0, access(PIN, F_OK));
	EXPECT_TRUE(policy_is_live("rx_fifo"));
	EXPECT_EQ(0, reclaim_ext_policy__pin(self->policy, PIN_DIR));
	EXPECT_EQ(0, access(PIN, F_OK));
	EXPECT_EQ(0, reclaim_ext_policy__unregister(self->policy));
	EXPECT_NE(0, access(PIN, F_OK));
	EXPECT_TRUE(wait_for(!policy_exists("rx_fifo")));
}

TEST_F(library, a_pin_that_others_removed)
{
	ASSERT_EQ(0, reclaim_ext_policy__register(self->policy, PIN_DIR));
	ASSERT_EQ(0, unlink(PIN));
	EXPECT_EQ(0, reclaim_ext_policy__unpin(self->policy));
	EXPECT_EQ(0, reclaim_ext_policy__pin(self->policy, PIN_DIR));
	EXPECT_EQ(0, access(PIN, F_OK));
	ASSERT_EQ(0, unlink(PIN));
	EXPECT_EQ(0, reclaim_ext_policy__unregister(self->policy));
	EXPECT_EQ(0, reclaim_ext_policy__register(self->policy, PIN_DIR));
	EXPECT_EQ(0, reclaim_ext_policy__unregister(self->policy));
}

TEST_F(library, a_policy_that_others_unloaded)
{
	ASSERT_EQ(0, reclaim_ext_policy__register(self->policy, PIN_DIR));
	ASSERT_EQ(0, reclaim_ext__unregister("rx_fifo"));
	EXPECT_NE(0, access(PIN, F_OK));
	EXPECT_EQ(0, reclaim_ext_policy__unregister(self->policy));
	EXPECT_EQ(-ENOENT, reclaim_ext_policy__unregister(self->policy));
}

static int stop_at_first(const char *policy, const char *key, uint64_t value, void *ctx)
{
	return 7;
}

TEST_F(library, a_record_is_filled_in_whoever_stops)
{
	RECLAIM_EXT_OPTS(reclaim_ext_exit, rec);

	ASSERT_EQ(0, reclaim_ext_policy__register(self->policy, NULL));
	EXPECT_EQ(0, reclaim_ext_policy__unregister(self->policy));
	ASSERT_TRUE(wait_for(exit_is("rx_fifo", "unregistered")));
	EXPECT_EQ(7, reclaim_ext__last_exit(&rec, stop_at_first, NULL));
	EXPECT_STREQ("rx_fifo", rec.policy);
	EXPECT_STREQ("unregistered", rec.kind);
}

/* One more than there can be, and the reason is the kernel's and not init()'s. */
TEST_F(library, there_can_be_no_more)
{
	struct reclaim_ext_policy *many[64] = {};
	int nr, err = 0;
	char name[16];

	for (nr = 0; nr < 64 && !err; nr++) {
		RECLAIM_EXT_OPTS(reclaim_ext_open_opts, opts, .name = name);

		sprintf(name, "many%d", nr);
		many[nr] = reclaim_ext_policy__open(object_path("rx_fifo"), &opts);
		ASSERT_NE(NULL, many[nr]);
		err = reclaim_ext_policy__register(many[nr], NULL);
	}
	EXPECT_EQ(-ENOSPC, err);
	EXPECT_NE(NULL, strstr(reclaim_ext__error(), "there can be"));
	for (; nr; nr--)
		reclaim_ext_policy__close(many[nr - 1]);
	EXPECT_TRUE(wait_for(!policy_exists("many0")));
}

TEST_HARNESS_MAIN
