// SPDX-License-Identifier: GPL-2.0
/*
 * t_timer: a timer in a hot hook. Refused by the verifier.
 */
#include <reclaim_ext/common.bpf.h>

struct with_timer {
	struct bpf_timer timer;
};

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 1);
	__type(key, u32);
	__type(value, struct with_timer);
} timers SEC(".maps");

SEC("struct_ops/rank")
void BPF_PROG(t_timer_rank, struct reclaim_ctx *pass, struct reclaim_batch *batch)
{
	struct with_timer *value;
	u32 zero = 0;

	value = bpf_map_lookup_elem(&timers, &zero);
	if (value)
		bpf_timer_init(&value->timer, &timers, 1);
}

SEC(".struct_ops.link")
struct reclaim_ops t_timer = {
	.rank		= (void *)t_timer_rank,
	.name		= "t_timer",
};
