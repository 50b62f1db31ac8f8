// SPDX-License-Identifier: GPL-2.0
/*
 * t_builtin: the name of a built-in policy. Refused when registered, EEXIST.
 */
#include <reclaim_ext/common.bpf.h>

SEC("struct_ops/rank")
void BPF_PROG(t_builtin_rank, struct reclaim_ctx *pass, struct reclaim_batch *batch)
{
}

SEC(".struct_ops.link")
struct reclaim_ops t_builtin = {
	.rank		= (void *)t_builtin_rank,
	.name		= "mglru",
};
