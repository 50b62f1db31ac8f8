// SPDX-License-Identifier: GPL-2.0
/*
 * t_cginitfail: cgroup_init() says -EAGAIN. Registers; attaching it fails with
 * that errno.
 */
#include <reclaim_ext/common.bpf.h>

SEC("struct_ops/rank")
void BPF_PROG(t_cginitfail_rank, struct reclaim_ctx *pass, struct reclaim_batch *batch)
{
}

SEC("struct_ops.s/cgroup_init")
int BPF_PROG(t_cginitfail_cgroup_init, struct mem_cgroup *memcg)
{
	return -11;
}

SEC(".struct_ops.link")
struct reclaim_ops t_cginitfail = {
	.rank		= (void *)t_cginitfail_rank,
	.cgroup_init	= (void *)t_cginitfail_cgroup_init,
	.name		= "t_cginitfail",
};
