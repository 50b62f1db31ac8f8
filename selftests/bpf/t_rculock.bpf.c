// SPDX-License-Identifier: GPL-2.0
/*
 * t_rculock: a kfunc common to all program types, that policies may not call.
 * Refused when loaded, with a line in the kernel log.
 */
#include <reclaim_ext/common.bpf.h>

void bpf_rcu_read_lock(void) __ksym;
void bpf_rcu_read_unlock(void) __ksym;

SEC("struct_ops/rank")
void BPF_PROG(t_rculock_rank, struct reclaim_ctx *pass, struct reclaim_batch *batch)
{
	bpf_rcu_read_lock();
	bpf_rcu_read_unlock();
}

SEC(".struct_ops.link")
struct reclaim_ops t_rculock = {
	.rank		= (void *)t_rculock_rank,
	.name		= "t_rculock",
};
