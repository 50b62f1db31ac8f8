// SPDX-License-Identifier: GPL-2.0
/*
 * The switch of the multi-gen LRU and its protected time, under
 * /sys/kernel/mm/lru_gen.
 */

/* @move mm/vmscan.c: min_ttl_ms_show .. lru_gen_attr_group */
