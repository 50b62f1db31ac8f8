// SPDX-License-Identifier: GPL-2.0
/*
 * reclaimctl: reclaim policies from the command line. A front of
 * libreclaim_ext, which does the work and finds the words for what goes wrong.
 */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include "reclaimctl.h"

#define ARRAY_SIZE(a) (sizeof(a) / sizeof((a)[0]))

static const struct command commands[] = {
	{ "load", "FILE [--pin DIR] [--name NAME] [--set KNOB=VALUE]... [--attach CGROUP]",
	  "Register the policy in the BPF object FILE.\n"
	  "  --pin DIR         pin the registration in DIR, not in " RECLAIM_EXT_PIN_DIR "\n"
	  "  --name NAME       register it as NAME\n"
	  "  --set KNOB=VALUE  set a parameter, see 'knobs'\n"
	  "  --attach CGROUP   attach it as well; if that fails nothing is registered\n",
	  cmd_load },
	{ "unload", "NAME", "End the registration of a policy, whoever made it.\n", cmd_unload },
	{ "attach", "NAME CGROUP [--node N]",
	  "Let a policy decide for CGROUP and those below it.\n"
	  "  --node N  for the memory of node N only\n", cmd_attach },
	{ "detach", "CGROUP [--node N]",
	  "Let the nearest ancestor decide for CGROUP again.\n"
	  "  --node N  take back what was chosen for node N\n", cmd_detach },
	{ "ls", "[--cgroups] [--json]",
	  "List the registered policies.\n"
	  "  --cgroups  and which policy decides for each cgroup\n", cmd_ls },
	{ "show", "CGROUP|NAME [--json]",
	  "Show who decides for a cgroup, or a policy with its counters. With a / in\n"
	  "it, or if no policy is called so, it is a cgroup.\n", cmd_show },
	{ "stats", "[NAME] [--interval SECONDS] [--count N] [--json]",
	  "Print counters.\n"
	  "  --interval SECONDS  again and again, what was added since; 0.1 to 86400\n"
	  "  --count N           N times in all\n", cmd_stats },
	{ "knobs", "FILE [--json]", "List the parameters of the policy in FILE.\n", cmd_knobs },
	{ "expel", "NAME|all", "Take a policy from all its cgroups at once.\n", cmd_expel },
	{ "exits", "[--json]", "Count expelled policies and show how the last policy ended.\n",
	  cmd_exits },
};

const struct command *current;

static void print_help(FILE *to)
{
	fprintf(to, "usage: reclaimctl COMMAND [ARGUMENT]...\n\n");
	for (size_t i = 0; i < ARRAY_SIZE(commands); i++)
		fprintf(to, "  %-7s %s\n", commands[i].name, commands[i].args);
	fprintf(to,
		"\nreclaimctl COMMAND --help says more. CGROUP is an absolute path, or one relative\n"
		"to the cgroup2 file system.\n\n"
		"exit status:\n"
		"  0 done                         10 bad value for a knob\n"
		"  1 usage                        11 refused by the verifier\n"
		"  2 system error                 12 registration refused by the kernel\n"
		"  3 permission denied            13 the name is taken\n"
		"  4 kernel without support       14 unknown policy\n"
		"  5 object cannot be read        15 not a cgroup\n"
		"  6 not a BPF object             16 cgroup of version 1\n"
		"  7 no policy in the object      17 no memory controller in the cgroup\n"
		"  8 several policies in it       18 attach or detach refused\n"
		"  9 unknown knob                 19 cannot be pinned there\n");
}

static int print_command_help(void)
{
	printf("usage: reclaimctl %s %s\n\n%s", current->name, current->args, current->help);
	return flush_output();
}

int usage_error(const char *fmt, ...)
{
	va_list args;

	fprintf(stderr, "reclaimctl: %s: ", current ? current->name : "command");
	va_start(args, fmt);
	vfprintf(stderr, fmt, args);
	va_end(args);
	fprintf(stderr, "; see reclaimctl %s%s--help\n", current ? current->name : "",
		current ? " " : "");
	return RECLAIM_EXT_USAGE;
}

/* Options may follow arguments. Return: as getopt_long(). */
int next_option(int argc, char **argv, const struct option *options)
{
	opterr = 0;
	return getopt_long(argc, argv, ":", options, NULL);
}

int bad_option(char **argv)
{
	const char *word = argv[optind - 1], *next = argv[optind];
	char letter[] = { '-', optopt, 0 };

	/* getopt stays at letters that are written together */
	if (next && next[0] == '-' && next[1] == optopt && next[1] != '-')
		word = letter;
	return usage_error("%s: unknown option, or it lacks a value or takes none", word);
}

int need_args(int argc, int min, int max)
{
	int nr = argc - optind;

	if (nr >= min && nr <= max)
		return 0;
	return usage_error("arguments: %s; the form is: %s %s",
			   nr < min ? "some are missing" : "too many", current->name,
			   current->args);
}

static bool wants_help(int argc, char **argv)
{
	for (int i = 1; i < argc && strcmp(argv[i], "--"); i++) {
		if (!strcmp(argv[i], "--help") || !strcmp(argv[i], "-h"))
			return true;
	}
	return false;
}

static int run(const char *name, int argc, char **argv)
{
	for (size_t i = 0; i < ARRAY_SIZE(commands); i++) {
		if (strcmp(commands[i].name, name))
			continue;
		current = &commands[i];
		return wants_help(argc, argv) ? print_command_help() :
		       current->run(argc, argv);
	}
	return usage_error("%s: unknown command", name);
}

int main(int argc, char **argv)
{
	if (argc < 2)
		return usage_error("arguments: the first is missing");
	if (!strcmp(argv[1], "--help") || !strcmp(argv[1], "-h")) {
		print_help(stdout);
		return flush_output();
	}
	if (!strcmp(argv[1], "--version")) {
		printf("reclaimctl %s, libreclaim_ext %s\n", RECLAIM_EXT_VERSION,
		       reclaim_ext__version());
		return flush_output();
	}
	return run(argv[1], argc - 1, argv + 1);
}
