// SPDX-License-Identifier: GPL-2.0
/*
 * How folios leave the lists of an lruvec, for reclaim or for others, and how
 * they return. Which list is worth the effort is decided elsewhere.
 */

/*
 * @move mm/vmscan.c: #if ARCH_HAS_PREFETCHW, folio_putback_lru,
 *	update_lru_sizes .. folio_isolate_lru, move_folios_to_lru,
 *	check_move_unevictable_folios
 */
