// SPDX-License-Identifier: GPL-2.0
/*
 * t_bighash: copies an entry of 24 KiB into a hash, under a lock that all CPUs want. Refused
 * when registered, E2BIG.
 */
#define MAP_TYPE	BPF_MAP_TYPE_HASH
#define WORDS		3072
#include "copies.bpf.h"

SEC(".struct_ops.link")
struct reclaim_ops t_bighash = {
	.rank		= (void *)copies_rank,
	.name		= "t_bighash",
};
