// SPDX-License-Identifier: GPL-2.0
/*
 * t_flags: a flag no kernel knows. Refused when registered, EINVAL.
 */
#include <reclaim_ext/common.bpf.h>

SEC("struct_ops/rank")
void BPF_PROG(t_flags_rank, struct reclaim_ctx *pass, struct reclaim_batch *batch)
{
}

SEC(".struct_ops.link")
struct reclaim_ops t_flags = {
	.rank		= (void *)t_flags_rank,
	.name		= "t_flags",
	.flags		= 1 << 15,
};
