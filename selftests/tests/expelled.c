// SPDX-License-Identifier: GPL-2.0
/*
 * Policies that misbehave: each is expelled for its own reason, and the
 * workload in its cgroup does not suffer.
 */
#include "fixture.h"

FIXTURE(misbehave) {
	int log;
	uint64_t exits;
};

FIXTURE_VARIANT(misbehave) {
	const char *policy;
	const char *kind;
	const char *counter;	/* that must have counted the reason */
	const char *msg;
	long long code;
};

FIXTURE_VARIANT_ADD(misbehave, verdict) {
	.policy = "t_badverdict", .kind = "invalid", .counter = "invalid",
	.msg = "over 1% of its answers are invalid",
};

FIXTURE_VARIANT_ADD(misbehave, promote) {
	.policy = "t_promoterank", .kind = "invalid", .counter = "invalid",
	.msg = "over 1% of its answers are invalid",
};

FIXTURE_VARIANT_ADD(misbehave, class) {
	.policy = "t_badclass", .kind = "invalid", .counter = "invalid",
	.msg = "over 1% of its answers are invalid",
};

FIXTURE_VARIANT_ADD(misbehave, plan) {
	.policy = "t_badplan", .kind = "invalid", .counter = "invalid",
	.msg = "over 1% of its answers are invalid",
};

FIXTURE_VARIANT_ADD(misbehave, keep) {
	.policy = "t_keepall", .kind = "stall", .counter = "bypassed",
	.msg = "it keeps everything and evicts nothing",
};

FIXTURE_VARIANT_ADD(misbehave, slow) {
	.policy = "t_slow", .kind = "slow", .counter = "strikes",
	.msg = "hooks take longer than their budget",
};

FIXTURE_VARIANT_ADD(misbehave, error) {
	.policy = "t_error", .kind = "error", .counter = "rank_calls",
	.msg = "boom", .code = 42,
};

FIXTURE_SETUP(misbehave)
{
	self->log = kmsg_open();
	self->exits = exit_count();
	ASSERT_EQ(0, rx_begin());
}

FIXTURE_TEARDOWN(misbehave)
{
	EXPECT_EQ(0, cg_remove("rx"));
	close(self->log);
}

static uint64_t recorded(const char *key)
{
	return file_number(SYSFS_DIR "last_exit", key);
}

TEST_F(misbehave, is_expelled)
{
	struct work check = { .data = DATA, .rounds = 1, .node = -1 };
	struct exit_record rec;
	char line[64];
	uint64_t id;
	int i;

	ASSERT_NE(NULL, policy_load(variant->policy));
	ASSERT_EQ(0, limited_cgroup("rx/a", LIMIT, variant->policy));
	id = cg_id("rx/a");

	for (i = 0; i < 40 && exit_count() == self->exits; i++)
		ASSERT_EQ(0, cg_run("rx/a", work_check, &check));
	ASSERT_TRUE(wait_for(exit_count() == self->exits + 1));

	ASSERT_EQ(0, exit_read(&rec));
	EXPECT_STREQ(variant->policy, rec.policy);
	EXPECT_STREQ(variant->kind, rec.kind);
	EXPECT_STREQ(variant->msg, rec.msg);
	if (!strcmp(variant->kind, "slow")) {
		EXPECT_LT(500000, rec.code);	/* its budget_us */
	} else {
		EXPECT_EQ(variant->code, rec.code);
	}
	EXPECT_EQ(id, rec.cgroup);
	EXPECT_STREQ("/rx/a", rec.path);
	EXPECT_LT(0, recorded(variant->counter));
	snprintf(line, sizeof(line), "policy %s exited: %s", variant->policy, variant->kind);
	EXPECT_TRUE(wait_for(kmsg_has(self->log, line)));

	/* on the built-in policy now, and as well as before */
	EXPECT_STREQ("mglru", cg_policy("rx/a"));
	EXPECT_EQ(0, cg_run("rx/a", work_check, &check));
	EXPECT_EQ(0, cg_event("rx/a", "oom_kill"));

	/* registered still, for its counters, but not to be had */
	EXPECT_TRUE(policy_exists(variant->policy));
	EXPECT_FALSE(policy_is_live(variant->policy));
	EXPECT_EQ(-ESHUTDOWN, cg_attach("rx/a", variant->policy));
}

TEST_F(rx, loaded_again_it_has_another_chance)
{
	struct policy *policy = policy_load("t_error");
	uint64_t exits = exit_count();

	ASSERT_NE(NULL, policy);
	ASSERT_EQ(0, limited_cgroup("rx/a", LIMIT, "t_error"));
	EXPECT_EQ(0, read_in("rx/a", 1));
	EXPECT_TRUE(wait_for(exit_count() == exits + 1));
	EXPECT_TRUE(exit_is("t_error", "error"));
	EXPECT_EQ(NULL, policy_load("t_error"));
	policy_unload(policy);
	EXPECT_TRUE(wait_for(!policy_exists("t_error")));
	ASSERT_NE(NULL, policy_load("t_error"));
	EXPECT_TRUE(policy_is_live("t_error"));
	EXPECT_EQ(0, cg_attach("rx/a", "t_error"));
}

TEST_F(rx, expelled_one_cannot_be_updated)
{
	struct policy *policy = policy_load("t_error");
	uint64_t exits = exit_count();

	ASSERT_NE(NULL, policy);
	ASSERT_EQ(0, limited_cgroup("rx/a", LIMIT, "t_error"));
	EXPECT_EQ(0, read_in("rx/a", 1));
	EXPECT_TRUE(wait_for(exit_count() == exits + 1));
	EXPECT_TRUE(exit_is("t_error", "error"));
	EXPECT_EQ(-ESHUTDOWN, policy_update(policy, "t_error"));
}

/* As containers have them, far down and with names of a hundred letters */
TEST_F(rx, the_record_names_a_cgroup_in_full)
{
	uint64_t exits = exit_count();
	struct exit_record rec;
	char path[512] = "/rx";
	int i;

	ASSERT_NE(NULL, policy_load("t_error"));
	for (i = 0; i < 3; i++) {
		ASSERT_EQ(0, i ? cg_create(path + 1) ?:
			  cg_write(path + 1, "cgroup.subtree_control", "+memory") : 0);
		sprintf(path + strlen(path), "/%0*d", 100, i);
	}
	ASSERT_EQ(0, limited_cgroup(path + 1, LIMIT, "t_error"));
	EXPECT_EQ(0, read_in(path + 1, 1));
	EXPECT_TRUE(wait_for(exit_count() == exits + 1));
	ASSERT_EQ(0, exit_read(&rec));
	EXPECT_STREQ(path, rec.path);
}

/* The others in the same tree are not concerned. */
TEST_F(rx, only_the_culprit_goes)
{
	uint64_t exits = exit_count();

	ASSERT_NE(NULL, policy_load("rx_fifo"));
	ASSERT_NE(NULL, policy_load("t_error"));
	ASSERT_EQ(0, cg_attach("rx", "rx_fifo"));
	ASSERT_EQ(0, limited_cgroup("rx/a", LIMIT, "t_error"));
	EXPECT_EQ(0, read_in("rx/a", 1));
	EXPECT_TRUE(wait_for(exit_count() == exits + 1));
	EXPECT_TRUE(exit_is("t_error", "error"));
	EXPECT_STREQ("rx_fifo", cg_policy("rx/a"));
	EXPECT_TRUE(policy_is_live("rx_fifo"));
	EXPECT_EQ(0, read_in("rx/a", 1));
	EXPECT_LT(0, policy_count("rx_fifo", "ranked"));
}

TEST_HARNESS_MAIN
