// SPDX-License-Identifier: GPL-2.0
/*
 * t_tcp: a congestion control that wants to expel a reclaim policy. Refused, as
 * these functions are for policies; other struct_ops may hold any lock.
 */
#include <reclaim_ext/common.bpf.h>

SEC("struct_ops/ssthresh")
__u32 BPF_PROG(t_tcp_ssthresh, struct sock *sk)
{
	bpf_reclaim_error(1, "not mine");
	return 2;
}

SEC("struct_ops/cong_avoid")
void BPF_PROG(t_tcp_cong_avoid, struct sock *sk, __u32 ack, __u32 acked)
{
}

SEC("struct_ops/undo_cwnd")
__u32 BPF_PROG(t_tcp_undo_cwnd, struct sock *sk)
{
	return 2;
}

SEC(".struct_ops.link")
struct tcp_congestion_ops t_tcp = {
	.ssthresh	= (void *)t_tcp_ssthresh,
	.cong_avoid	= (void *)t_tcp_cong_avoid,
	.undo_cwnd	= (void *)t_tcp_undo_cwnd,
	.name		= "t_tcp",
};
