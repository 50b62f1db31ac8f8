// SPDX-License-Identifier: GPL-2.0
/*
 * When a task that reclaims or allocates has to wait: for writeback, for
 * folios that others isolated, for progress, or for kswapd to refill the
 * reserves. Nothing is freed here.
 */

/*
 * @move mm/vmscan.c: skip_throttle_noprogress .. __acct_reclaim_writeback,
 *	too_many_isolated, current_may_throttle .. handle_reclaim_writeback,
 *	consider_reclaim_throttle, allow_direct_reclaim .. throttle_direct_reclaim
 */
