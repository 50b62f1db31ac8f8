// SPDX-License-Identifier: GPL-2.0
/*
 * The active/inactive LRU: folios age from one list to the other and are
 * reclaimed from the inactive one. How much of each list is up to balance.c.
 */

/*
 * @move mm/vmscan.c: shrink_inactive_list .. shrink_list, can_age_anon_pages,
 *	shrink_lruvec
 */
