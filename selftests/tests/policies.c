// SPDX-License-Identifier: GPL-2.0
/*
 * Every policy that is meant to work does: data stay intact, and nobody is
 * expelled, with page cache, mapped files, writes and anonymous memory.
 */
#include "test.h"

FIXTURE(works) {
	int log;
};

FIXTURE_VARIANT(works) {
	const char *policy;
	bool builtin;
};

#define WORKS(name) FIXTURE_VARIANT_ADD(works, name) { .policy = #name }

FIXTURE_VARIANT_ADD(works, classic) { .policy = "classic", .builtin = true };
FIXTURE_VARIANT_ADD(works, mglru) { .policy = "mglru", .builtin = true };
WORKS(rx_none);
WORKS(rx_none_two);
WORKS(rx_fifo);
WORKS(rx_mru);
WORKS(rx_sieve);
WORKS(rx_s3fifo);
WORKS(rx_chance);
WORKS(rx_classic);
WORKS(rx_mglru);
WORKS(t_evictall);
WORKS(t_ask);
WORKS(t_class);
WORKS(t_global);
WORKS(t_newest);
WORKS(t_youngest);
WORKS(t_oldest);
WORKS(t_noage);
WORKS(t_nowalk);
WORKS(t_ptes);
WORKS(t_anon);
WORKS(t_idle);

FIXTURE_SETUP(works)
{
	ASSERT_EQ(0, rx_begin());
}

FIXTURE_TEARDOWN(works)
{
	EXPECT_EQ(0, cg_remove("rx"));
}

TEST_F_TIMEOUT(works, under_pressure, 1200)
{
	struct exit_record rec;

	ASSERT_TRUE(variant->builtin || policy_load(variant->policy)) {
		TH_LOG("%s", policy_log());
	}
	ASSERT_EQ(0, limited_cgroup("rx/a", LIMIT, variant->policy));
	EXPECT_EQ(0, all_kinds_of_work("rx/a"));
	EXPECT_EQ(0, cg_event("rx/a", "oom_kill"));
	EXPECT_LT(0, cg_stat("rx/a", "pgsteal"));
	if (variant->builtin)
		return;

	EXPECT_TRUE(policy_is_live(variant->policy)) {
		EXPECT_EQ(0, exit_read(&rec));
		TH_LOG("%s: code %lld, %s", rec.kind, rec.code, rec.msg);
	}
	EXPECT_EQ(0, policy_count(variant->policy, "bypassed"));
	EXPECT_EQ(0, policy_count(variant->policy, "invalid"));
	EXPECT_LT(0, policy_count(variant->policy, "reclaim_ns"));
}

TEST_HARNESS_MAIN
