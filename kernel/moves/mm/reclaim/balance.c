// SPDX-License-Identifier: GPL-2.0
/*
 * How much to scan of each list: anonymous memory against the page cache, with
 * regard to swappiness, to what refaults cost, and to the protection of
 * cgroups.
 */

/* @move mm/vmscan.c: inactive_is_low .. get_scan_count */
