// SPDX-License-Identifier: GPL-2.0
/*
 * t_badname: a name with characters that are not allowed. Refused when
 * registered, EINVAL.
 */
#include <reclaim_ext/common.bpf.h>

SEC("struct_ops/rank")
void BPF_PROG(t_badname_rank, struct reclaim_ctx *pass, struct reclaim_batch *batch)
{
}

SEC(".struct_ops.link")
struct reclaim_ops t_badname = {
	.rank		= (void *)t_badname_rank,
	.name		= "bad name!",
};
