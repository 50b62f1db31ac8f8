// SPDX-License-Identifier: GPL-2.0
/*
 * t_bigentry: copies an entry of 64 KiB and a word, into an array. Refused when registered,
 * E2BIG.
 */
#define MAP_TYPE	BPF_MAP_TYPE_ARRAY
#define WORDS		8193
#include "copies.bpf.h"

SEC(".struct_ops.link")
struct reclaim_ops t_bigentry = {
	.rank		= (void *)copies_rank,
	.name		= "t_bigentry",
};
