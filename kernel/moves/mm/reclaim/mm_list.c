// SPDX-License-Identifier: GPL-2.0
/*
 * Which address spaces belong to a cgroup, and how the walkers of page tables
 * share them out among themselves.
 */

/* @move mm/vmscan.c: #if CONFIG_LRU_GEN_WALKS_MMU .. iterate_mm_list_nowalk */
