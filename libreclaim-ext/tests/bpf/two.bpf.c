// SPDX-License-Identifier: GPL-2.0
/* Two policies, which is one too many. */
#include "reclaim.h"

SEC(".struct_ops.link")
struct reclaim_ops first = {
	.rank = (void *)test_rank,
	.name = "first",
};

SEC(".struct_ops.link")
struct reclaim_ops second = {
	.rank = (void *)test_rank,
	.name = "second",
};
