// SPDX-License-Identifier: GPL-2.0
/*
 * t_youngwrite: a write to a member of the context of young(). Refused by the
 * verifier.
 */
#include <reclaim_ext/common.bpf.h>

SEC("struct_ops/young")
void BPF_PROG(t_youngwrite_young, struct reclaim_ctx *where, struct reclaim_batch *batch)
{
	where->nid = 0;
}

SEC(".struct_ops.link")
struct reclaim_ops t_youngwrite = {
	.young	= (void *)t_youngwrite_young,
	.name	= "t_youngwrite",
};
