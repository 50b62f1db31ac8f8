// SPDX-License-Identifier: GPL-2.0
/*
 * t_walkhook: a walk of page tables from a hook that may not sleep, on a cgroup
 * that the verifier would trust it with. Refused when loaded.
 */
#include <reclaim_ext/common.bpf.h>

long bpf_reclaim_walk(struct mem_cgroup *memcg, int nid) __ksym;

SEC("struct_ops/plan")
int BPF_PROG(t_walkhook_plan, struct reclaim_ctx *pass, struct mem_cgroup *memcg,
	     struct reclaim_plan *plan)
{
	bpf_reclaim_walk(memcg, 0);
	return 0;
}

SEC(".struct_ops.link")
struct reclaim_ops t_walkhook = {
	.plan	= (void *)t_walkhook_plan,
	.name	= "t_walkhook",
};
