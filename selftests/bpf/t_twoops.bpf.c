// SPDX-License-Identifier: GPL-2.0
/*
 * t_twoops: two policies in one object. Tools that load one policy per object
 * refuse it; bpftool registers both.
 */
#include <reclaim_ext/common.bpf.h>

SEC("struct_ops/rank")
void BPF_PROG(t_twoops_rank, struct reclaim_ctx *pass, struct reclaim_batch *batch)
{
}

SEC(".struct_ops.link")
struct reclaim_ops t_twoops = {
	.rank		= (void *)t_twoops_rank,
	.name		= "t_twoops",
};

SEC(".struct_ops.link")
struct reclaim_ops t_twoops2 = {
	.rank		= (void *)t_twoops_rank,
	.name		= "t_twoops2",
};
