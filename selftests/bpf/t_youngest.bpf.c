// SPDX-License-Identifier: GPL-2.0
/*
 * t_youngest: evicts from the youngest class, which is often empty.
 */
#include <reclaim_ext/common.bpf.h>

SEC("struct_ops/plan")
int BPF_PROG(t_youngest_plan, struct reclaim_ctx *pass, struct mem_cgroup *memcg,
	     struct reclaim_plan *plan)
{
	plan->class = pass->nr_classes - 1;
	return 0;
}

SEC(".struct_ops.link")
struct reclaim_ops t_youngest = {
	.plan		= (void *)t_youngest_plan,
	.name		= "t_youngest",
};
