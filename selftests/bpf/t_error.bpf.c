// SPDX-License-Identifier: GPL-2.0
/*
 * t_error: gives up at the first rank(). Expelled, kind error, code 42.
 */
#include <reclaim_ext/common.bpf.h>

SEC("struct_ops/rank")
void BPF_PROG(t_error_rank, struct reclaim_ctx *pass, struct reclaim_batch *batch)
{
	bpf_reclaim_error(42, "boom");
}

SEC(".struct_ops.link")
struct reclaim_ops t_error = {
	.rank		= (void *)t_error_rank,
	.name		= "t_error",
};
