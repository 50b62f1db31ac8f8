// SPDX-License-Identifier: GPL-2.0
/*
 * t_mayloop: a may_goto loop in a hot hook. Refused when loaded, with a line in
 * the kernel log. The instruction needs clang 19 or newer.
 */
#include <reclaim_ext/common.bpf.h>

SEC("struct_ops/rank")
void BPF_PROG(t_mayloop_rank, struct reclaim_ctx *pass, struct reclaim_batch *batch)
{
	u64 start = bpf_ktime_get_ns();

	while (bpf_ktime_get_ns() - start < 1000)
		asm volatile goto("may_goto %l[out]" : : : : out);
out:
	return;
}

SEC(".struct_ops.link")
struct reclaim_ops t_mayloop = {
	.rank		= (void *)t_mayloop_rank,
	.name		= "t_mayloop",
};
