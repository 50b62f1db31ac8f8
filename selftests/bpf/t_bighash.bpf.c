// SPDX-License-Identifier: GPL-2.0
/*
 * t_bighash: copies an entry of 24 KiB in each of many rounds, into a hash, under a
 * lock that all CPUs want. Refused when registered, E2BIG.
 */
#include <reclaim_ext/common.bpf.h>

struct entry {
	u64 words[3072];
};

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 2);
	__type(key, u32);
	__type(value, struct entry);
} big SEC(".maps");

SEC("struct_ops/rank")
void BPF_PROG(t_bighash_rank, struct reclaim_ctx *pass, struct reclaim_batch *batch)
{
	u32 from = 0, to = 1;
	struct entry *entry = bpf_map_lookup_elem(&big, &from);

	if (!entry)
		return;
	for (u32 i = 0; i < 10000; i++)
		bpf_map_update_elem(&big, &to, entry, BPF_ANY);
}

SEC(".struct_ops.link")
struct reclaim_ops t_bighash = {
	.rank		= (void *)t_bighash_rank,
	.name		= "t_bighash",
};
