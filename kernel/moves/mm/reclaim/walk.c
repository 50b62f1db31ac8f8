// SPDX-License-Identifier: GPL-2.0
/*
 * The aging by page table walk: finds accessed pages range by range and puts
 * their folios into the youngest generation. Which address space comes next is
 * up to mm_list.c.
 */

/* @move mm/vmscan.c: update_batch_size .. clear_mm_walk */
