// SPDX-License-Identifier: GPL-2.0
/*
 * t_slow: takes 25 ms of CPU time per rank(). Expelled, kind slow. The verifier
 * looks at a global function once, whoever calls it, so two nested ones make a
 * loop of a million rounds that it can bound; the clock ends it.
 */
#include <reclaim_ext/common.bpf.h>

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 1);
	__type(key, u32);
	__type(value, u64);
} word SEC(".maps");

__noinline int spin_inner(u64 end_ns)
{
	u32 zero = 0;

	for (u32 i = 0; i < 1000; i++) {
		u64 *value = bpf_map_lookup_elem(&word, &zero);

		if (!value || bpf_ktime_get_ns() > end_ns)
			return 1;
		(*value)++;
	}
	return 0;
}

__noinline int spin(u64 end_ns)
{
	for (u32 i = 0; i < 1000; i++) {
		if (spin_inner(end_ns))
			return 1;
	}
	return 0;
}

SEC("struct_ops/rank")
void BPF_PROG(t_slow_rank, struct reclaim_ctx *pass, struct reclaim_batch *batch)
{
	spin(bpf_ktime_get_ns() + 25000000);
}

SEC(".struct_ops.link")
struct reclaim_ops t_slow = {
	.rank		= (void *)t_slow_rank,
	.name		= "t_slow",
};
