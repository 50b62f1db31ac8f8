// SPDX-License-Identifier: GPL-2.0
/*
 * What is taken from the kernel log and from the verifier's.
 */
#include "internal.h"
#include "tap.h"
#include "tree.h"
#include <pthread.h>

static bool pick(const char *text, char *line)
{
	char records[2048];

	snprintf(records, sizeof(records), "%s", text);
	line[0] = '\0';
	return kmsg_pick(records, "mine", line, 256);
}

TEST(own_line, "kmsg: the line of the policy wins over others")
{
	char line[256];

	CHECK(pick("6,1,2,-;reclaim_ext: rank(): calls bpf_loop\n"
		   " SUBSYSTEM=x\n"
		   "6,2,2,-;reclaim_ext: mine: flags 0x1 are unknown to this kernel; set none\n"
		   "6,3,2,-;reclaim_ext: other: nr_classes is 9; it must be 2 to 7\n"
		   "6,4,2,-;reclaim_ext: plan(): calls bpf_loop\n"
		   "6,5,2,-;eth0: link up\n", line));
	CHECK_STR(line, "flags 0x1 are unknown to this kernel; set none");
}

TEST(hook_line, "kmsg: else a line about a hook")
{
	char line[256];

	CHECK(pick("6,1,2,-;reclaim_ext: other: wrong; change it\n"
		   "6,1,2,-;reclaim_ext: rank(): this hook may not sleep; use SEC(\"struct_ops/rank\")\n",
		   line));
	CHECK_STR(line, "rank(): this hook may not sleep; use SEC(\"struct_ops/rank\")");
}

TEST(no_line, "kmsg: what is not a refusal is not taken for one")
{
	char line[256];

	CHECK(!pick("6,1,2,-;reclaim_ext: policy mine registered\n"
		    "6,1,2,-;reclaim_ext: policy mine exited: stall, code 0\n"
		    "6,1,2,-;reclaim_ext: other: the name is taken; rename it\n"
		    "6,1,2,-;other: mine: x\n no;reclaim_ext: mine: x\n", line));
	CHECK(!pick("", line));
}

TEST(since, "kmsg: only lines since the call began count")
{
	char line[256];
	FILE *file;
	int fd;

	new_tree();
	put("/dev/kmsg", "6,1,2,-;reclaim_ext: mine: old\n");
	fd = kmsg_begin();
	CHECK(fd >= 0);
	CHECK(!kmsg_end(fd, "mine", line, sizeof(line)));
	fd = kmsg_begin();
	file = fopen(in_tree("/dev/kmsg"), "a");
	fputs("6,2,2,-;reclaim_ext: mine: new\n", file);
	fclose(file);
	CHECK(kmsg_end(fd, "mine", line, sizeof(line)));
	CHECK_STR(line, "new");
}

TEST(no_kmsg, "kmsg: a log that cannot be read is no error")
{
	char line[256];

	new_tree();
	CHECK(kmsg_begin() == -1);
	CHECK(!kmsg_end(-1, "mine", line, sizeof(line)));
}

TEST(verifier, "verifier: the complaint and the source line above it")
{
	char line[256];

	verifier_reason("0: R1=ctx() R10=fp0\n"
			"; if (x) @ a.c:3\n"
			"1: (b7) r0 = 0                        ; R0_w=0\n"
			"; bpf_loop(3, f, 0, 0); @ a.c:5\n"
			"2: (85) call bpf_loop#181\n"
			"program of this type cannot use helper bpf_loop#181\n"
			"processed 3 insns (limit 1000000) max_states_per_insn 0\n",
			line, sizeof(line));
	CHECK_STR(line, "program of this type cannot use helper bpf_loop#181, at 'bpf_loop(3, f, 0, 0); @ a.c:5'");
}

TEST(verifier_report, "verifier: the report of newer kernels adds nothing")
{
	char line[256];

	verifier_reason("; bpf_loop(10, nothing, NULL, 0); @ t.c:15\n"
			"5: (85) call bpf_loop#181\n"
			"program of this type cannot use helper bpf_loop#181\n"
			"\nVerification failed: Policy: Operation is not allowed\n"
			"\nReason:\n  The helper is not allowed.\n"
			"\nAt:\n  t_rank @ t.c:15:2\n"
			"\nSuggestion:\n  Use another.\n"
			"\nprocessed 5 insns (limit 1000000)\n", line, sizeof(line));
	CHECK_STR(line, "program of this type cannot use helper bpf_loop#181, at 'bpf_loop(10, nothing, NULL, 0); @ t.c:15'");
	verifier_reason("1: (95) exit\n\nVerification failed: Structure: Bad\n\nReason:\n  x\n",
			line, sizeof(line));
	CHECK_STR(line, "Verification failed: Structure: Bad");
}

TEST(verifier_several, "verifier: several complaints, one of which is about a register")
{
	char line[256];

	verifier_reason("func 'rank' arg1 has btf_id 61421 type STRUCT 'reclaim_batch'\n"
			"2: R1=ctx() R7=trusted_ptr_reclaim_batch()\n"
			"R8_w=1\n"
			"; item->pfn = 1; @ t.c:14\n"
			"7: (7b) *(u64 *)(r0 +24) = r8\n"
			"struct reclaim_item is read-only at off 24 size 8\n"
			"R0 cannot write into ptr_reclaim_item at off=24 size=8\n"
			"processed 8 insns\n", line, sizeof(line));
	CHECK_STR(line, "struct reclaim_item is read-only at off 24 size 8, R0 cannot write into ptr_reclaim_item at off=24 size=8, at 'item->pfn = 1; @ t.c:14'");
}

TEST(verifier_long, "verifier: a complaint that does not fit is cut")
{
	char line[16];

	verifier_reason("; source\nthis complaint is too long for it\nand goes on\n", line,
			sizeof(line));
	CHECK_STR(line, "this complaint ");
}

TEST(verifier_bare, "verifier: no source line, no complaint, no log")
{
	char line[256];

	verifier_reason("attach to unsupported member rank of struct reclaim_ops\n", line, sizeof(line));
	CHECK_STR(line, "attach to unsupported member rank of struct reclaim_ops");
	verifier_reason("0: R1=ctx()\nprocessed 1 insns\n", line, sizeof(line));
	CHECK_STR(line, "no reason given");
	verifier_reason("", line, sizeof(line));
	CHECK_STR(line, "no reason given");
}

TEST(one_line, "error: always one line, and never too long")
{
	char big[2 * ERROR_LEN];

	memset(big, 'x', sizeof(big) - 1);
	big[sizeof(big) - 1] = '\0';
	CHECK(fail(EIO, RECLAIM_EXT_SYSTEM, "a\nb\tc\x1b[1m") == -EIO);
	CHECK(errno == EIO);
	CHECK_STR(reclaim_ext__error(), "a b c [1m");
	fail(EIO, RECLAIM_EXT_SYSTEM, "%s", big);
	CHECK(strlen(reclaim_ext__error()) == ERROR_LEN - 1);
	fail(EIO, RECLAIM_EXT_SYSTEM, "again: %.5s", reclaim_ext__error());
	CHECK_STR(reclaim_ext__error(), "again: xxxxx");
}

static void *fail_elsewhere(void *arg)
{
	*(bool *)arg = !reclaim_ext__error()[0] && reclaim_ext__reason() == RECLAIM_EXT_OK;
	fail(EIO, RECLAIM_EXT_PIN, "elsewhere");
	return NULL;
}

TEST(threads, "error: each thread has its own")
{
	bool clean = false;
	pthread_t thread;

	fail(EIO, RECLAIM_EXT_SYSTEM, "here");
	CHECK(!pthread_create(&thread, NULL, fail_elsewhere, &clean));
	pthread_join(thread, NULL);
	CHECK(clean);
	CHECK_STR(reclaim_ext__error(), "here");
	CHECK(reclaim_ext__reason() == RECLAIM_EXT_SYSTEM);
}

static bool printed;

static int note_print(enum libbpf_print_level level, const char *fmt, va_list args)
{
	(void)level;
	(void)fmt;
	(void)args;
	printed = true;
	return 0;
}

/* The library sets its function on the first use, so this test must come first */
__attribute__((constructor(101))) static void set_our_print(void)
{
	libbpf_set_print(note_print);
}

TEST(chained, "capture: what libbpf prints outside of our calls reaches the program")
{
	struct bpf_object *obj;
	const char *line;

	capture_begin();
	obj = bpf_object__open_file("/dev/null", NULL);
	line = capture_end();
	CHECK(!obj && !printed);
	CHECK(line[0]);
	obj = bpf_object__open_file("/dev/null", NULL);
	CHECK(!obj && printed);
}

TEST(big_file, "files: one larger than the first buffer, and one as large")
{
	static char big[10000];
	char *text;

	new_tree();
	memset(big, 'y', sizeof(big) - 1);
	put("/big", big);
	text = read_text("/big");
	CHECK(text);
	CHECK(!strcmp(text, big));
	free(text);
	big[4095] = '\0';
	put("/big", big);
	text = read_text("/big");
	CHECK(text);
	CHECK(strlen(text) == 4095);
	free(text);
}
