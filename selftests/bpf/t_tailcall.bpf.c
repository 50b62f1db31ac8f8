// SPDX-License-Identifier: GPL-2.0
/*
 * t_tailcall: a tail call in a hot hook. Refused by the verifier.
 */
#include <reclaim_ext/common.bpf.h>

struct {
	__uint(type, BPF_MAP_TYPE_PROG_ARRAY);
	__uint(max_entries, 1);
	__type(key, u32);
	__type(value, u32);
} progs SEC(".maps");

SEC("struct_ops/rank")
void BPF_PROG(t_tailcall_rank, struct reclaim_ctx *pass, struct reclaim_batch *batch)
{
	bpf_tail_call(ctx, &progs, 0);
}

SEC(".struct_ops.link")
struct reclaim_ops t_tailcall = {
	.rank		= (void *)t_tailcall_rank,
	.name		= "t_tailcall",
};
