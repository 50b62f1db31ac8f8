// SPDX-License-Identifier: GPL-2.0
/*
 * The thread kswapd: how it is started, when it sleeps, and who wakes it. What
 * it does when awake is in kswapd_node.c.
 */

/*
 * @move mm/vmscan.c: kswapd_highest_zoneidx .. kswapd_test_hopeless,
 *	kswapd_run .. kswapd_init
 */
