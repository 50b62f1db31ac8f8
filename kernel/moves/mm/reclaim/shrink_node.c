// SPDX-License-Identifier: GPL-2.0
/*
 * One pass over a node and the cgroups on it, and whether another one is due
 * for compaction. This is where pages and slab objects are reclaimed together.
 */

/* @move mm/vmscan.c: in_reclaim_compaction .. shrink_node */
