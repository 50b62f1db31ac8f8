// SPDX-License-Identifier: GPL-2.0
/*
 * How well each tier is doing, as a PID controller sees it.
 */

/* @move mm/vmscan.c: struct ctrl_pos .. positive_ctrl_err */
