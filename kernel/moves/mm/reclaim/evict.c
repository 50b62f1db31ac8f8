// SPDX-License-Identifier: GPL-2.0
/*
 * Takes a batch of folios out of the oldest generation and reclaims it: which
 * type, which tiers, and which folios are put off instead.
 */

/* @move mm/vmscan.c: sort_folio .. evict_folios */
