// SPDX-License-Identifier: GPL-2.0
/*
 * t_forever: three global functions that call each other in loops, each looked
 * at once by the verifier: 10^12 rounds. Refused when registered.
 */
#include <reclaim_ext/common.bpf.h>

u64 word;

__noinline int spin_inner(u64 x)
{
	for (u32 i = 0; i < 10000; i++)
		word += x;
	return word;
}

__noinline int spin_outer(u64 x)
{
	for (u32 i = 0; i < 10000; i++)
		spin_inner(x + i);
	return word;
}

__noinline int spin(u64 x)
{
	for (u32 i = 0; i < 10000; i++)
		spin_outer(x + i);
	return word;
}

SEC("struct_ops/rank")
void BPF_PROG(t_forever_rank, struct reclaim_ctx *pass, struct reclaim_batch *batch)
{
	spin(batch->nr);
}

SEC(".struct_ops.link")
struct reclaim_ops t_forever = {
	.rank		= (void *)t_forever_rank,
	.name		= "t_forever",
};
