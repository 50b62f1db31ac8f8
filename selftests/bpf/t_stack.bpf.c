// SPDX-License-Identifier: GPL-2.0
/*
 * t_stack: over 256 bytes of stack. Refused when registered, E2BIG.
 */
#include <reclaim_ext/common.bpf.h>

SEC("struct_ops/rank")
void BPF_PROG(t_stack_rank, struct reclaim_ctx *pass, struct reclaim_batch *batch)
{
	volatile u64 words[40];

	for (u32 i = 0; i < 40; i++)
		words[i] = pass->cgroup_id;
	if (words[39] != pass->cgroup_id)
		bpf_reclaim_error(1, "stack");
}

SEC(".struct_ops.link")
struct reclaim_ops t_stack = {
	.rank		= (void *)t_stack_rank,
	.name		= "t_stack",
};
