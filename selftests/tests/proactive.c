// SPDX-License-Identifier: GPL-2.0
/*
 * Reclaim that user space asks for, and lru_gen's own file, with a policy in
 * charge.
 */
#include "test.h"

#define LRU_GEN_DEBUG	"/sys/kernel/debug/lru_gen"
#define SEEN_PROACTIVE	5
#define SEEN_SWAPPINESS	7

FIXTURE(filled) {
	struct policy *policy;
};

/* "rx/a" is full of page cache and under a policy that evicts what it is asked. */
FIXTURE_SETUP(filled)
{
	ASSERT_EQ(0, rx_begin());
	self->policy = policy_load("t_witness");
	ASSERT_NE(NULL, self->policy);
	ASSERT_EQ(0, limited_cgroup("rx/a", 2 * DATA_SIZE, "t_witness"));
	ASSERT_EQ(0, read_in("rx/a", 1));
	ASSERT_LT(DATA_SIZE * 9 / 10, cg_stat("rx/a", "file"));
}

FIXTURE_TEARDOWN(filled)
{
	EXPECT_EQ(0, cg_remove("rx"));
}

TEST_F(filled, memory_reclaim)
{
	uint64_t before = cg_stat("rx/a", "file");

	EXPECT_EQ(0, cg_write("rx/a", "memory.reclaim", "8M"));
	EXPECT_LE(cg_stat("rx/a", "file") + 7 * MB, before);
	EXPECT_LT(0, policy_value(self->policy, "t_seen", SEEN_PROACTIVE));
	EXPECT_LT(7 * MB / 4096, policy_count("t_witness", "evicted"));
}

TEST_F(filled, memory_reclaim_with_swappiness)
{
	EXPECT_EQ(0, cg_write("rx/a", "memory.reclaim", "4M swappiness=13"));
	EXPECT_EQ(13, policy_value(self->policy, "t_seen", SEEN_SWAPPINESS));
}

/* More than there is: EAGAIN, and nobody is to blame. */
TEST_F(filled, memory_reclaim_of_too_much)
{
	EXPECT_EQ(-EAGAIN, cg_write("rx/a", "memory.reclaim", "1G"));
	EXPECT_TRUE(policy_is_live("t_witness"));
	EXPECT_GT(2 * MB, cg_stat("rx/a", "file"));
}

struct gens {
	unsigned int memcg;
	unsigned long youngest;
};

/* Dead cgroups of the same path are listed before the living one. */
static bool find_gens(const char *path, int node, struct gens *gens)
{
	FILE *file = fopen(LRU_GEN_DEBUG, "r");
	char *line = NULL, name[128];
	bool here = false, found = false;
	unsigned long seq, age;
	unsigned int memcg;
	size_t size = 0;
	int nid = -1;

	while (file && getline(&line, &size, file) > 0) {
		if (sscanf(line, "memcg %u %127s", &memcg, name) == 2) {
			here = !strcmp(name, path);
		} else if (sscanf(line, " node %d", &nid) == 1) {
			continue;
		} else if (here && nid == node && sscanf(line, "%lu %lu", &seq, &age) == 2) {
			gens->memcg = memcg;
			gens->youngest = seq;
			found = true;
		}
	}
	if (file)
		fclose(file);
	free(line);
	return found;
}

static int command(char what, const struct gens *gens, int node, unsigned long seq)
{
	char text[64];

	snprintf(text, sizeof(text), "%c %u %d %lu", what, gens->memcg, node, seq);
	return file_write(LRU_GEN_DEBUG, text);
}

TEST_F(filled, lru_gen_ages)
{
	struct gens before, after;

	ASSERT_TRUE(find_gens("/rx/a", 0, &before));
	EXPECT_EQ(0, command('+', &before, 0, before.youngest));
	ASSERT_TRUE(find_gens("/rx/a", 0, &after));
	EXPECT_EQ(before.youngest + 1, after.youngest);
	EXPECT_TRUE(policy_is_live("t_witness"));
}

TEST_F(filled, lru_gen_evicts)
{
	uint64_t before = cg_stat("rx/a", "file");
	struct gens gens;
	int node;

	for (node = 0; node < 2 && find_gens("/rx/a", node, &gens); node++) {
		/* it leaves the two youngest, so make one more */
		EXPECT_EQ(0, command('+', &gens, node, gens.youngest));
		EXPECT_EQ(0, command('-', &gens, node, gens.youngest - 1));
	}
	EXPECT_LT(0, node);
	EXPECT_LT(cg_stat("rx/a", "file"), before);
	EXPECT_TRUE(policy_is_live("t_witness"));
}

TEST_HARNESS_MAIN
