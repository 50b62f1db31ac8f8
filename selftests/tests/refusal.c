// SPDX-License-Identifier: GPL-2.0
/*
 * What is refused, with which errno, and where the reason is written: in the
 * verifier's log or in a line of the kernel log.
 */
#include <linux/capability.h>
#include "fixture.h"

FIXTURE(refusal) {
	int log;
	uint64_t exits;
};

FIXTURE_VARIANT(refusal) {
	const char *object;
	int error;		/* 0: any */
	const char *kmsg;	/* or NULL */
	const char *verifier;	/* or NULL */
};

FIXTURE_SETUP(refusal)
{
	self->log = kmsg_open();
	self->exits = exit_count();
	ASSERT_LE(0, self->log);
}

FIXTURE_TEARDOWN(refusal)
{
	close(self->log);
}

#define REFUSED(name, ...) \
	FIXTURE_VARIANT_ADD(refusal, name) { .object = "t_" #name, __VA_ARGS__ }

/* refused when registered */
REFUSED(noprog, .error = EINVAL, .kmsg = "reclaim_ext: t_noprog: has none of plan(), rank()");
REFUSED(badname, .error = EINVAL, .kmsg = "reclaim_ext: a policy needs a name of 1 to 15");
REFUSED(flags, .error = EINVAL, .kmsg = "reclaim_ext: t_flags: flags 0x8000 are unknown");
REFUSED(classes, .error = ERANGE, .kmsg = "reclaim_ext: t_classes: nr_classes is 9");
REFUSED(budget, .error = ERANGE, .kmsg = "reclaim_ext: t_budget: budget_us is 50000");
REFUSED(builtin, .error = EEXIST, .kmsg = "reclaim_ext: mglru: the name is taken");
REFUSED(initfail, .error = ENOSPC, .kmsg = "reclaim_ext: t_initfail: init() returned -28");
REFUSED(noprealloc, .error = EOPNOTSUPP, .kmsg = "map seen may allocate");
REFUSED(bigentry, .error = E2BIG, .kmsg = "map big hashes 4 bytes in a call and copies 65544; at most 512 and 65536");
REFUSED(bighash, .error = E2BIG, .kmsg = "map big hashes 4 bytes in a call and copies 24576; at most 512 and 16384");
REFUSED(bigkey, .error = E2BIG, .kmsg = "map seen hashes 520 bytes in a call");
REFUSED(stack, .error = E2BIG, .kmsg = "bytes of stack; at most 256");
REFUSED(forever, .error = EINVAL, .kmsg = "calls a global function; make it static");
REFUSED(gaveup, .error = ECANCELED, .kmsg = "reclaim_ext: t_gaveup: init() gave up, code 7: no?such thing");
REFUSED(inherit, .error = EEXIST, .kmsg = "reclaim_ext: inherit: the name is taken");

/* refused when loaded, for reasons the verifier does not know */
REFUSED(sleepable, .error = EINVAL, .kmsg = "reclaim_ext: rank(): this hook may not sleep");
REFUSED(youngsleep, .error = EINVAL, .kmsg = "reclaim_ext: young(): this hook may not sleep");
REFUSED(mayloop, .error = EINVAL, .kmsg = "reclaim_ext: rank(): calls may_goto");
REFUSED(iter, .error = EINVAL, .kmsg = "reclaim_ext: rank(): calls a kfunc not allowed");
REFUSED(kfunc, .error = 0, .kmsg = "reclaim_ext: rank(): calls a kfunc not allowed");
REFUSED(walkhook, .error = EINVAL, .kmsg = "reclaim_ext: plan(): calls a kfunc not allowed");
REFUSED(rculock, .error = EINVAL, .kmsg = "reclaim_ext: rank(): calls a kfunc not allowed");

/* refused by the verifier */
REFUSED(bpfloop, .error = EINVAL, .verifier = "cannot use helper bpf_loop");
REFUSED(tailcall, .error = EINVAL, .verifier = "cannot use helper bpf_tail_call");
REFUSED(timer, .error = EINVAL, .verifier = "cannot use helper bpf_timer_init");
REFUSED(spinlock, .error = EINVAL, .verifier = "cannot use helper bpf_spin_lock");
REFUSED(probe, .error = EINVAL, .verifier = "cannot use helper bpf_probe_read_kernel");
REFUSED(signal, .error = EINVAL, .verifier = "cannot use helper bpf_send_signal");
REFUSED(printk, .error = EINVAL, .verifier = "cannot use helper bpf_trace_");
REFUSED(writero, .error = EACCES, .verifier = "is read-only");
REFUSED(tcp, .error = EACCES, .verifier = "bpf_reclaim_error is not allowed");
REFUSED(youngwrite, .error = EACCES, .verifier = "is read-only");

TEST_F(refusal, is_refused)
{
	errno = 0;
	ASSERT_EQ(NULL, policy_load(variant->object));
	if (variant->error) {
		EXPECT_EQ(variant->error, errno);
	}
	if (variant->kmsg) {
		EXPECT_TRUE(wait_for(kmsg_has(self->log, variant->kmsg)));
	}
	if (variant->verifier) {
		EXPECT_NE(NULL, strstr(policy_log(), variant->verifier)) {
			TH_LOG("%s", policy_log());
		}
	}
	EXPECT_FALSE(policy_exists(variant->object));
	EXPECT_EQ(self->exits, exit_count());
}

TEST_F(rx, name_taken)
{
	ASSERT_NE(NULL, policy_load("rx_fifo"));
	errno = 0;
	EXPECT_EQ(NULL, policy_load("rx_fifo"));
	EXPECT_EQ(EEXIST, errno);
	EXPECT_TRUE(wait_for(kmsg_has(self->log, "reclaim_ext: rx_fifo: the name is taken")));
	EXPECT_TRUE(policy_is_live("rx_fifo"));
}

TEST_F(rx, update_to_another_name)
{
	struct policy *policy = policy_load("rx_fifo");

	ASSERT_NE(NULL, policy);
	EXPECT_EQ(-EINVAL, policy_update(policy, "rx_mru"));
	EXPECT_TRUE(wait_for(kmsg_has(self->log, "an update must keep name, flags and nr_classes")));
	EXPECT_TRUE(policy_is_live("rx_fifo"));
}

struct update {
	struct policy *policy;
	uint64_t capabilities;
};

/* Everybody can have the link who may open where it is pinned. */
static int update_with(void *arg)
{
	struct update *update = arg;

	return capabilities_drop(update->capabilities) ?
	       1 : -policy_update(update->policy, "t_count");
}

TEST_F(rx, update_needs_the_administrator)
{
	struct update update = { .policy = policy_load("t_count") };

	ASSERT_NE(NULL, update.policy);
	ASSERT_EQ(0, cg_create("rx/a"));
	update.capabilities = ~(1ULL << CAP_SYS_ADMIN);
	EXPECT_EQ(EPERM, cg_run("rx/a", update_with, &update));
	update.capabilities = ~0ULL;
	EXPECT_EQ(0, cg_run("rx/a", update_with, &update));
	EXPECT_TRUE(policy_is_live("t_count"));
}

TEST_HARNESS_MAIN
