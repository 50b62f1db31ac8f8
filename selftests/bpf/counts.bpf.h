/* SPDX-License-Identifier: GPL-2.0 */
/* Counters that tests read: an array of u64, one element for each thing counted. */
#ifndef SELFTESTS_COUNTS_BPF_H
#define SELFTESTS_COUNTS_BPF_H

#include <reclaim_ext/common.bpf.h>

#define COUNTERS(map, nr)								\
	struct {									\
		__uint(type, BPF_MAP_TYPE_ARRAY);					\
		__uint(max_entries, nr);						\
		__type(key, u32);							\
		__type(value, u64);							\
	} map SEC(".maps");								\
											\
	static __always_inline void count(u32 what)					\
	{										\
		u64 *value = bpf_map_lookup_elem(&(map), &what);			\
											\
		if (value)								\
			__sync_fetch_and_add(value, 1);					\
	}

#endif /* SELFTESTS_COUNTS_BPF_H */
