// SPDX-License-Identifier: GPL-2.0
/*
 * t_bigkey: a bloom filter that hashes KiBs in each of many calls. Refused when
 * registered, E2BIG.
 */
#include <reclaim_ext/common.bpf.h>

struct entry {
	u64 words[65];
};

struct {
	__uint(type, BPF_MAP_TYPE_BLOOM_FILTER);
	__uint(max_entries, 1024);
	__uint(map_extra, 15);
	__type(value, struct entry);
} seen SEC(".maps");

struct entry entry;

SEC("struct_ops/rank")
void BPF_PROG(t_bigkey_rank, struct reclaim_ctx *pass, struct reclaim_batch *batch)
{
	for (u32 i = 0; i < 10000; i++)
		bpf_map_peek_elem(&seen, &entry);
}

SEC(".struct_ops.link")
struct reclaim_ops t_bigkey = {
	.rank		= (void *)t_bigkey_rank,
	.name		= "t_bigkey",
};
