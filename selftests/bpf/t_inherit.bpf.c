// SPDX-License-Identifier: GPL-2.0
/* t_inherit: named as what is written to do without a name. Refused. */
#include <reclaim_ext/common.bpf.h>

SEC("struct_ops/rank")
void BPF_PROG(t_inherit_rank, struct reclaim_ctx *pass, struct reclaim_batch *batch)
{
}

SEC(".struct_ops.link")
struct reclaim_ops t_inherit = {
	.rank		= (void *)t_inherit_rank,
	.name		= "inherit",
};
