/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What one reclaim pass was asked for, how hard it tries, and what it got so
 * far. Every part of mm/vmscan.c takes it. Whether the pass is for a cgroup or
 * for whole nodes is told from it.
 */

/*
 * @move mm/vmscan.c: struct scan_control, sc_swappiness .. #if CONFIG_MEMCG#1
 */
