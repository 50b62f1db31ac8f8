/* SPDX-License-Identifier: GPL-2.0 */
#ifndef _CORE_ASM_PROCESSOR_H
#define _CORE_ASM_PROCESSOR_H

#include <asm/page.h>
#include <asm/ptrace.h>

#define TASK_SIZE		(1UL << 47)
#define TASK_SIZE_MAX		TASK_SIZE
#define STACK_TOP		TASK_SIZE
#define STACK_TOP_MAX		TASK_SIZE
#define TASK_UNMAPPED_BASE	(TASK_SIZE / 3)

struct task_struct;
struct thread_struct { };

#define INIT_THREAD		{ }
#define task_pt_regs(task)	((struct pt_regs *)NULL)
#define KSTK_EIP(task)		0
#define KSTK_ESP(task)		0
#define cpu_relax()		barrier()

#endif
