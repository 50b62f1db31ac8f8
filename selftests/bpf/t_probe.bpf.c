// SPDX-License-Identifier: GPL-2.0
/*
 * t_probe: a read of arbitrary kernel memory. Refused by the verifier.
 */
#include <reclaim_ext/common.bpf.h>

SEC("struct_ops/rank")
void BPF_PROG(t_probe_rank, struct reclaim_ctx *pass, struct reclaim_batch *batch)
{
	u64 word;

	bpf_probe_read_kernel(&word, sizeof(word), batch);
}

SEC(".struct_ops.link")
struct reclaim_ops t_probe = {
	.rank		= (void *)t_probe_rank,
	.name		= "t_probe",
};
