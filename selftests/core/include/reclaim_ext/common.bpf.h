/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Stands for bpf-policies/include/reclaim_ext/common.bpf.h where a policy is
 * compiled as ordinary C: a hook is a function, a kfunc too.
 */
#ifndef CORE_COMMON_BPF_H
#define CORE_COMMON_BPF_H

#include <linux/mm.h>
#include <linux/reclaim_ops.h>
#include "reclaim/internal.h"

#define SEC(name)
#define BPF_PROG(name, args...)	name(args)

#define RX_BATCH_MAX	RECLAIM_BATCH_MAX
#define RX_CLASSES_MAX	RECLAIM_CLASSES_MAX
#define RX_CLASS(n)	((n) + 1)
#define RX_TIER(n)	((n) + 1)

#define rx_for_each_item(item, batch)					\
	for (u32 __idx = 0; __idx < (batch)->nr &&			\
	     ((item) = &(batch)->items[__idx]); __idx++)

#define bpf_reclaim_lruvec_pages(ctx, type, class)			\
	reclaim_class_pages((ctx)->lruvec, type, class)
#define bpf_reclaim_tiers(ctx, type, tiers)				\
	reclaim_read_tiers((ctx)->lruvec, type, tiers)

static inline bool rx_is_reread(const struct reclaim_item *item)
{
	return item->refs > 1 ||
	       (item->refs == 1 && (item->flags & RECLAIM_ITEM_WORKINGSET));
}

#endif
