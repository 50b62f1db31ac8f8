// SPDX-License-Identifier: GPL-2.0
/*
 * t_sleepable: a hot hook that may sleep. Refused when loaded, with a line in
 * the kernel log.
 */
#include <reclaim_ext/common.bpf.h>

SEC("struct_ops.s/rank")
void BPF_PROG(t_sleepable_rank, struct reclaim_ctx *pass, struct reclaim_batch *batch)
{
}

SEC(".struct_ops.link")
struct reclaim_ops t_sleepable = {
	.rank		= (void *)t_sleepable_rank,
	.name		= "t_sleepable",
};
