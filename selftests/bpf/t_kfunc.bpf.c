// SPDX-License-Identifier: GPL-2.0
/*
 * t_kfunc: a kfunc that struct_ops programs may call and policies may not.
 * Refused when loaded, with a line in the kernel log.
 */
#include <reclaim_ext/common.bpf.h>

struct bpf_cpumask *bpf_cpumask_create(void) __ksym;
void bpf_cpumask_release(struct bpf_cpumask *cpumask) __ksym;

SEC("struct_ops/rank")
void BPF_PROG(t_kfunc_rank, struct reclaim_ctx *pass, struct reclaim_batch *batch)
{
	struct bpf_cpumask *mask = bpf_cpumask_create();

	if (mask)
		bpf_cpumask_release(mask);
}

SEC(".struct_ops.link")
struct reclaim_ops t_kfunc = {
	.rank		= (void *)t_kfunc_rank,
	.name		= "t_kfunc",
};
