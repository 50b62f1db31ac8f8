// SPDX-License-Identifier: GPL-2.0
/*
 * Two nodes: a policy is asked about each, and told which.
 */
#include "fixture.h"
#include "keys.h"

#define NODE1		"/sys/devices/system/node/node1"

TEST_F(rx, policy_sees_the_node_of_each_folio)
{
	struct policy *policy = policy_load("t_witness");
	struct work work = { .data = DATA, .rounds = 1 };

	if (access(NODE1, F_OK))
		SKIP(return, "this machine has one node");
	ASSERT_NE(NULL, policy);
	ASSERT_EQ(0, limited_cgroup("rx/a", 12 * MB, "t_witness"));

	work.node = 1;
	ASSERT_EQ(0, cg_run("rx/a", work_check, &work));
	EXPECT_TRUE(policy_value(policy, "t_seen", SEEN_RANK_NODES) & 2);

	ASSERT_EQ(0, data_need(DATA, DATA_SIZE));
	work.node = 0;
	ASSERT_EQ(0, cg_run("rx/a", work_check, &work));
	EXPECT_EQ(3, policy_value(policy, "t_seen", SEEN_RANK_NODES));
	EXPECT_EQ(3, policy_value(policy, "t_seen", SEEN_PLAN_NODES));
}

#define POLICY_FILE	"/sys/fs/cgroup/rx/a/memory.reclaim_policy"

/* The other node is left to the built-in policy. */
TEST_F(rx, policy_of_one_node)
{
	struct policy *policy = policy_load("t_witness");
	struct work work = { .data = DATA, .rounds = 1 };

	if (access(NODE1, F_OK))
		SKIP(return, "this machine has one node");
	ASSERT_NE(NULL, policy);
	ASSERT_EQ(0, limited_cgroup("rx/a", 12 * MB, "N1=t_witness"));
	EXPECT_TRUE(file_has(POLICY_FILE, "classic [mglru] t_witness (inherited)\n"
					  "N1 classic mglru [t_witness]\n"));
	EXPECT_EQ(1, policy_cgroups("t_witness"));

	work.node = 0;
	ASSERT_EQ(0, cg_run("rx/a", work_check, &work));
	/* little is on the other node, but something may be */
	EXPECT_EQ(0, policy_value(policy, "t_seen", SEEN_RANK_NODES) & 1);
	ASSERT_EQ(0, data_need(DATA, DATA_SIZE));
	work.node = 1;
	ASSERT_EQ(0, cg_run("rx/a", work_check, &work));
	EXPECT_EQ(2, policy_value(policy, "t_seen", SEEN_RANK_NODES));
	EXPECT_EQ(2, policy_value(policy, "t_seen", SEEN_PLAN_NODES));
	EXPECT_TRUE(policy_is_live("t_witness"));

	ASSERT_EQ(0, cg_attach("rx/a", "N1=inherit"));
	EXPECT_EQ(0, policy_cgroups("t_witness"));
	EXPECT_FALSE(file_has(POLICY_FILE, "\nN1 "));
}

TEST_F(rx, nodes_are_inherited_and_end_with_their_policy)
{
	struct policy *policy = policy_load("t_witness");

	if (access(NODE1, F_OK))
		SKIP(return, "this machine has one node");
	ASSERT_NE(NULL, policy);
	ASSERT_EQ(0, cg_attach("rx", "N1=t_witness"));
	ASSERT_EQ(0, cg_create("rx/a"));
	EXPECT_TRUE(file_has(POLICY_FILE, "(inherited)\nN1 classic mglru [t_witness] (inherited)\n"));
	ASSERT_EQ(0, cg_attach("rx/a", "N0=classic"));
	EXPECT_TRUE(file_has(POLICY_FILE, "\nN0 [classic] mglru t_witness\n"
					  "N1 classic mglru [t_witness] (inherited)\n"));
	EXPECT_EQ(-ENXIO, cg_attach("rx/a", "N999=mglru"));
	EXPECT_EQ(-ENOENT, cg_attach("rx/a", "N1=nonesuch"));
	EXPECT_EQ(2, policy_cgroups("t_witness"));

	policy_unload(policy);
	EXPECT_TRUE(wait_for(!policy_exists("t_witness")));
	EXPECT_TRUE(file_has(POLICY_FILE, "classic [mglru] (inherited)\nN0 [classic] mglru\n"));
	EXPECT_FALSE(file_has(POLICY_FILE, "\nN1 "));
	ASSERT_EQ(0, cg_attach("rx/a", "mglru"));
	EXPECT_FALSE(file_has(POLICY_FILE, "\nN0 "));
}

/* Each node keeps its folios in its own way, while they come and go. */
/* Bytes of "rx/a" on @node, by memory.numa_stat */
static uint64_t stat_on(const char *name, int node)
{
	char text[8192], line[64], key[8], *at;

	snprintf(line, sizeof(line), "\n%s ", name);
	snprintf(key, sizeof(key), "N%d=", node);
	if (cg_read("rx/a", "memory.numa_stat", text, sizeof(text)) < 0 ||
	    !(at = strstr(text, line)) || !(at = strstr(at, key)))
		return UINT64_MAX;
	return strtoull(at + strlen(key), NULL, 10);
}

/* New anonymous memory is inactive to classic and in the youngest generation else. */
static bool has_list(int node, bool classic)
{
	struct work hold = { .size = 4 * MB, .node = node };
	pid_t pid = cg_spawn("rx/a", work_hold, &hold);
	const char *where = classic ? "inactive_anon" : "active_anon";
	bool has = wait_for(!lists_settle() && stat_on(where, node) >= 4 * MB) &&
		   stat_on(classic ? "active_anon" : "inactive_anon", node) < MB;

	child_kill(pid);
	return has;
}

TEST_F(rx, nodes_with_different_lists)
{
	static const struct {
		const char *choice;
		bool classic[2];
	} steps[] = {
		{ "N0=classic",	{ true, false } },	{ "N1=classic",	{ true, true } },
		{ "N0=mglru",	{ false, true } },	{ "N1=inherit",	{ false, false } },
		{ "classic",	{ true, true } },	{ "N1=mglru",	{ true, false } },
	};
	struct work work = { .data = DATA, .rounds = 1 };
	size_t i;

	if (access(NODE1, F_OK))
		SKIP(return, "this machine has one node");
	ASSERT_EQ(0, limited_cgroup("rx/a", 12 * MB, NULL));
	for (i = 0; i < sizeof(steps) / sizeof(steps[0]); i++) {
		ASSERT_EQ(0, cg_attach("rx/a", steps[i].choice));
		for (work.node = 0; work.node < 2; work.node++) {
			EXPECT_EQ(0, cg_run("rx/a", work_check, &work));
			/* room, if not as much as it was asked for */
			cg_write("rx/a", "memory.reclaim", "8M");
			EXPECT_TRUE(has_list(work.node, steps[i].classic[work.node]))
				TH_LOG("node %d after %s", work.node, steps[i].choice);
		}
	}
	EXPECT_EQ(0, cg_event("rx/a", "oom"));
}

/* Folios of one node only are shown, so reclaim of it leaves the other alone. */
TEST_F(rx, reclaim_of_one_node)
{
	struct policy *policy = policy_load("t_witness");
	struct work work = { .data = DATA, .rounds = 1, .node = 1 };

	if (access(NODE1 "/reclaim", F_OK))
		SKIP(return, "no " NODE1 "/reclaim");
	ASSERT_NE(NULL, policy);
	ASSERT_EQ(0, limited_cgroup("rx/a", 2 * DATA_SIZE, "t_witness"));
	ASSERT_EQ(0, cg_run("rx/a", work_check, &work));
	ASSERT_EQ(0, cg_attach("", "t_witness"));
	/* may find less than it was asked for */
	file_write(NODE1 "/reclaim", "4M");
	EXPECT_EQ(0, cg_attach("", "inherit"));
	EXPECT_EQ(2, policy_value(policy, "t_seen", SEEN_RANK_NODES));
	EXPECT_LT(0, policy_count("t_witness", "evicted"));
}

TEST_HARNESS_MAIN
