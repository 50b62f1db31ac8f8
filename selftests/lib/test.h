/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The start of every test in C: the harness, the sizes used, and where things
 * happen: in a cgroup "rx" of the test's own, which holds the others. Policies
 * go with the test's process, since nothing pins their links.
 */
#ifndef SELFTESTS_TEST_H
#define SELFTESTS_TEST_H

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include "kselftest_harness.h"
#include "rx.h"

#undef TEST_TIMEOUT_DEFAULT
#define TEST_TIMEOUT_DEFAULT 600

/* Larger than the limit of a cgroup that reads it, by more than a third */
#define DATA		"data"
#define DATA_SIZE	(28 * MB)
#define LIMIT		(18 * MB)

static inline int rx_begin(void)
{
	return cg_create("rx") ?:
	       cg_write("rx", "cgroup.subtree_control", "+memory") ?:
	       data_need(DATA, DATA_SIZE);
}

/* A child of "rx" with a limit, under @policy unless that is NULL */
static inline int limited_cgroup(const char *cg, size_t limit, const char *policy)
{
	return cg_create(cg) ?: cg_write(cg, "memory.max", "%zu", limit) ?:
	       (policy ? cg_attach(cg, policy) : 0);
}

/* Reads the data file in @cg, @rounds times */
static inline int read_in(const char *cg, int rounds)
{
	struct work work = { .data = DATA, .rounds = rounds, .node = -1 };

	return cg_run(cg, work_read, &work);
}

/* Page cache read, mapped and written in @cg, then anonymous memory; -1 if any fails */
static inline int all_kinds_of_work(const char *cg)
{
	struct work often = { .data = DATA, .rounds = 3, .node = -1 };
	struct work once = { .data = DATA, .rounds = 1, .node = -1 };
	struct work anon = { .size = DATA_SIZE, .rounds = 1, .node = -1 };
	const struct {
		const char *name;
		int (*fn)(void *arg);
		struct work *work;
	} parts[] = {
		{ "reading", work_check, &often }, { "mapping", work_map, &once },
		{ "writing", work_write, &once }, { "reading again", work_check, &once },
		{ "anonymous memory", work_anon, &anon },
	};
	int i, status, ret = 0;

	for (i = 0; i < (int)(sizeof(parts) / sizeof(parts[0])); i++) {
		status = cg_run(cg, parts[i].fn, parts[i].work);
		if (status)
			printf("# %s: %s: status %d\n", cg, parts[i].name, status);
		ret = status ? -1 : ret;
	}
	return ret;
}

#endif /* SELFTESTS_TEST_H */
