// SPDX-License-Identifier: GPL-2.0
/*
 * How an lruvec comes to keep its folios on generation lists, and how that is
 * changed at run time.
 */

/*
 * @move mm/vmscan.c: state_is_valid .. lru_gen_change_state,
 *	lru_gen_init_lruvec .. #if CONFIG_MEMCG#3
 */
