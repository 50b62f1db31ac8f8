// SPDX-License-Identifier: GPL-2.0
/* One policy without knobs. */
#include "reclaim.h"

SEC(".struct_ops.link")
struct reclaim_ops plain = {
	.rank = (void *)test_rank,
	.name = "plain",
};
