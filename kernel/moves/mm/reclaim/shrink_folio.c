// SPDX-License-Identifier: GPL-2.0
/*
 * What becomes of the folios that were isolated: for each one all that has to
 * happen until its memory is free, or the reason why it goes back.
 */

/* @move mm/vmscan.c: may_enter_fs .. shrink_folio_list */
