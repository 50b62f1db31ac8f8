// SPDX-License-Identifier: GPL-2.0
/* t_gaveup: init() calls bpf_reclaim_error(). Refused, with what it said. */
#include <reclaim_ext/common.bpf.h>

SEC("struct_ops.s/init")
int BPF_PROG(t_gaveup_init, struct reclaim_init_args *args)
{
	bpf_reclaim_error(7, "no\nsuch thing");
	return 0;
}

SEC("struct_ops/rank")
void BPF_PROG(t_gaveup_rank, struct reclaim_ctx *pass, struct reclaim_batch *batch)
{
}

SEC(".struct_ops.link")
struct reclaim_ops t_gaveup = {
	.init		= (void *)t_gaveup_init,
	.rank		= (void *)t_gaveup_rank,
	.name		= "t_gaveup",
};
