// SPDX-License-Identifier: GPL-2.0
/* A struct_ops of another type, and no policy. */
#include "reclaim.h"

struct other_ops {
	void (*rank)(struct reclaim_ctx *ctx, struct reclaim_batch *batch);
	char name[16];
};

SEC(".struct_ops.link")
struct other_ops other = {
	.rank = (void *)test_rank,
	.name = "other",
};
