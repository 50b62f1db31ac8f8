// SPDX-License-Identifier: GPL-2.0
/*
 * Reclaim that user space asks for before memory is short, of a cgroup or of a
 * node.
 */

/* @move mm/vmscan.c: enum MEMORY_RECLAIM_SWAPPINESS .. #if CONFIG_SYSFS */
