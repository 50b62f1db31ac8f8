/* SPDX-License-Identifier: GPL-2.0 */
/* No TLB: an entry is seen as soon as it is written. */
#ifndef _CORE_ASM_TLBFLUSH_H
#define _CORE_ASM_TLBFLUSH_H
#define flush_tlb_all()				do { } while (0)
#define flush_tlb_mm(mm)			do { } while (0)
#define flush_tlb_range(vma, start, end)	do { } while (0)
#define flush_tlb_page(vma, addr)		do { } while (0)
#define flush_tlb_kernel_range(start, end)	do { } while (0)
#define local_flush_tlb_all()			do { } while (0)
#endif
