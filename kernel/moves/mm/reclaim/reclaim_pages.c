// SPDX-License-Identifier: GPL-2.0
/*
 * Reclaim of folios that the caller has picked, for contiguous allocations and
 * for advice on a range of memory. No list is scanned.
 */

/*
 * @move mm/vmscan.c: reclaim_clean_pages_from_list,
 *	reclaim_folio_list .. reclaim_pages
 */
