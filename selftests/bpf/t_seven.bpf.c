// SPDX-License-Identifier: GPL-2.0
/*
 * t_seven: begins a new class whenever there is room for one, of as many as can
 * be, and notes the most it was told of.
 */
#include <reclaim_ext/common.bpf.h>

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 1);
	__type(key, u32);
	__type(value, u64);
} t_most SEC(".maps");

SEC("struct_ops/plan")
int BPF_PROG(t_seven_plan, struct reclaim_ctx *pass, struct mem_cgroup *memcg,
	     struct reclaim_plan *plan)
{
	u32 zero = 0;
	u64 *most = bpf_map_lookup_elem(&t_most, &zero);

	if (most && pass->nr_classes > *most)
		*most = pass->nr_classes;
	plan->age = RECLAIM_YES;
	return 0;
}

SEC(".struct_ops.link")
struct reclaim_ops t_seven = {
	.plan		= (void *)t_seven_plan,
	.name		= "t_seven",
	.nr_classes	= RX_CLASSES_MAX,
};
