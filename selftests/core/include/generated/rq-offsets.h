/* SPDX-License-Identifier: GPL-2.0 */
/* No run queue: nothing here disables migration. */
#define RQ_nr_pinned 0
