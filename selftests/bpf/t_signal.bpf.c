// SPDX-License-Identifier: GPL-2.0
/*
 * t_signal: a signal from a hot hook. Refused by the verifier.
 */
#include <reclaim_ext/common.bpf.h>

SEC("struct_ops/rank")
void BPF_PROG(t_signal_rank, struct reclaim_ctx *pass, struct reclaim_batch *batch)
{
	bpf_send_signal(9);
}

SEC(".struct_ops.link")
struct reclaim_ops t_signal = {
	.rank		= (void *)t_signal_rank,
	.name		= "t_signal",
};
