// SPDX-License-Identifier: GPL-2.0
/*
 * attach, detach: which policy decides for a cgroup.
 */
#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include "reclaimctl.h"

static const struct option options[] = {
	{ "node", required_argument, NULL, 'n' },
	{}
};

/* Return: 0, or an exit status after an error message. */
static int parse(int argc, char **argv, int nr_args, int *nid)
{
	char *end;
	long nr;
	int opt;

	*nid = RECLAIM_EXT_ALL_NODES;
	while ((opt = next_option(argc, argv, options)) != -1) {
		if (opt != 'n')
			return bad_option(argv);
		errno = 0;
		nr = strtol(optarg, &end, 10);
		if (end == optarg || *end || errno || nr < 0 || nr > INT_MAX)
			return usage_error("--node %s: not the number of a node", optarg);
		*nid = nr;
	}
	return need_args(argc, nr_args, nr_args);
}

int cmd_attach(int argc, char **argv)
{
	int nid, err = parse(argc, argv, 2, &nid);

	if (err)
		return err;
	return reclaim_ext_cgroup__attach_node(argv[optind + 1], nid, argv[optind]) ?
	       library_error() : 0;
}

int cmd_detach(int argc, char **argv)
{
	int nid, err = parse(argc, argv, 1, &nid);

	if (err)
		return err;
	return reclaim_ext_cgroup__detach_node(argv[optind], nid) ? library_error() : 0;
}
