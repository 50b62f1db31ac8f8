// SPDX-License-Identifier: GPL-2.0
/*
 * t_noprealloc: a hash that allocates when updated. Refused when registered,
 * EOPNOTSUPP.
 */
#include <reclaim_ext/common.bpf.h>

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 1024);
	__uint(map_flags, BPF_F_NO_PREALLOC);
	__type(key, u64);
	__type(value, u64);
} seen SEC(".maps");

SEC("struct_ops/rank")
void BPF_PROG(t_noprealloc_rank, struct reclaim_ctx *pass, struct reclaim_batch *batch)
{
	u64 id = pass->cgroup_id, one = 1;

	bpf_map_update_elem(&seen, &id, &one, BPF_ANY);
}

SEC(".struct_ops.link")
struct reclaim_ops t_noprealloc = {
	.rank		= (void *)t_noprealloc_rank,
	.name		= "t_noprealloc",
};
