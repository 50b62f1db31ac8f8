/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What the commands share: each is a row of the table in reclaimctl.c, takes
 * its own arguments and returns an exit status, which is an enum
 * reclaim_ext_reason.
 */
#ifndef RECLAIMCTL_H
#define RECLAIMCTL_H

#include <getopt.h>
#include <json-c/json.h>
#include <reclaim_ext.h>

struct command {
	const char *name;
	const char *args;
	const char *help;
	int (*run)(int argc, char **argv);
};

/* reclaimctl.c */
extern const struct command *current;
__attribute__((format(printf, 1, 2))) int usage_error(const char *fmt, ...);
int next_option(int argc, char **argv, const struct option *options);
int bad_option(char **argv);
int need_args(int argc, int min, int max);

/* output.c */
int library_error(void);
int no_memory(const char *subject);
int print_json(struct json_object *object);
int flush_output(void);
struct json_object *json_string(const char *text);
struct json_object *json_u64(uint64_t value);

/* stats.c */
int stats_json(const char *name, struct json_object **stats);
int print_stats(const char *name);

/* One file per group of commands */
int cmd_load(int argc, char **argv);
int cmd_unload(int argc, char **argv);
int cmd_expel(int argc, char **argv);
int cmd_attach(int argc, char **argv);
int cmd_detach(int argc, char **argv);
int cmd_ls(int argc, char **argv);
int cmd_show(int argc, char **argv);
int cmd_stats(int argc, char **argv);
int cmd_knobs(int argc, char **argv);
int cmd_exits(int argc, char **argv);

#endif /* RECLAIMCTL_H */
