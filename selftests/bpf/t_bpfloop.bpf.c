// SPDX-License-Identifier: GPL-2.0
/*
 * t_bpfloop: bpf_loop() in a hot hook. Refused by the verifier.
 */
#include <reclaim_ext/common.bpf.h>

static long nothing(u32 index, void *data)
{
	return 0;
}

SEC("struct_ops/rank")
void BPF_PROG(t_bpfloop_rank, struct reclaim_ctx *pass, struct reclaim_batch *batch)
{
	bpf_loop(10, nothing, NULL, 0);
}

SEC(".struct_ops.link")
struct reclaim_ops t_bpfloop = {
	.rank		= (void *)t_bpfloop_rank,
	.name		= "t_bpfloop",
};
