// SPDX-License-Identifier: GPL-2.0
/*
 * The order in which the cgroups of a node are reclaimed, on lists that have
 * generations of their own, so that none is visited more often than its share.
 */

/*
 * @move mm/vmscan.c: enum MEMCG_LRU_NOP .. #if CONFIG_MEMCG#2,
 *	lru_gen_init_pgdat
 */
