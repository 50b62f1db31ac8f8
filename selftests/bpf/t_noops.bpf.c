// SPDX-License-Identifier: GPL-2.0
/*
 * t_noops: an object without a policy. Refused by tools: there is nothing to
 * register.
 */
#include <reclaim_ext/common.bpf.h>

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 1);
	__type(key, u32);
	__type(value, u64);
} unused SEC(".maps");
