// SPDX-License-Identifier: GPL-2.0
/*
 * Reclaim of a node's own unmapped page cache and slab before an allocation
 * turns to another node. Off unless a mode is set.
 */

/* @move mm/vmscan.c: #if CONFIG_NUMA#1 */
