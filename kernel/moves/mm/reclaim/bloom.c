// SPDX-License-Identifier: GPL-2.0
/*
 * Bloom filters that remember which page table entries above the last level
 * led to accessed pages, so that a walk can leave out the others. Wrong hits
 * cost time and nothing else.
 */

/* @move mm/vmscan.c: BLOOM_FILTER_SHIFT .. reset_bloom_filter */
