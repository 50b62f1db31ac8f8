// SPDX-License-Identifier: GPL-2.0
/*
 * Generations of all lruvecs in debugfs, with commands to age and to evict by
 * hand, and what sets the multi-gen LRU up at boot.
 */

/* @move mm/vmscan.c: lru_gen_seq_start .. lru_gen_ro_fops, init_lru_gen */
