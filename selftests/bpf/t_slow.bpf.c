// SPDX-License-Identifier: GPL-2.0
/*
 * t_slow: as much work per rank() as the verifier lets pass, which is some
 * milliseconds, and a budget of less than that. Expelled, kind slow.
 */
#include <reclaim_ext/common.bpf.h>

u64 word;

SEC("struct_ops/rank")
void BPF_PROG(t_slow_rank, struct reclaim_ctx *pass, struct reclaim_batch *batch)
{
	for (u32 i = 0; i < 100000; i++)
		word += bpf_ktime_get_ns();
}

SEC(".struct_ops.link")
struct reclaim_ops t_slow = {
	.rank		= (void *)t_slow_rank,
	.name		= "t_slow",
	.budget_us	= 500,
};
