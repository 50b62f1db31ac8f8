// SPDX-License-Identifier: GPL-2.0
/*
 * One run of kswapd over its node: until which watermarks, with which
 * priority, and when to call a node hopeless.
 */

/* @move mm/vmscan.c: kswapd_age_node .. balance_pgdat */
