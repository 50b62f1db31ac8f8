// SPDX-License-Identifier: GPL-2.0
/*
 * When the oldest generation is given up and a youngest one opened, and how
 * long a working set is protected from both.
 */

/* @move mm/vmscan.c: inc_min_seq .. lru_gen_age_node#1 */
