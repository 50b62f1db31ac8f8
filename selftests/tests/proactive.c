// SPDX-License-Identifier: GPL-2.0
/*
 * Reclaim that user space asks for, and lru_gen's own file, with a policy in
 * charge.
 */
#include <dirent.h>
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

/* One line of lru_gen for the cgroup and node: "memcg ID PATH" comes first. */
static bool find_lruvec(const char *path, int node, unsigned long *id,
			unsigned long *min_seq, unsigned long *max_seq)
{
	char *text = NULL, name[128];
	unsigned long seq, age;
	bool here = false, found = false;
	int nid = -1;
	size_t size = 0;
	FILE *file = fopen(LRU_GEN_DEBUG, "r");

	while (file && getline(&text, &size, file) > 0) {
		if (sscanf(text, "memcg %lu %127s", id, name) == 2) {
			if (found)
				break;
			here = !strcmp(name, path);
		} else if (here && sscanf(text, " node %d", &nid) == 1) {
			continue;
		} else if (here && nid == node && sscanf(text, "%lu %lu", &seq, &age) == 2) {
			if (!found)
				*min_seq = seq;
			*max_seq = seq;
			found = true;
		}
		if (found && sscanf(text, "memcg %lu", &seq) == 1)
			break;
	}
	if (file)
		fclose(file);
	free(text);
	return found;
}

TEST_F(filled, lru_gen_ages)
{
	unsigned long id, min_seq, max_seq, new_max, unused;
	char command[64];

	ASSERT_TRUE(find_lruvec("/rx/a", 0, &id, &min_seq, &max_seq));
	snprintf(command, sizeof(command), "+ %lu 0 %lu", id, max_seq);
	EXPECT_EQ(0, file_write(LRU_GEN_DEBUG, command));
	ASSERT_TRUE(find_lruvec("/rx/a", 0, &unused, &min_seq, &new_max));
	EXPECT_EQ(max_seq + 1, new_max);
	EXPECT_TRUE(policy_is_live("t_witness"));
}

TEST_F(filled, lru_gen_evicts)
{
	unsigned long id, min_seq, max_seq;
	uint64_t before = cg_stat("rx/a", "file");
	char command[64];
	int node;

	for (node = 0; node < 2; node++) {
		if (!find_lruvec("/rx/a", node, &id, &min_seq, &max_seq))
			continue;
		/* leaves the two youngest generations, so age first */
		snprintf(command, sizeof(command), "+ %lu %d %lu", id, node, max_seq);
		EXPECT_EQ(0, file_write(LRU_GEN_DEBUG, command));
		snprintf(command, sizeof(command), "- %lu %d %lu", id, node, max_seq - 1);
		EXPECT_EQ(0, file_write(LRU_GEN_DEBUG, command));
	}
	EXPECT_LT(cg_stat("rx/a", "file"), before);
	EXPECT_TRUE(policy_is_live("t_witness"));
}

TEST_HARNESS_MAIN
