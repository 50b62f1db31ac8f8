// SPDX-License-Identifier: GPL-2.0
/*
 * t_youngsleep: a young() that may sleep. Refused when loaded, with a line in
 * the kernel log.
 */
#include <reclaim_ext/common.bpf.h>

SEC("struct_ops.s/young")
void BPF_PROG(t_youngsleep_young, struct reclaim_ctx *where, struct reclaim_batch *batch)
{
}

SEC(".struct_ops.link")
struct reclaim_ops t_youngsleep = {
	.young	= (void *)t_youngsleep_young,
	.name	= "t_youngsleep",
};
