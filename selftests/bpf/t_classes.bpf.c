// SPDX-License-Identifier: GPL-2.0
/*
 * t_classes: more classes than there are. Refused when registered, ERANGE.
 */
#include <reclaim_ext/common.bpf.h>

SEC("struct_ops/rank")
void BPF_PROG(t_classes_rank, struct reclaim_ctx *pass, struct reclaim_batch *batch)
{
}

SEC(".struct_ops.link")
struct reclaim_ops t_classes = {
	.rank		= (void *)t_classes_rank,
	.name		= "t_classes",
	.nr_classes	= 9,
};
