// SPDX-License-Identifier: GPL-2.0
/*
 * Reclaim of lruvecs, cgroups and nodes by the multi-gen LRU: how much to
 * evict, when to age first, and when it is enough.
 */

/* @move mm/vmscan.c: should_run_aging .. lru_gen_shrink_node#1 */
