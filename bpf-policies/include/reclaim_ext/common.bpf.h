/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What every reclaim policy includes: the kernel's types, libbpf's helpers and
 * the kfuncs a policy may call. Types and their documentation come from the
 * kernel's include/linux/reclaim_ops.h by way of vmlinux.h.
 */
#ifndef __RECLAIM_EXT_COMMON_BPF_H
#define __RECLAIM_EXT_COMMON_BPF_H

#define BPF_NO_KFUNC_PROTOTYPES
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_tracing.h>

/* Macros of the kernel header that BTF does not carry */
#define RX_BATCH_MAX	32
#define RX_CLASSES_MAX	7

/* What insert() and refault() return to name class @n; 0 is no opinion. */
#define RX_CLASS(n)	((n) + 1)

/* What plan() sets anon_tier and file_tier to for tier @n; 0 is no opinion. */
#define RX_TIER(n)	((n) + 1)

/* The items of @batch, the one next in line for eviction first */
#define rx_for_each_item(item, batch)					\
	for (__u32 __idx = 0; __idx < RX_BATCH_MAX &&			\
	     ((item) = bpf_reclaim_batch_item((batch), __idx)); __idx++)

struct reclaim_item *bpf_reclaim_batch_item(struct reclaim_batch *batch, u32 idx) __ksym;
u64 bpf_reclaim_lruvec_pages(struct reclaim_ctx *ctx, u32 type, u32 class) __ksym;
int bpf_reclaim_tiers(struct reclaim_ctx *ctx, u32 type, struct reclaim_tiers *tiers) __ksym;
u64 bpf_reclaim_memcg_id(struct mem_cgroup *memcg) __ksym;
void bpf_reclaim_error(s64 code, const char *msg__str) __ksym;

/*
 * An access beyond the read that brought the folio in; or that read, of a folio
 * that was marked as working set and evicted, and is back soon
 */
static __always_inline bool rx_is_reread(const struct reclaim_item *item)
{
	return item->refs > 1 ||
	       (item->refs == 1 && (item->flags & RECLAIM_ITEM_WORKINGSET));
}

char _license[] SEC("license") = "GPL";

#endif /* __RECLAIM_EXT_COMMON_BPF_H */
