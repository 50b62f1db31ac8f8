// SPDX-License-Identifier: GPL-2.0
/*
 * Reclaim on behalf of the task that needs memory: of an allocation, of a
 * cgroup at its limit, or of hibernation. Passes get harder until one has been
 * enough.
 */

/*
 * @move mm/vmscan.c: compaction_ready .. #if CONFIG_MEMCG,
 *	#if CONFIG_HIBERNATION
 */
