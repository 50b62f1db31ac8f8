// SPDX-License-Identifier: GPL-2.0
/*
 * t_spinlock: a spin lock in a hot hook. Refused by the verifier.
 */
#include <reclaim_ext/common.bpf.h>

struct with_lock {
	struct bpf_spin_lock lock;
	u32 count;
};

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 1);
	__type(key, u32);
	__type(value, struct with_lock);
} locks SEC(".maps");

SEC("struct_ops/rank")
void BPF_PROG(t_spinlock_rank, struct reclaim_ctx *pass, struct reclaim_batch *batch)
{
	struct with_lock *value;
	u32 zero = 0;

	value = bpf_map_lookup_elem(&locks, &zero);
	if (!value)
		return;
	bpf_spin_lock(&value->lock);
	value->count++;
	bpf_spin_unlock(&value->lock);
}

SEC(".struct_ops.link")
struct reclaim_ops t_spinlock = {
	.rank		= (void *)t_spinlock_rank,
	.name		= "t_spinlock",
};
