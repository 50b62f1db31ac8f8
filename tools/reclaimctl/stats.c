// SPDX-License-Identifier: GPL-2.0
/*
 * stats: counters, once or at intervals.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include "reclaimctl.h"

struct counter {
	char policy[RECLAIM_EXT_NAME_LEN];
	char key[32];
	uint64_t value;
};

struct sample {
	struct counter *counters;
	size_t nr;
};

static int add_counter(const char *policy, const char *key, uint64_t value, void *ctx)
{
	struct sample *sample = ctx;
	struct counter *more, *counter;

	more = reallocarray(sample->counters, sample->nr + 1, sizeof(*more));
	if (!more)
		return 1;
	sample->counters = more;
	counter = &more[sample->nr++];
	snprintf(counter->policy, sizeof(counter->policy), "%s", policy);
	snprintf(counter->key, sizeof(counter->key), "%s", key);
	counter->value = value;
	return 0;
}

static void free_sample(struct sample *sample)
{
	free(sample->counters);
	*sample = (struct sample){};
}

/* Return: an exit status. */
static int take_sample(const char *name, struct sample *sample)
{
	int ret;

	*sample = (struct sample){};
	ret = reclaim_ext__stats(name, add_counter, sample);
	if (!ret)
		return 0;
	free_sample(sample);
	return ret < 0 ? library_error() : no_memory("stats");
}

/* What @counter had before; 0 for a policy that is new or was loaded again. */
static uint64_t before(const struct sample *old, const struct counter *counter)
{
	for (size_t i = 0; i < old->nr; i++) {
		const struct counter *other = &old->counters[i];

		if (!strcmp(other->policy, counter->policy) &&
		    !strcmp(other->key, counter->key))
			return other->value <= counter->value ? other->value : 0;
	}
	return 0;
}

static struct json_object *sample_json(const struct sample *sample, const struct sample *old)
{
	struct json_object *all = json_object_new_object(), *policy = NULL;

	for (size_t i = 0; i < sample->nr; i++) {
		const struct counter *counter = &sample->counters[i];

		if (!json_object_object_get_ex(all, counter->policy, &policy)) {
			policy = json_object_new_object();
			json_object_object_add(all, counter->policy, policy);
		}
		json_object_object_add(policy, counter->key,
				       json_u64(counter->value - before(old, counter)));
	}
	return all;
}

static int print_text(const struct sample *sample, const struct sample *old)
{
	for (size_t i = 0; i < sample->nr; i++) {
		const struct counter *counter = &sample->counters[i];

		printf("%-15s %-15s %20llu\n", counter->policy, counter->key,
		       (unsigned long long)(counter->value - before(old, counter)));
	}
	return flush_output();
}

int print_stats(const char *name)
{
	struct sample sample, none = {};
	int status = take_sample(name, &sample);

	if (status)
		return status;
	status = print_text(&sample, &none);
	free_sample(&sample);
	return status;
}

/* The counters of one policy. Return: an exit status. */
int stats_json(const char *name, struct json_object **stats)
{
	struct sample sample, none = {};
	struct json_object *all;
	int status = take_sample(name, &sample);

	if (status)
		return status;
	*stats = NULL;
	all = sample_json(&sample, &none);
	json_object_object_get_ex(all, name, stats);
	json_object_get(*stats);
	json_object_put(all);
	free_sample(&sample);
	return 0;
}

struct stats_args {
	const char *name;
	double interval_s;	/* 0: once */
	unsigned long count;	/* 0: for ever */
	bool json;
};

static int parse_interval(const char *text, double *interval_s)
{
	char *end;

	*interval_s = strtod(text, &end);
	if (end != text && !*end && *interval_s >= 0.1 && *interval_s <= 86400)
		return 0;
	return usage_error("--interval %s: not a number of seconds from 0.1 to 86400", text);
}

static int parse_count(const char *text, unsigned long *count)
{
	size_t len = strlen(text);

	*count = strtoul(text, NULL, 10);
	if (len && len < 10 && strspn(text, "0123456789") == len && *count)
		return 0;
	return usage_error("--count %s: not a number from 1 to 999999999", text);
}

static int parse(int argc, char **argv, struct stats_args *args)
{
	static const struct option options[] = {
		{ "interval", required_argument, NULL, 'i' },
		{ "count", required_argument, NULL, 'c' },
		{ "json", no_argument, NULL, 'j' },
		{}
	};
	int option, status = 0;

	while (!status && (option = next_option(argc, argv, options)) != -1) {
		switch (option) {
		case 'i': status = parse_interval(optarg, &args->interval_s); break;
		case 'c': status = parse_count(optarg, &args->count); break;
		case 'j': args->json = true; break;
		default: status = bad_option(argv);
		}
	}
	if (status || need_args(argc, 0, 1))
		return RECLAIM_EXT_USAGE;
	if (args->count > 1 && args->interval_s == 0)
		return usage_error("--count: nothing to wait for, give --interval as well");
	if (args->interval_s == 0)
		args->count = 1;
	args->name = argv[optind];
	return 0;
}

static void wait_for(double seconds)
{
	struct timespec left = {
		.tv_sec = seconds,
		.tv_nsec = (seconds - floor(seconds)) * 1e9,
	};

	clock_nanosleep(CLOCK_MONOTONIC, 0, &left, NULL);
}

int cmd_stats(int argc, char **argv)
{
	struct stats_args args = {};
	struct sample old = {}, sample;
	int status = parse(argc, argv, &args);

	for (unsigned long i = 0; !status && (!args.count || i < args.count); i++) {
		if (i)
			wait_for(args.interval_s);
		if (i && !args.json)
			putchar('\n');
		status = take_sample(args.name, &sample);
		if (status)
			break;
		status = args.json ? print_json(sample_json(&sample, &old)) :
			 print_text(&sample, &old);
		free_sample(&old);
		old = sample;
	}
	free_sample(&old);
	return status;
}
