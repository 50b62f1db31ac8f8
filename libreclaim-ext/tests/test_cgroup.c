// SPDX-License-Identifier: GPL-2.0
/*
 * Paths of cgroups, memory.reclaim_policy, attach and detach.
 */
#include "internal.h"
#include "tap.h"
#include "tree.h"

#define A	"/sys/fs/cgroup/a/memory.reclaim_policy"

static char names[1024];

static int see_name(const char *name, void *ctx)
{
	(void)ctx;
	strcat(strcat(names, name), ";");
	return 0;
}

static char path[PATH_MAX];

#define CHECK_PATH(cgroup, want) do {					\
	CHECK(reclaim_ext_cgroup__path(cgroup, path, sizeof(path)) == 0); \
	CHECK_STR(path, want);						\
} while (0)

#define CHECK_NO_PATH(cgroup, err, reason, part) do {			\
	CHECK(reclaim_ext_cgroup__path(cgroup, path, sizeof(path)) == -(err)); \
	CHECK_ERROR(reason, part);					\
} while (0)

TEST(paths, "path: absolute, relative to the cgroup2 mount, the root")
{
	new_system();
	CHECK_PATH("/sys/fs/cgroup/a/b", "/sys/fs/cgroup/a/b");
	CHECK_PATH("a/b", "/sys/fs/cgroup/a/b");
	CHECK_PATH("a//b/../b/", "/sys/fs/cgroup/a/b");
	CHECK_PATH("", "/sys/fs/cgroup");
	CHECK_PATH("/sys/fs/cgroup", "/sys/fs/cgroup");
}

TEST(blank_path, "path: a mount with a blank in its name")
{
	new_system();
	put("/mnt/with blank/x/memory.reclaim_policy", "classic [mglru]\n");
	CHECK_PATH("/mnt/with blank/x", "/mnt/with blank/x");
}

TEST(outside, "path: folders that are not cgroups")
{
	new_system();
	put("/run/x", "");
	CHECK_NO_PATH("/run", EINVAL, RECLAIM_EXT_NOT_CGROUP, "cgroup: /run: not a cgroup");
	CHECK_NO_PATH("/sys/fs/cgroup/../../kernel", EINVAL, RECLAIM_EXT_NOT_CGROUP, "not a cgroup");
	CHECK_NO_PATH("../../kernel", EINVAL, RECLAIM_EXT_NOT_CGROUP, "not a cgroup");
	CHECK_NO_PATH("/", EINVAL, RECLAIM_EXT_NOT_CGROUP, "not a cgroup");
	CHECK_NO_PATH("/sys/fs/cgroup/a/memory.reclaim_policy", EINVAL,
		      RECLAIM_EXT_NOT_CGROUP, "not a cgroup");
}

TEST(prefix, "path: a folder whose name only begins like the mount")
{
	new_system();
	put("/sys/fs/cgroup-not/x", "");
	CHECK_NO_PATH("/sys/fs/cgroup-not", EINVAL, RECLAIM_EXT_NOT_CGROUP, "not a cgroup");
}

TEST(missing, "path: a cgroup that is not there")
{
	new_system();
	CHECK_NO_PATH("nowhere", ENOENT, RECLAIM_EXT_NOT_CGROUP, "make it with mkdir");
}

TEST(version1, "path: cgroups of version 1, and only those mounted")
{
	new_system();
	put("/sys/fs/old/x/tasks", "");
	CHECK_NO_PATH("/sys/fs/old/x", EPROTOTYPE, RECLAIM_EXT_CGROUP_V1, "version 1");
	put("/proc/self/mounts", "cgroup /sys/fs/old cgroup rw,memory 0 0\n");
	CHECK_NO_PATH("x", EPROTOTYPE, RECLAIM_EXT_CGROUP_V1, "version 1");
	put("/proc/self/mounts", "tmpfs /run tmpfs rw 0 0\n");
	CHECK_NO_PATH("x", EINVAL, RECLAIM_EXT_NOT_CGROUP, "mount -t cgroup2");
}

TEST(too_long, "path: longer than any, and a buffer too small")
{
	char longest[PATH_MAX + 2], small[8];

	new_system();
	memset(longest, 'x', sizeof(longest) - 1);
	longest[sizeof(longest) - 1] = '\0';
	CHECK_NO_PATH(longest, ENAMETOOLONG, RECLAIM_EXT_NOT_CGROUP, "too long");
	CHECK(reclaim_ext_cgroup__path("a", small, sizeof(small)) == -ENAMETOOLONG);
}

TEST(policy_here, "policy: named here, with all that can be attached")
{
	RECLAIM_EXT_OPTS(reclaim_ext_cgroup_policy, policy);

	new_system();
	put(A, "classic mglru [rx_mru] rx_sieve \n");
	names[0] = '\0';
	CHECK(reclaim_ext_cgroup__policy("a", &policy, see_name, NULL) == 0);
	CHECK_STR(policy.active, "rx_mru");
	CHECK(!policy.inherited);
	CHECK_STR(names, "classic;mglru;rx_mru;rx_sieve;");
}

TEST(policy_inherited, "policy: inherited, which is no name")
{
	RECLAIM_EXT_OPTS(reclaim_ext_cgroup_policy, policy);

	new_system();
	names[0] = '\0';
	CHECK(reclaim_ext_cgroup__policy("a/b", &policy, see_name, NULL) == 0);
	CHECK_STR(policy.active, "rx_mru");
	CHECK(policy.inherited);
	CHECK_STR(names, "classic;mglru;rx_mru;");
}

TEST(policy_bad, "policy: a line without an active one is an error")
{
	RECLAIM_EXT_OPTS(reclaim_ext_cgroup_policy, policy);

	new_system();
	put(A, "classic mglru\n");
	CHECK(reclaim_ext_cgroup__policy("a", &policy, NULL, NULL) == -EPROTO);
	put(A, "");
	CHECK(reclaim_ext_cgroup__policy("a", &policy, NULL, NULL) == -EPROTO);
	policy.sz = 0;
	CHECK(reclaim_ext_cgroup__policy("a", &policy, NULL, NULL) == -EINVAL);
}

TEST(policy_bare, "policy: no memory controller, and no support")
{
	RECLAIM_EXT_OPTS(reclaim_ext_cgroup_policy, policy);

	new_system();
	CHECK(reclaim_ext_cgroup__policy("bare", &policy, NULL, NULL) == -ENODEV);
	CHECK_ERROR(RECLAIM_EXT_NO_CONTROLLER, "cgroup.subtree_control");
	new_tree();
	put("/sys/fs/cgroup/a/cgroup.procs", "");
	CHECK(reclaim_ext_cgroup__policy("a", &policy, NULL, NULL) == -EOPNOTSUPP);
}

TEST(attach, "attach: writes the name")
{
	char text[64];

	new_system();
	put(A, "classic [mglru] rx_mru (inherited)\n");
	CHECK(reclaim_ext_cgroup__attach("a", "rx_mru") == 0);
	get(A, text, sizeof(text));
	CHECK_STR(text, "rx_mru");
}

TEST(attach_unknown, "attach: an unknown policy changes nothing, the known are named")
{
	static const char *const bad[] = { "nobody", "", "rx_mr", "inherit", "(inherited)",
					   "[rx_mru]", "rx_mru\nx" };
	char text[64];

	new_system();
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		CHECK(reclaim_ext_cgroup__attach("a", bad[i]) == -ENOENT);
		CHECK_ERROR(RECLAIM_EXT_UNKNOWN_POLICY, "there are: classic mglru rx_mru");
	}
	get(A, text, sizeof(text));
	CHECK_STR(text, "classic mglru [rx_mru] \n");
}

TEST(attach_expelled, "attach: a policy that was expelled")
{
	new_system();
	CHECK(reclaim_ext_cgroup__attach("a", "rx_bad") == -ESHUTDOWN);
	CHECK_ERROR(RECLAIM_EXT_ATTACH_REFUSED, "expelled");
}

TEST(detach, "detach: writes inherit")
{
	char text[64];

	new_system();
	CHECK(reclaim_ext_cgroup__detach("/sys/fs/cgroup/a") == 0);
	get(A, text, sizeof(text));
	CHECK_STR(text, "inherit");
	CHECK(reclaim_ext_cgroup__detach("bare") == -ENODEV);
}

TEST(attach_node, "attach: to a node, and back")
{
	char text[64];

	new_system();
	CHECK(reclaim_ext_cgroup__attach_node("a", 1, "mglru") == 0);
	get(A, text, sizeof(text));
	CHECK_STR(text, "N1=mglru");
	put(A, "classic mglru [rx_mru]\nN1 classic [mglru] rx_mru\n");
	CHECK(reclaim_ext_cgroup__detach_node("a", 12) == 0);
	get(A, text, sizeof(text));
	CHECK_STR(text, "N12=inherit");
	put(A, "classic mglru [rx_mru]\nN1 classic [mglru] rx_mru\n");
	CHECK(reclaim_ext_cgroup__attach_node("a", 1, "nobody") == -ENOENT);
	CHECK_ERROR(RECLAIM_EXT_UNKNOWN_POLICY, "there are: classic mglru rx_mru");
	CHECK(reclaim_ext_cgroup__attach_node("a", RECLAIM_EXT_ALL_NODES, "classic") == 0);
	get(A, text, sizeof(text));
	CHECK_STR(text, "classic");
}

static int see_node(int nid, const struct reclaim_ext_cgroup_policy *policy, void *ctx)
{
	size_t len = strlen(names);

	snprintf(names + len, sizeof(names) - len, "%d %s %d;", nid, policy->active,
		 policy->inherited);
	return ctx && nid == *(int *)ctx ? 42 : 0;
}

TEST(nodes, "nodes: those that differ, and the cgroup without them")
{
	RECLAIM_EXT_OPTS(reclaim_ext_cgroup_policy, policy);
	int stop = 0;

	new_system();
	names[0] = '\0';
	CHECK(reclaim_ext_cgroup__nodes("a", see_node, NULL) == 0);
	CHECK_STR(names, "");
	put(A, "classic mglru [rx_mru]\nN0 [classic] mglru rx_mru (inherited)\nN12 classic [mglru] rx_mru\n");
	CHECK(reclaim_ext_cgroup__nodes("a", see_node, NULL) == 0);
	CHECK_STR(names, "0 classic 1;12 mglru 0;");
	CHECK(reclaim_ext_cgroup__nodes("a", see_node, &stop) == 42);
	names[0] = '\0';
	CHECK(reclaim_ext_cgroup__policy("a", &policy, see_name, NULL) == 0);
	CHECK_STR(policy.active, "rx_mru");
	CHECK(!policy.inherited);
	CHECK_STR(names, "classic;mglru;rx_mru;");
}

TEST(nodes_bad, "nodes: lines that make no sense")
{
	static const char *const bad[] = { "x [mglru]", "N [mglru]", "N1", "N1 classic mglru" };
	char text[64];

	new_system();
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		snprintf(text, sizeof(text), "classic [mglru]\n%s\n", bad[i]);
		put(A, text);
		CHECK(reclaim_ext_cgroup__nodes("a", see_node, NULL) == -EPROTO);
	}
	CHECK(reclaim_ext_cgroup__nodes("bare", see_node, NULL) == -ENODEV);
}

static int see_cgroup(const char *cgroup, const struct reclaim_ext_cgroup_policy *policy,
		      void *ctx)
{
	size_t len = strlen(names);

	snprintf(names + len, sizeof(names) - len, "%s %s %d;", cgroup, policy->active,
		 policy->inherited);
	return ctx && !strcmp(cgroup, ctx) ? 42 : 0;
}

TEST(walk, "walk: parents first, those without the controller left out")
{
	new_system();
	names[0] = '\0';
	CHECK(reclaim_ext_cgroup__walk(NULL, see_cgroup, NULL) == 0);
	CHECK_STR(names, "/sys/fs/cgroup mglru 0;/sys/fs/cgroup/a rx_mru 0;/sys/fs/cgroup/a/b rx_mru 1;");
	names[0] = '\0';
	CHECK(reclaim_ext_cgroup__walk("a", see_cgroup, "/sys/fs/cgroup/a") == 42);
	CHECK_STR(names, "/sys/fs/cgroup/a rx_mru 0;");
}
