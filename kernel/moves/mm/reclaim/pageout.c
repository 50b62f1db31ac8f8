// SPDX-License-Identifier: GPL-2.0
/*
 * The last steps of one folio: write it out, take it out of its mapping, or
 * move it to memory that is further away. What leads up to this is in
 * shrink_folio.c.
 */

/*
 * @move mm/vmscan.c: handle_write_error, pageout_t .. remove_mapping,
 *	alloc_demote_folio .. demote_folio_list
 */
