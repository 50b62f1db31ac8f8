// SPDX-License-Identifier: GPL-2.0
/*
 * What the rmap walk of one folio learns about neighbours from the same page
 * table. Hot spots found here are where the next walk looks.
 */

/* @move mm/vmscan.c: lru_gen_look_around */
