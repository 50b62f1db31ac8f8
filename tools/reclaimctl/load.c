// SPDX-License-Identifier: GPL-2.0
/*
 * load, unload, expel: the life of a policy.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "reclaimctl.h"

struct load_args {
	const char *file;
	const char *pin_dir;
	const char *name;
	const char *cgroup;
	char **sets;	/* KNOB=VALUE, cut in two when used */
	int nr_sets;
};

static int parse_load(int argc, char **argv, struct load_args *args)
{
	static const struct option options[] = {
		{ "pin", required_argument, NULL, 'p' },
		{ "name", required_argument, NULL, 'n' },
		{ "set", required_argument, NULL, 's' },
		{ "attach", required_argument, NULL, 'a' },
		{}
	};
	int option;

	while ((option = next_option(argc, argv, options)) != -1) {
		switch (option) {
		case 'p': args->pin_dir = optarg; break;
		case 'n': args->name = optarg; break;
		case 'a': args->cgroup = optarg; break;
		case 's':
			if (!strchr(optarg, '='))
				return usage_error("--set %s: a value is missing, the form is KNOB=VALUE",
						   optarg);
			args->sets[args->nr_sets++] = optarg;
			break;
		default:
			return bad_option(argv);
		}
	}
	args->file = argv[optind];
	return need_args(argc, 1, 1);
}

static int set_knobs(struct reclaim_ext_policy *policy, const struct load_args *args)
{
	for (int i = 0; i < args->nr_sets; i++) {
		char *value = strchr(args->sets[i], '=');

		*value = '\0';
		if (reclaim_ext_policy__set_knob(policy, args->sets[i], value + 1))
			return library_error();
	}
	return 0;
}

/* Everything that can be known to be wrong is refused before anything is done. */
static int check_cgroup(const char *cgroup)
{
	RECLAIM_EXT_OPTS(reclaim_ext_cgroup_policy, active);

	if (!cgroup || !reclaim_ext_cgroup__policy(cgroup, &active, NULL, NULL))
		return 0;
	return library_error();
}

static int register_and_attach(struct reclaim_ext_policy *policy,
			       const struct load_args *args)
{
	int status;

	if (reclaim_ext_policy__register(policy, args->pin_dir))
		return library_error();
	if (!args->cgroup ||
	    !reclaim_ext_cgroup__attach(args->cgroup, reclaim_ext_policy__name(policy)))
		return 0;
	status = library_error();
	reclaim_ext_policy__unregister(policy);
	return status;
}

static int load(const struct load_args *args)
{
	RECLAIM_EXT_OPTS(reclaim_ext_open_opts, opts, .name = args->name);
	struct reclaim_ext_policy *policy;
	int status;

	policy = reclaim_ext_policy__open(args->file, &opts);
	if (!policy)
		return library_error();
	status = set_knobs(policy, args);
	if (!status)
		status = check_cgroup(args->cgroup);
	if (!status)
		status = register_and_attach(policy, args);
	reclaim_ext_policy__close(policy);
	return status;
}

int cmd_load(int argc, char **argv)
{
	struct load_args args = { .pin_dir = RECLAIM_EXT_PIN_DIR };
	int status;

	args.sets = calloc(argc, sizeof(*args.sets));
	if (!args.sets)
		return no_memory("load");
	status = parse_load(argc, argv, &args);
	if (!status)
		status = load(&args);
	free(args.sets);
	return status;
}

static int one_name(int argc, char **argv, int (*run)(const char *name))
{
	static const struct option options[] = { {} };

	if (next_option(argc, argv, options) != -1)
		return bad_option(argv);
	if (need_args(argc, 1, 1))
		return RECLAIM_EXT_USAGE;
	return run(argv[optind]) ? library_error() : 0;
}

int cmd_unload(int argc, char **argv)
{
	return one_name(argc, argv, reclaim_ext__unregister);
}

int cmd_expel(int argc, char **argv)
{
	return one_name(argc, argv, reclaim_ext__expel);
}
