// SPDX-License-Identifier: GPL-2.0
/*
 * t_initfail: init() says -ENOSPC. Refused when registered with that errno.
 */
#include <reclaim_ext/common.bpf.h>

SEC("struct_ops/rank")
void BPF_PROG(t_initfail_rank, struct reclaim_ctx *pass, struct reclaim_batch *batch)
{
}

SEC("struct_ops.s/init")
int BPF_PROG(t_initfail_init, struct reclaim_init_args *args)
{
	return -28;
}

SEC(".struct_ops.link")
struct reclaim_ops t_initfail = {
	.rank		= (void *)t_initfail_rank,
	.init		= (void *)t_initfail_init,
	.name		= "t_initfail",
};
