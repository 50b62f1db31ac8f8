/* SPDX-License-Identifier: GPL-2.0 */
/* The task that acts: the world sets it before each operation. */
#ifndef _CORE_ASM_CURRENT_H
#define _CORE_ASM_CURRENT_H
struct task_struct;
extern struct task_struct *core_current;
#define current		core_current
#define get_current()	core_current
#endif
