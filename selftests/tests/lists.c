// SPDX-License-Identifier: GPL-2.0
/*
 * How a cgroup keeps its folios: as active and inactive ones (classic) or in
 * generations (mglru and all BPF policies). Each cgroup by itself, and changed
 * at any time without touching a folio.
 */
#include <limits.h>
#include <signal.h>
#include <time.h>
#include "fixture.h"

#define NR_GENS_FILE	"/sys/kernel/mm/lru_gen/nr_gens"
#define MAX_GENS	8
#define GIGABYTE	(1024 * MB)

/* Pages of a cgroup on all nodes, by age, 0 the youngest */
struct gens {
	int nr;
	uint64_t anon[MAX_GENS];
	uint64_t file[MAX_GENS];
};

/* The lines of a node begin with the oldest, and nodes differ in their number. */
static void gens_add(struct gens *gens, const struct gens *node)
{
	int i;

	for (i = 0; i < node->nr; i++) {
		gens->anon[node->nr - 1 - i] += node->anon[i];
		gens->file[node->nr - 1 - i] += node->file[i];
	}
	if (gens->nr < node->nr)
		gens->nr = node->nr;
}

/* Adds what debugfs says of @cg */
static int gens_read(const char *cg, struct gens *gens)
{
	char line[512], path[256];
	struct gens node = {};
	uint64_t seq, age;
	bool mine = false;
	FILE *f = fopen(LRU_GEN_DEBUG, "r");

	if (!f)
		return -errno;

	while (fgets(line, sizeof(line), f)) {
		uint64_t *anon = &node.anon[node.nr], *file = &node.file[node.nr];

		if (sscanf(line, "memcg %*u %255s", path) == 1) {
			mine = !strcmp(path[0] == '/' ? path + 1 : path, cg);
		} else if (!strncmp(line, " node", 5)) {
			gens_add(gens, &node);
			node.nr = 0;
		} else if (mine && node.nr < MAX_GENS - 1 &&
			   sscanf(line, "%lu %lu %lu %lu", &seq, &age, anon, file) == 4) {
			/* sizes below zero are of walks under way and print as 0 */
			node.nr++;
		}
	}
	gens_add(gens, &node);
	fclose(f);
	return gens->nr ? 0 : -ENOENT;
}

static uint64_t sum(const uint64_t *pages, int from, int to)
{
	uint64_t total = 0;

	for (; from < to; from++)
		total += pages[from];
	return total * sysconf(_SC_PAGESIZE);
}

/* memory.stat agrees with the lists; @nr_active of the youngest are active. */
static bool counters_agree(const char *cg, int nr_active)
{
	struct gens gens = {};

	if (gens_read(cg, &gens))
		return false;
	return sum(gens.anon, nr_active, gens.nr) == cg_stat(cg, "inactive_anon") &&
	       sum(gens.anon, 0, nr_active) == cg_stat(cg, "active_anon") &&
	       sum(gens.file, nr_active, gens.nr) == cg_stat(cg, "inactive_file") &&
	       sum(gens.file, 0, nr_active) == cg_stat(cg, "active_file");
}

static void counters_print(const char *cg)
{
	static const char * const names[] = {
		"inactive_anon", "active_anon", "inactive_file", "active_file",
	};
	struct gens gens = {};
	int i;

	for (i = 0; i < 4; i++)
		printf("# %s %lu\n", names[i], cg_stat(cg, names[i]) / sysconf(_SC_PAGESIZE));
	gens_read(cg, &gens);
	for (i = 0; i < gens.nr; i++)
		printf("# age %d: anon %lu file %lu\n", i, gens.anon[i], gens.file[i]);
}

#define EXPECT_COUNTERS(cg, nr_active)					\
do {									\
	bool agree = wait_for(counters_agree(cg, nr_active));		\
									\
	if (!agree)							\
		counters_print(cg);					\
	EXPECT_TRUE(agree);						\
} while (0)

static int touch_once(void *unused)
{
	struct work work = { .data = DATA, .rounds = 1, .node = -1 };

	return work_read(&work);
}

/* A page read once is inactive, one read twice is active */
TEST_F(rx, classic_below_an_mglru_root)
{
	ASSERT_EQ(0, cg_create("rx/a"));
	ASSERT_EQ(0, cg_attach("rx/a", "classic"));
	EXPECT_STREQ("classic", cg_policy("rx/a"));
	EXPECT_FALSE(cg_inherits("rx/a"));
	EXPECT_STREQ("mglru", cg_policy("rx"));
	EXPECT_STREQ("mglru", cg_policy(""));

	ASSERT_EQ(0, cg_run("rx/a", touch_once, NULL));
	EXPECT_TRUE(wait_for(cg_stat("rx/a", "inactive_file") > DATA_SIZE * 9 / 10));
	EXPECT_GT(DATA_SIZE / 10, cg_stat("rx/a", "active_file"));
	EXPECT_COUNTERS("rx/a", 1);

	ASSERT_EQ(0, cg_run("rx/a", touch_once, NULL));
	EXPECT_TRUE(wait_for(cg_stat("rx/a", "active_file") > DATA_SIZE * 9 / 10));
	EXPECT_LT(0, cg_stat("rx/a", "pgactivate"));
	EXPECT_COUNTERS("rx/a", 1);

	ASSERT_EQ(0, cg_write("rx/a", "memory.max", "%zu", LIMIT));
	EXPECT_LT(0, cg_stat("rx/a", "pgdeactivate"));
	EXPECT_EQ(0, read_in("rx/a", 2));
	EXPECT_LT(0, cg_stat("rx/a", "workingset_refault_file"));
	EXPECT_COUNTERS("rx/a", 1);
}

TEST_F(rx, each_child_its_own)
{
	ASSERT_EQ(0, cg_create("rx/a"));
	ASSERT_EQ(0, cg_write("rx/a", "cgroup.subtree_control", "+memory"));
	ASSERT_EQ(0, cg_create("rx/a/b"));
	ASSERT_EQ(0, cg_attach("rx/a", "classic"));
	EXPECT_STREQ("classic", cg_policy("rx/a/b"));
	EXPECT_TRUE(cg_inherits("rx/a/b"));

	ASSERT_EQ(0, cg_create("rx/a/new"));
	EXPECT_STREQ("classic", cg_policy("rx/a/new"));
	ASSERT_EQ(0, cg_attach("rx/a/new", "mglru"));
	EXPECT_STREQ("classic", cg_policy("rx/a"));
	EXPECT_STREQ("mglru", cg_policy("rx/a/new"));

	/* reclaim of the parent goes through both */
	ASSERT_EQ(0, cg_write("rx/a", "memory.max", "%zu", LIMIT));
	EXPECT_EQ(0, read_in("rx/a/b", 1));
	EXPECT_EQ(0, read_in("rx/a/new", 1));
	EXPECT_LT(0, cg_stat("rx/a/b", "pgsteal"));
	EXPECT_COUNTERS("rx/a/b", 1);
	EXPECT_COUNTERS("rx/a/new", 2);

	ASSERT_EQ(0, cg_attach("rx/a", "inherit"));
	EXPECT_STREQ("mglru", cg_policy("rx/a/b"));
	EXPECT_COUNTERS("rx/a/b", 2);
}

/* What a cgroup is left with goes up to a parent of the other kind. */
static void reparent(struct __test_metadata *_metadata, const char *parent,
		     const char *child, int nr_active)
{
	int nr_child = strcmp(child, "classic") ? 2 : 1;
	uint64_t before;

	ASSERT_EQ(0, cg_create("rx/a"));
	ASSERT_EQ(0, cg_write("rx/a", "cgroup.subtree_control", "+memory"));
	ASSERT_EQ(0, cg_create("rx/a/b"));
	ASSERT_EQ(0, cg_attach("rx/a", parent));
	ASSERT_EQ(0, cg_attach("rx/a/b", child));
	EXPECT_EQ(0, read_in("rx/a/b", 2));
	/* and all of it is in the statistics */
	EXPECT_COUNTERS("rx/a/b", nr_child);
	before = cg_stat("rx/a", "file");
	ASSERT_LT(DATA_SIZE * 9 / 10, before);

	ASSERT_EQ(0, cg_remove("rx/a/b"));
	EXPECT_COUNTERS("rx/a", nr_active);
	EXPECT_TRUE(wait_for(cg_stat("rx/a", "file") == before));

	ASSERT_EQ(0, cg_write("rx/a", "memory.max", "%zu", LIMIT / 4));
	EXPECT_GE(LIMIT / 4, cg_number("rx/a", "memory.current"));
	EXPECT_COUNTERS("rx/a", nr_active);
}

TEST_F(rx, classic_child_goes_to_an_mglru_parent)
{
	reparent(_metadata, "mglru", "classic", 2);
}

TEST_F(rx, mglru_child_goes_to_a_classic_parent)
{
	reparent(_metadata, "classic", "mglru", 1);
}

TEST_F(rx, classic_under_a_policy)
{
	ASSERT_NE(NULL, policy_load("t_evictall"));
	ASSERT_EQ(0, cg_create("rx/a"));
	ASSERT_EQ(0, cg_write("rx/a", "cgroup.subtree_control", "+memory"));
	ASSERT_EQ(0, cg_attach("rx/a", "t_evictall"));
	ASSERT_EQ(0, limited_cgroup("rx/a/b", LIMIT, "classic"));
	EXPECT_EQ(0, read_in("rx/a/b", 2));
	EXPECT_EQ(0, policy_count("t_evictall", "ranked"));
	EXPECT_COUNTERS("rx/a/b", 1);

	ASSERT_EQ(0, cg_attach("rx/a/b", "inherit"));
	EXPECT_STREQ("t_evictall", cg_policy("rx/a/b"));
	EXPECT_EQ(0, read_in("rx/a/b", 2));
	EXPECT_LT(0, policy_count("t_evictall", "ranked"));
	EXPECT_COUNTERS("rx/a/b", 2);
}

/* Aging on demand works on active and inactive folios, too. */
TEST_F(rx, generations_of_a_classic_cgroup_can_be_aged)
{
	struct work hold = { .size = 8 * MB, .rounds = 1, .node = -1 };
	pid_t pid;

	ASSERT_EQ(0, cg_create("rx/a"));
	ASSERT_EQ(0, cg_attach("rx/a", "classic"));
	pid = cg_spawn("rx/a", work_hold, &hold);
	ASSERT_LT(0, pid);
	ASSERT_TRUE(wait_for(cg_stat("rx/a", "anon") >= 8 * MB));

	ASSERT_EQ(0, window_age("/rx/a", 0, ""));
	EXPECT_COUNTERS("rx/a", 1);
	child_kill(pid);
}

/* Lowering moves nothing at once, raising adds one generation an aging. */
TEST_F(rx, number_of_generations)
{
	static const char * const bad[] = { "1", "8", "0", "-2", "many" };
	static const int steps[][2] = { { 7, 5 }, { 7, 6 }, { 7, 7 }, { 7, 7 }, { 3, 3 }, { 2, 2 },
					{ 2, 2 }, { 4, 3 }, { 4, 4 }, { 4, 4 } };
	struct work hold = { .size = 8 * MB, .rounds = 1, .node = 0 };
	struct window gens;
	char text[16];
	size_t i;
	pid_t pid;

	EXPECT_TRUE(file_has(NR_GENS_FILE, "4\n"));
	for (i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		EXPECT_EQ(-EINVAL, file_write(NR_GENS_FILE, bad[i]));
	EXPECT_TRUE(file_has(NR_GENS_FILE, "4\n"));

	ASSERT_EQ(0, limited_cgroup("rx/a", LIMIT, NULL));
	pid = cg_spawn("rx/a", work_hold, &hold);
	ASSERT_LT(0, pid);
	ASSERT_TRUE(wait_for(cg_stat("rx/a", "anon") >= 8 * MB));
	for (i = 0; i < sizeof(steps) / sizeof(steps[0]); i++) {
		snprintf(text, sizeof(text), "%d", steps[i][0]);
		EXPECT_EQ(0, file_write(NR_GENS_FILE, text));
		EXPECT_EQ(0, window_age("/rx/a", 0, " 60 1"));
		EXPECT_TRUE(window_find("/rx/a", 0, &gens));
		EXPECT_EQ(steps[i][1], gens.nr);
		EXPECT_COUNTERS("rx/a", 2);
	}
	EXPECT_EQ(0, file_write(NR_GENS_FILE, "4"));
	child_kill(pid);
}

TEST_F(rx, reclaim_with_any_number_of_generations)
{
	char text[16];
	int nr;

	ASSERT_EQ(0, limited_cgroup("rx/a", LIMIT, NULL));
	for (nr = 2; nr <= 7; nr++) {
		snprintf(text, sizeof(text), "%d", nr);
		EXPECT_EQ(0, file_write(NR_GENS_FILE, text));
		EXPECT_EQ(0, read_in("rx/a", 2));
	}
	/* down at once, and as another list */
	EXPECT_EQ(0, file_write(NR_GENS_FILE, "2"));
	EXPECT_EQ(0, cg_attach("rx/a", "classic"));
	EXPECT_EQ(0, read_in("rx/a", 2));
	EXPECT_COUNTERS("rx/a", 1);
	EXPECT_EQ(0, cg_attach("rx/a", "mglru"));
	EXPECT_EQ(0, read_in("rx/a", 2));
	EXPECT_EQ(0, file_write(NR_GENS_FILE, "4"));
	EXPECT_EQ(0, read_in("rx/a", 2));
	EXPECT_COUNTERS("rx/a", 2);
	EXPECT_EQ(0, cg_event("rx/a", "oom"));
}

TEST_F(rx, policy_with_seven_classes)
{
	struct policy *policy = policy_load("t_seven");

	ASSERT_NE(NULL, policy);
	ASSERT_EQ(0, limited_cgroup("rx/a", LIMIT, "t_seven"));
	EXPECT_EQ(0, read_in("rx/a", 4));
	EXPECT_LT(4, policy_value(policy, "t_most", 0));
	EXPECT_GE(7, policy_value(policy, "t_most", 0));
	EXPECT_TRUE(policy_is_live("t_seven"));
	EXPECT_EQ(0, policy_count("t_seven", "invalid"));
}

static uint64_t now_us(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	return ts.tv_sec * 1000000ULL + ts.tv_nsec / 1000;
}

static uint64_t attach_us(const char *name)
{
	uint64_t start = now_us();

	return cg_attach("rx/a", name) ? UINT64_MAX : now_us() - start;
}

/* The shortest of some changes there and back, as others have interruptions in them */
static uint64_t switch_us(void)
{
	uint64_t there = UINT64_MAX, back = UINT64_MAX, us;
	int i;

	for (i = 0; i < 10; i++) {
		us = attach_us("classic");
		there = us < there ? us : there;
		us = attach_us("mglru");
		back = us < back ? us : back;
	}
	return there > back ? there : back;
}

TEST_F(rx, switch_of_a_gigabyte)
{
	struct work hold = { .size = GIGABYTE, .rounds = 1, .node = -1 };
	uint64_t us;
	pid_t pid;
	int part;

	ASSERT_EQ(0, cg_create("rx/a"));
	us = switch_us();
	printf("# nothing: %lu us\n", us);
	pid = cg_spawn("rx/a", work_hold, &hold);
	ASSERT_LT(0, pid);
	/* slow machines may take their time, as long as they go on */
	for (part = 1; part <= 16; part++)
		ASSERT_TRUE(wait_for(cg_stat("rx/a", "anon") >= GIGABYTE / 16 * part));
	us = switch_us();
	printf("# 1 GiB: %lu us\n", us);
	EXPECT_GT(5000, us);
	child_kill(pid);
}

/* From each to each other, of which the first two are built in */
static int switch_often(int times)
{
	static const char * const names[] = { "classic", "mglru", "rx_none_two", "rx_fifo" };
	static const int order[] = { 0, 1, 0, 2, 0, 3, 1, 2, 1, 3, 2, 3 };
	int i, err = 0;

	for (i = 0; i < times && !err; i++)
		err = cg_attach("rx/a", names[order[i % 12]]);
	return err;
}

/*
 * Files are read, mapped and anonymous memory is compared with what was written, by
 * processes that end only when it is not the same.
 */
TEST_F_TIMEOUT(rx, switched_under_load, 1200)
{
	static const char * const progress[] = {
		"pgscan", "workingset_refault_file", "workingset_refault_anon",
	};
	struct work work = { .data = DATA, .size = 12 * MB, .rounds = INT_MAX, .node = -1 };
	int times = getenv("RX_SWITCHES") ? atoi(getenv("RX_SWITCHES")) : 1000;
	int (*const works[])(void *) = { work_check, work_anon, work_map };
	uint64_t before[3];
	pid_t pids[3];
	int i;

	ASSERT_NE(NULL, policy_load("rx_fifo"));
	ASSERT_NE(NULL, policy_load("rx_none_two"));
	ASSERT_EQ(0, limited_cgroup("rx/a", LIMIT, NULL));
	for (i = 0; i < 3; i++) {
		pids[i] = cg_spawn("rx/a", works[i], &work);
		ASSERT_LT(0, pids[i]);
	}
	for (i = 0; i < 3; i++) {
		EXPECT_TRUE(wait_for(cg_stat("rx/a", progress[i]) > 0));
		before[i] = cg_stat("rx/a", progress[i]);
	}

	EXPECT_EQ(0, switch_often(times));
	for (i = 0; i < 3; i++) {
		EXPECT_LT(before[i], cg_stat("rx/a", progress[i]));
		EXPECT_TRUE(child_runs(pids[i]));
		child_kill(pids[i]);
	}
	EXPECT_TRUE(policy_is_live("rx_fifo"));
	EXPECT_TRUE(policy_is_live("rx_none_two"));

	ASSERT_EQ(0, cg_attach("rx/a", "classic"));
	EXPECT_COUNTERS("rx/a", 1);
	ASSERT_EQ(0, cg_attach("rx/a", "mglru"));
	EXPECT_COUNTERS("rx/a", 2);

	/* nobody uses it now, and all of it is found */
	EXPECT_EQ(-EAGAIN, cg_write("rx/a", "memory.reclaim", "1G"));
	EXPECT_GT(MB, cg_stat("rx/a", "anon") + cg_stat("rx/a", "file"));
	EXPECT_COUNTERS("rx/a", 2);
}

TEST_HARNESS_MAIN
