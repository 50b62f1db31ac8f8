// SPDX-License-Identifier: GPL-2.0
/* A policy in the section whose registrations cannot be pinned. */
#include "reclaim.h"

SEC(".struct_ops")
struct reclaim_ops nolink = {
	.rank = (void *)test_rank,
	.name = "nolink",
};
