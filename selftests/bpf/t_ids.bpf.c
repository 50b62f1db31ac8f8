// SPDX-License-Identifier: GPL-2.0
/*
 * t_ids: has state for each cgroup by ID, and counts in t_twice[0] how often it
 * comes to one whose state is still there.
 */
#include "counts.bpf.h"

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 64);
	__type(key, u64);
	__type(value, u64);
} state SEC(".maps");

COUNTERS(t_twice, 1)

SEC("struct_ops/rank")
void BPF_PROG(t_ids_rank, struct reclaim_ctx *pass, struct reclaim_batch *batch)
{
}

SEC("struct_ops.s/cgroup_init")
int BPF_PROG(t_ids_cgroup_init, struct mem_cgroup *memcg)
{
	u64 id = bpf_reclaim_memcg_id(memcg), zero = 0;

	if (bpf_map_lookup_elem(&state, &id))
		count(0);
	return bpf_map_update_elem(&state, &id, &zero, BPF_ANY);
}

SEC("struct_ops.s/cgroup_exit")
void BPF_PROG(t_ids_cgroup_exit, struct mem_cgroup *memcg)
{
	u64 id = bpf_reclaim_memcg_id(memcg);

	bpf_map_delete_elem(&state, &id);
}

SEC(".struct_ops.link")
struct reclaim_ops t_ids = {
	.rank		= (void *)t_ids_rank,
	.cgroup_init	= (void *)t_ids_cgroup_init,
	.cgroup_exit	= (void *)t_ids_cgroup_exit,
	.name		= "t_ids",
};
