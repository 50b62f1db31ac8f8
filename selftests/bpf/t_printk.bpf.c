// SPDX-License-Identifier: GPL-2.0
/*
 * t_printk: bpf_trace_printk() from a hot hook. Refused by the verifier.
 */
#include <reclaim_ext/common.bpf.h>

SEC("struct_ops/rank")
void BPF_PROG(t_printk_rank, struct reclaim_ctx *pass, struct reclaim_batch *batch)
{
	bpf_printk("rank");
}

SEC(".struct_ops.link")
struct reclaim_ops t_printk = {
	.rank		= (void *)t_printk_rank,
	.name		= "t_printk",
};
