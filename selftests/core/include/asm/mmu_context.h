/* SPDX-License-Identifier: GPL-2.0 */
#ifndef _CORE_ASM_MMU_CONTEXT_H
#define _CORE_ASM_MMU_CONTEXT_H
struct mm_struct;
struct task_struct;
static inline void switch_mm(struct mm_struct *prev, struct mm_struct *next,
			     struct task_struct *task) { }
#include <asm-generic/mmu_context.h>
#endif
