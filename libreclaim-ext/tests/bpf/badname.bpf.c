// SPDX-License-Identifier: GPL-2.0
/* A policy whose name no kernel takes. */
#include "reclaim.h"

SEC(".struct_ops.link")
struct reclaim_ops badname = {
	.rank = (void *)test_rank,
	.name = "bad name",
};
