// SPDX-License-Identifier: GPL-2.0
/*
 * t_iter: an open-coded iterator in a hot hook. Refused when loaded, with a
 * line in the kernel log.
 */
#include <reclaim_ext/common.bpf.h>

u64 sum;

SEC("struct_ops/rank")
void BPF_PROG(t_iter_rank, struct reclaim_ctx *pass, struct reclaim_batch *batch)
{
	int i;

	bpf_for(i, 0, 1000)
		sum += i;
}

SEC(".struct_ops.link")
struct reclaim_ops t_iter = {
	.rank		= (void *)t_iter_rank,
	.name		= "t_iter",
};
