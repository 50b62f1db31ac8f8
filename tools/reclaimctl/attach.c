// SPDX-License-Identifier: GPL-2.0
/*
 * attach, detach: which policy decides for a cgroup.
 */
#include "reclaimctl.h"

static const struct option no_options[] = { {} };

int cmd_attach(int argc, char **argv)
{
	if (next_option(argc, argv, no_options) != -1)
		return bad_option(argv);
	if (need_args(argc, 2, 2))
		return RECLAIM_EXT_USAGE;
	return reclaim_ext_cgroup__attach(argv[optind + 1], argv[optind]) ?
	       library_error() : 0;
}

int cmd_detach(int argc, char **argv)
{
	if (next_option(argc, argv, no_options) != -1)
		return bad_option(argv);
	if (need_args(argc, 1, 1))
		return RECLAIM_EXT_USAGE;
	return reclaim_ext_cgroup__detach(argv[optind]) ? library_error() : 0;
}
