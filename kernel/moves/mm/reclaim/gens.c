// SPDX-License-Identifier: GPL-2.0
/*
 * What the parts of the multi-gen LRU have in common: capabilities, the window
 * of generations, and how a folio gets from one generation to another.
 */

/*
 * @move mm/vmscan.c: lru_switch .. seq_is_valid,
 *	folio_update_gen .. folio_inc_gen
 */
