// SPDX-License-Identifier: GPL-2.0
/*
 * core [-v] [SCENARIO...]          run scenarios, all by default
 * core [-v] -r SEED [-n OPS]       run random operations
 * core [-v] -f FILE                run the operations a file spells
 *
 * TAP on standard output. Exit status: 0 all passed, 1 some failed, 2 usage.
 */
#include "drive.h"
#include "scenario.h"

static struct scenario *first, **last = &first;

int strcmp(const char *a, const char *b);
int open(const char *path, int flags, ...);
long read(int fd, void *buf, size_t size);

void scenario_add(struct scenario *scenario)
{
	*last = scenario;
	last = &scenario->next;
}

static int wanted(const char *name, int argc, char **argv)
{
	int i;

	for (i = 0; i < argc; i++) {
		if (!strcmp(name, argv[i]))
			return 1;
	}
	return !argc;
}

static void run_scenario(void *arg)
{
	struct scenario *scenario = arg;

	w_never_switched = true;
	w_init(&scenario->config);
	w_drain_always = true;
	scenario->run();
	w_teardown();
}

static int run_scenarios(int argc, char **argv)
{
	struct scenario *scenario;
	int nr = 0, failed = 0;

	for (scenario = first; scenario; scenario = scenario->next)
		nr += wanted(scenario->name, argc, argv);
	if (nr < argc) {
		dprintf(2, "core: %d of the scenarios named do not exist; -l lists them\n",
			argc - nr);
		return 2;
	}
	printf("TAP version 13\n1..%d\n", nr);
	nr = 0;
	for (scenario = first; scenario; scenario = scenario->next) {
		bool ok;

		if (!wanted(scenario->name, argc, argv))
			continue;
		ok = w_apart(run_scenario, scenario);
		failed += !ok;
		printf("%sok %d %s\n", ok ? "" : "not ", ++nr, scenario->name);
	}
	if (failed)
		printf("# %d of %d failed\n", failed, nr);
	return !!failed;
}

/* Sequences of a few hundred operations, so that one that fails is short. */
static int run_random(u64 seed, unsigned long ops)
{
	static u8 buf[4 * 400];
	unsigned long nr = 0, i;

	w_init(&drive_config);
	printf("TAP version 13\n1..1\n");
	for (; nr < ops; nr += sizeof(buf) / 4, seed++) {
		w_random_seed(seed * 0x9e3779b97f4a7c15ULL);
		for (i = 0; i < 50; i++)
			w_random();
		for (i = 0; i < sizeof(buf); i++)
			buf[i] = w_random();
		w_trace("seed %llu\n", seed);
		w_seed = seed;
		if (!drive_apart(buf, sizeof(buf), NULL)) {
			printf("not ok 1 random, seed %llu\n", seed);
			return 1;
		}
	}
	printf("ok 1 random, %lu operations\n", nr);
	return 0;
}

static int run_file(const char *path)
{
	static u8 buf[1 << 16];
	int fd = open(path, 0);
	long size = fd < 0 ? -1 : read(fd, buf, sizeof(buf));

	if (size < 0) {
		dprintf(2, "core: %s: cannot be read; name a file of the fuzzer\n", path);
		return 2;
	}
	w_init(&drive_config);
	return !drive_apart(buf, size, NULL);
}

static int print_usage(void)
{
	dprintf(2, "usage: core [-v] [-l | SCENARIO... | -r SEED [-n OPS] | -f FILE]\n");
	return 2;
}

int main(int argc, char **argv)
{
	unsigned long seed = 1, ops = 4000;
	struct scenario *scenario;
	char *file = NULL;
	bool random = false;

	for (argc--, argv++; argc && **argv == '-'; argc--, argv++) {
		char *opt = *argv + 1;

		for (; *opt == 'v'; opt++)
			w_verbose++;
		if (!*opt)
			continue;
		if (*opt == 'l') {
			for (scenario = first; scenario; scenario = scenario->next)
				printf("%s\n", scenario->name);
			return 0;
		}
		if (argc < 2)
			return print_usage();
		argc--, argv++;
		random |= *opt == 'r' || *opt == 'n';
		if (*opt == 'r')
			seed = strtoul(*argv, NULL, 0);
		else if (*opt == 'n')
			ops = strtoul(*argv, NULL, 0);
		else if (*opt == 'f')
			file = *argv;
		else
			return print_usage();
	}
	if (file)
		return run_file(file);
	if (random && (!seed || !ops))
		return print_usage();
	if (random)
		return run_random(seed, ops);
	return run_scenarios(argc, argv);
}
