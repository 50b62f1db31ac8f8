// SPDX-License-Identifier: GPL-2.0
/*
 * What the page tables and flags of an isolated folio say about its use, and
 * so whether reclaim keeps it. Dirty and writeback state is judged here, too.
 */

/*
 * @move mm/vmscan.c: is_exec_file_folio,
 *	enum folio_references .. folio_check_dirty_writeback
 */
