// SPDX-License-Identifier: GPL-2.0
/* A policy with the name of a built-in one. */
#include "reclaim.h"

SEC(".struct_ops.link")
struct reclaim_ops builtin = {
	.rank = (void *)test_rank,
	.name = "mglru",
};
