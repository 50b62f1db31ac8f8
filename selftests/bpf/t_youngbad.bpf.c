// SPDX-License-Identifier: GPL-2.0
/*
 * t_youngbad: a verdict of rank() from young(). Expelled, kind invalid.
 */
#include <reclaim_ext/common.bpf.h>

SEC("struct_ops/young")
void BPF_PROG(t_youngbad_young, struct reclaim_ctx *where, struct reclaim_batch *batch)
{
	struct reclaim_item *item;

	rx_for_each_item(item, batch)
		item->verdict = RECLAIM_EVICT;
}

SEC(".struct_ops.link")
struct reclaim_ops t_youngbad = {
	.young	= (void *)t_youngbad_young,
	.name	= "t_youngbad",
};
