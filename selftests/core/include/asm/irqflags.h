/* SPDX-License-Identifier: GPL-2.0 */
/* Interrupts are a flag nobody delivers on; that they are off can be asked. */
#ifndef _CORE_ASM_IRQFLAGS_H
#define _CORE_ASM_IRQFLAGS_H
extern unsigned long core_irqs_off;
static inline unsigned long arch_local_save_flags(void) { return core_irqs_off; }
static inline void arch_local_irq_restore(unsigned long flags) { core_irqs_off = flags; }
#define ARCH_IRQ_DISABLED	1UL
#define ARCH_IRQ_ENABLED	0UL
#include <asm-generic/irqflags.h>
#endif
