/* SPDX-License-Identifier: GPL-2.0 */
/*
 * TAP for the tests of the library: TEST(name) { CHECK(...); }. A failed check
 * ends its test. tests/run joins the programs into one stream.
 */
#ifndef TAP_H
#define TAP_H

#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct test {
	const char *name;
	void (*run)(void);
	struct test *next;
};

static struct test *tests, **tests_end = &tests;
static bool test_failed;

#define TEST(id, text)							\
	static void id(void);						\
	static struct test id##_test = { text, id, NULL };		\
	__attribute__((constructor)) static void id##_add(void)		\
	{								\
		*tests_end = &id##_test;				\
		tests_end = &id##_test.next;				\
	}								\
	static void id(void)

#define CHECK(cond) do {						\
	if (!(cond)) {							\
		printf("# %s:%d: %s (errno %d, '%s')\n", __FILE__,	\
		       __LINE__, #cond, errno, reclaim_ext__error());	\
		test_failed = true;					\
		return;							\
	}								\
} while (0)

#define CHECK_STR(a, b) do {						\
	if (strcmp(a, b)) {						\
		printf("# %s:%d: '%s' is not '%s'\n", __FILE__,		\
		       __LINE__, a, b);					\
		test_failed = true;					\
		return;							\
	}								\
} while (0)

/* Part of the last error line */
#define CHECK_ERROR(want, part) do {					\
	CHECK(reclaim_ext__reason() == (want));				\
	CHECK(strstr(reclaim_ext__error(), part));			\
	CHECK(!strchr(reclaim_ext__error(), '\n'));			\
} while (0)

int main(void)
{
	int failed = 0;

	for (struct test *test = tests; test; test = test->next) {
		test_failed = false;
		test->run();
		printf("%s - %s\n", test_failed ? "not ok" : "ok", test->name);
		failed |= test_failed;
	}
	return failed;
}

#endif /* TAP_H */
