// SPDX-License-Identifier: GPL-2.0
/*
 * exits: how the last policy ended.
 */
#include <stdio.h>
#include <stdlib.h>
#include "reclaimctl.h"

static int add_counter(const char *policy, const char *key, uint64_t value, void *ctx)
{
	(void)policy;
	json_object_object_add(ctx, key, json_u64(value));
	return 0;
}

static struct json_object *record_json(const struct reclaim_ext_exit *rec,
				       struct json_object *stats)
{
	struct json_object *object = json_object_new_object();

	json_object_object_add(object, "policy", json_string(rec->policy));
	json_object_object_add(object, "kind", json_string(rec->kind));
	json_object_object_add(object, "code", json_object_new_int64(rec->code));
	json_object_object_add(object, "cgroup_id", json_u64(rec->cgroup_id));
	json_object_object_add(object, "path", json_string(rec->path));
	json_object_object_add(object, "msg", json_string(rec->msg));
	json_object_object_add(object, "stats", json_object_get(stats));
	return object;
}

static int exits_json(uint64_t nr)
{
	struct json_object *object, *stats = json_object_new_object();
	RECLAIM_EXT_OPTS(reclaim_ext_exit, rec);
	int ret = reclaim_ext__last_exit(&rec, add_counter, stats);

	if (ret < 0) {
		json_object_put(stats);
		return library_error();
	}
	object = json_object_new_object();
	json_object_object_add(object, "exits", json_u64(nr));
	json_object_object_add(object, "last", ret ? record_json(&rec, stats) : NULL);
	json_object_put(stats);
	return print_json(object);
}

static int print_counter(const char *policy, const char *key, uint64_t value, void *ctx)
{
	(void)policy;
	fprintf(ctx, "%-15s %llu\n", key, (unsigned long long)value);
	return 0;
}

static void print_record(const struct reclaim_ext_exit *rec, const char *counters)
{
	printf("%-15s %s\n%-15s %s\n%-15s %lld\n%-15s %llu\n%-15s %s\n%-15s %s\n", "policy",
	       rec->policy, "kind", rec->kind, "code", (long long)rec->code, "cgroup",
	       (unsigned long long)rec->cgroup_id, "path", rec->path, "msg", rec->msg);
	fputs(counters, stdout);
}

/* The counters come before the record is complete, and both are read at once. */
static int exits_text(uint64_t nr)
{
	RECLAIM_EXT_OPTS(reclaim_ext_exit, rec);
	char *counters = NULL;
	size_t len;
	FILE *to = open_memstream(&counters, &len);
	int ret;

	if (!to)
		return no_memory("exits");
	ret = reclaim_ext__last_exit(&rec, print_counter, to);
	fclose(to);
	if (ret < 0) {
		free(counters);
		return library_error();
	}
	printf("%-15s %llu\n", "exits", (unsigned long long)nr);
	if (ret)
		print_record(&rec, counters);
	free(counters);
	return flush_output();
}

int cmd_exits(int argc, char **argv)
{
	static const struct option options[] = {
		{ "json", no_argument, NULL, 'j' },
		{}
	};
	bool json = false;
	uint64_t nr;
	int option;

	while ((option = next_option(argc, argv, options)) != -1) {
		if (option != 'j')
			return bad_option(argv);
		json = true;
	}
	if (need_args(argc, 0, 0))
		return RECLAIM_EXT_USAGE;
	if (reclaim_ext__exits(&nr))
		return library_error();
	return json ? exits_json(nr) : exits_text(nr);
}
