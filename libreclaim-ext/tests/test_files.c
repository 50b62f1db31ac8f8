// SPDX-License-Identifier: GPL-2.0
/*
 * The parsers of sysfs, debugfs and last_exit, on a tree of the test's own.
 */
#include "internal.h"
#include "tap.h"
#include "tree.h"

#define LAST	"/sys/kernel/mm/reclaim_ext/last_exit"

static char seen[4096];

static void add(const char *fmt, ...)
{
	size_t len = strlen(seen);
	va_list args;

	va_start(args, fmt);
	vsnprintf(seen + len, sizeof(seen) - len, fmt, args);
	va_end(args);
}

static int see_info(const struct reclaim_ext_info *info, void *ctx)
{
	add("%s %u %u %u %s %d;", info->name, info->id, info->nr_cgroups,
	    info->nr_classes, info->hooks, info->expelled);
	return ctx ? 42 : 0;
}

static int see_stat(const char *policy, const char *key, uint64_t value, void *ctx)
{
	add("%s %s %llu;", policy, key, (unsigned long long)value);
	return ctx ? 42 : 0;
}

TEST(list, "list: every field of every policy")
{
	new_system();
	seen[0] = '\0';
	CHECK(reclaim_ext__list(see_info, NULL) == 0);
	CHECK_STR(seen, "rx_mru 7 2 4 plan,rank,refault 0;rx_bad 9 0 2 rank 1;");
}

TEST(list_stop, "list: the callback stops it")
{
	new_system();
	seen[0] = '\0';
	CHECK(reclaim_ext__list(see_info, seen) == 42);
	CHECK_STR(seen, "rx_mru 7 2 4 plan,rank,refault 0;");
}

TEST(list_newer, "list: fields of a newer kernel are skipped")
{
	new_system();
	put("/sys/kernel/mm/reclaim_ext/policies",
	    "x id=1 cgroups=0 classes=4 colour=blue hooks= state=live\n");
	seen[0] = '\0';
	CHECK(reclaim_ext__list(see_info, NULL) == 0);
	CHECK_STR(seen, "x 1 0 4  0;");
}

TEST(list_bad, "list: a line that makes no sense is an error")
{
	new_system();
	put("/sys/kernel/mm/reclaim_ext/policies", "x id=seven\n");
	CHECK(reclaim_ext__list(see_info, NULL) == -EPROTO);
	put("/sys/kernel/mm/reclaim_ext/policies", "x id=4294967296\n");
	CHECK(reclaim_ext__list(see_info, NULL) == -EPROTO);
	put("/sys/kernel/mm/reclaim_ext/policies", "x y\n");
	CHECK(reclaim_ext__list(see_info, NULL) == -EPROTO);
	CHECK_ERROR(RECLAIM_EXT_SYSTEM, "cannot be understood");
}

TEST(list_empty, "list: none")
{
	new_system();
	put("/sys/kernel/mm/reclaim_ext/policies", "");
	seen[0] = '\0';
	CHECK(reclaim_ext__list(see_info, NULL) == 0);
	CHECK_STR(seen, "");
}

TEST(stats, "stats: of one policy and of all")
{
	new_system();
	put(STATS_FILE, "rx_mru plan_calls 5\nrx_mru hook_ns 18446744073709551615\n"
	    "rx_bad plan_calls 6\n");
	seen[0] = '\0';
	CHECK(reclaim_ext__stats("rx_mru", see_stat, NULL) == 0);
	CHECK_STR(seen, "rx_mru plan_calls 5;rx_mru hook_ns 18446744073709551615;");
	seen[0] = '\0';
	CHECK(reclaim_ext__stats(NULL, see_stat, NULL) == 0);
	CHECK(strstr(seen, "rx_bad plan_calls 6;"));
	seen[0] = '\0';
	CHECK(reclaim_ext__stats(NULL, see_stat, seen) == 42);
	CHECK_STR(seen, "rx_mru plan_calls 5;");
}

TEST(stats_unknown, "stats: of an unknown policy, the known are named")
{
	new_system();
	put(STATS_FILE, "rx_mru plan_calls 5\n");
	CHECK(reclaim_ext__stats("rx_mr", see_stat, NULL) == -ENOENT);
	CHECK_ERROR(RECLAIM_EXT_UNKNOWN_POLICY, "registered are: rx_mru rx_bad");
}

TEST(stats_bad, "stats: a value that is no number, or too large")
{
	new_system();
	put(STATS_FILE, "rx_mru plan_calls many\n");
	CHECK(reclaim_ext__stats(NULL, see_stat, NULL) == -EPROTO);
	put(STATS_FILE, "rx_mru plan_calls -1\n");
	CHECK(reclaim_ext__stats(NULL, see_stat, NULL) == -EPROTO);
	put(STATS_FILE, "rx_mru plan_calls 18446744073709551616\n");
	CHECK(reclaim_ext__stats(NULL, see_stat, NULL) == -EPROTO);
	put(STATS_FILE, "rx_mru plan_calls\n");
	CHECK(reclaim_ext__stats(NULL, see_stat, NULL) == -EPROTO);
}

TEST(stats_unmounted, "stats: debugfs is not mounted, or there is no support")
{
	new_system();
	CHECK(reclaim_ext__stats(NULL, see_stat, NULL) == -ENODEV);
	CHECK_ERROR(RECLAIM_EXT_SYSTEM, "mount -t debugfs");
	new_tree();
	CHECK(reclaim_ext__stats(NULL, see_stat, NULL) == -EOPNOTSUPP);
	CHECK(reclaim_ext__list(see_info, NULL) == -EOPNOTSUPP);
}

TEST(exit_record, "last_exit: every field, and the counters")
{
	RECLAIM_EXT_OPTS(reclaim_ext_exit, rec);

	new_system();
	put(LAST, "policy rx_bad\nkind error\ncode -12\ncgroup 1234\npath /a b\n"
	    "msg it keeps everything\nplan_calls 3\nevicted 9\n");
	seen[0] = '\0';
	CHECK(reclaim_ext__last_exit(&rec, see_stat, NULL) == 1);
	CHECK_STR(rec.policy, "rx_bad");
	CHECK_STR(rec.kind, "error");
	CHECK(rec.code == -12);
	CHECK(rec.cgroup_id == 1234);
	CHECK_STR(rec.path, "/a b");
	CHECK_STR(rec.msg, "it keeps everything");
	CHECK_STR(seen, "rx_bad plan_calls 3;rx_bad evicted 9;");
}

TEST(exit_stopped, "last_exit: the record is there even if the counters are not wanted")
{
	RECLAIM_EXT_OPTS(reclaim_ext_exit, rec);

	new_system();
	put(LAST, "policy rx_bad\nkind error\ncode -12\ncgroup 1234\npath /a\nmsg x\n"
	    "plan_calls 3\nevicted 9\n");
	seen[0] = '\0';
	CHECK(reclaim_ext__last_exit(&rec, see_stat, &rec) == 42);
	CHECK_STR(seen, "rx_bad plan_calls 3;");
	CHECK_STR(rec.policy, "rx_bad");
	CHECK(rec.cgroup_id == 1234);
}

TEST(exit_blank, "last_exit: path and message may be empty")
{
	RECLAIM_EXT_OPTS(reclaim_ext_exit, rec);

	new_system();
	put(LAST, "policy x\nkind admin\ncode 0\ncgroup 0\npath \nmsg \n");
	CHECK(reclaim_ext__last_exit(&rec, NULL, NULL) == 1);
	CHECK_STR(rec.path, "");
	CHECK_STR(rec.msg, "");
}

TEST(exit_none, "last_exit: none so far")
{
	RECLAIM_EXT_OPTS(reclaim_ext_exit, rec);

	new_system();
	CHECK(reclaim_ext__last_exit(&rec, see_stat, NULL) == 0);
}

TEST(exit_bad, "last_exit: a code that is no number")
{
	RECLAIM_EXT_OPTS(reclaim_ext_exit, rec);

	new_system();
	put(LAST, "policy x\ncode ?\n");
	CHECK(reclaim_ext__last_exit(&rec, NULL, NULL) == -EPROTO);
	put(LAST, "policy x\ncgroup -1\n");
	CHECK(reclaim_ext__last_exit(&rec, NULL, NULL) == -EPROTO);
}

TEST(exit_sizes, "last_exit: callers with a smaller and a larger struct")
{
	struct { struct reclaim_ext_exit rec; long more; } newer = {
		.rec.sz = sizeof(newer), .more = 1,
	};
	RECLAIM_EXT_OPTS(reclaim_ext_exit, older);

	new_system();
	put(LAST, "policy x\nkind slow\ncode 7\n");
	CHECK(reclaim_ext__last_exit(&newer.rec, NULL, NULL) == 1);
	CHECK(newer.rec.code == 7 && newer.more == 0);
	older.sz = offsetof(struct reclaim_ext_exit, code);
	older.code = 99;
	CHECK(reclaim_ext__last_exit(&older, NULL, NULL) == 1);
	CHECK_STR(older.kind, "slow");
	CHECK(older.code == 99);
	older.sz = 0;
	CHECK(reclaim_ext__last_exit(&older, NULL, NULL) == -EINVAL);
}

TEST(exits, "exits: the count")
{
	uint64_t nr = 0;

	new_system();
	CHECK(reclaim_ext__exits(&nr) == 0);
	CHECK(nr == 3);
	put("/sys/kernel/mm/reclaim_ext/exits", "x\n");
	CHECK(reclaim_ext__exits(&nr) == -EPROTO);
}

TEST(expel, "expel: writes the name; an unknown one writes nothing")
{
	char text[64];

	new_system();
	CHECK(reclaim_ext__expel("nobody") == -ENOENT);
	CHECK_ERROR(RECLAIM_EXT_UNKNOWN_POLICY, "expel: nobody: no such policy");
	get("/sys/kernel/mm/reclaim_ext/expel", text, sizeof(text));
	CHECK_STR(text, "");
	CHECK(reclaim_ext__expel("rx_mru") == 0);
	get("/sys/kernel/mm/reclaim_ext/expel", text, sizeof(text));
	CHECK_STR(text, "rx_mru");
	CHECK(reclaim_ext__expel("all") == 0);
	get("/sys/kernel/mm/reclaim_ext/expel", text, sizeof(text));
	CHECK_STR(text, "all");
}

TEST(unload, "unregister by name: an unknown policy")
{
	new_system();
	CHECK(reclaim_ext__unregister("nobody") == -ENOENT);
	CHECK_ERROR(RECLAIM_EXT_UNKNOWN_POLICY, "unload: nobody: no such policy");
	put("/sys/kernel/mm/reclaim_ext/policies", "");
	CHECK(reclaim_ext__unregister("nobody") == -ENOENT);
	CHECK_ERROR(RECLAIM_EXT_UNKNOWN_POLICY, "none is registered");
}
