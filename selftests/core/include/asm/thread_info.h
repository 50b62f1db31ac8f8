/* SPDX-License-Identifier: GPL-2.0 */
/* One task runs at a time; there is no kernel stack to find it by. */
#ifndef _CORE_ASM_THREAD_INFO_H
#define _CORE_ASM_THREAD_INFO_H

#define THREAD_SIZE_ORDER	2
#define THREAD_SIZE		(PAGE_SIZE << THREAD_SIZE_ORDER)

#ifndef __ASSEMBLER__
struct task_struct;

struct thread_info {
	struct task_struct *task;
	unsigned long flags;
	int cpu;
	int preempt_count;
};

extern struct thread_info core_thread_info;
#define current_thread_info()	(&core_thread_info)
#endif

#define TIF_SYSCALL_TRACE	0
#define TIF_NOTIFY_RESUME	1
#define TIF_SIGPENDING		2
#define TIF_NEED_RESCHED	3
#define TIF_NOTIFY_SIGNAL	4
#define TIF_MEMDIE		5
#define TIF_RESTORE_SIGMASK	6
#define TIF_POLLING_NRFLAG	7
#define TIF_SECCOMP		8
#define _TIF_SYSCALL_TRACE	(1 << TIF_SYSCALL_TRACE)
#define _TIF_NOTIFY_RESUME	(1 << TIF_NOTIFY_RESUME)
#define _TIF_SIGPENDING		(1 << TIF_SIGPENDING)
#define _TIF_NEED_RESCHED	(1 << TIF_NEED_RESCHED)
#define _TIF_NOTIFY_SIGNAL	(1 << TIF_NOTIFY_SIGNAL)
#define _TIF_POLLING_NRFLAG	(1 << TIF_POLLING_NRFLAG)
#endif
