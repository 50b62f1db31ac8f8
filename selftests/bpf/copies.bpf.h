/* SPDX-License-Identifier: GPL-2.0 */
/*
 * A program that copies an entry in each of many rounds, each an instruction to the
 * verifier. Who includes it says into what: MAP_TYPE, and WORDS of an entry.
 */
#include <reclaim_ext/common.bpf.h>

struct entry {
	u64 words[WORDS];
};

struct {
	__uint(type, MAP_TYPE);
	__uint(max_entries, 2);
	__type(key, u32);
	__type(value, struct entry);
} big SEC(".maps");

SEC("struct_ops/rank")
void BPF_PROG(copies_rank, struct reclaim_ctx *pass, struct reclaim_batch *batch)
{
	u32 from = 0, to = 1;
	struct entry *entry = bpf_map_lookup_elem(&big, &from);

	if (!entry)
		return;
	for (u32 i = 0; i < 10000; i++)
		bpf_map_update_elem(&big, &to, entry, BPF_ANY);
}
