/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Physical memory is one array of struct page and nothing behind it: reclaim
 * never looks into a page. Page tables come from malloc() and are addressed
 * by their virtual address, so __va() and __pa() are the identity.
 */
#ifndef _CORE_ASM_PAGE_H
#define _CORE_ASM_PAGE_H

#include <vdso/page.h>

#define PAGE_OFFSET	0UL

#ifndef __ASSEMBLER__
typedef struct { unsigned long pte; } pte_t;
typedef struct { unsigned long pmd; } pmd_t;
typedef struct { unsigned long pud; } pud_t;
typedef struct { unsigned long pgd; } pgd_t;
typedef struct { unsigned long pgprot; } pgprot_t;
typedef struct page *pgtable_t;

#define pte_val(x)	((x).pte)
#define pmd_val(x)	((x).pmd)
#define pud_val(x)	((x).pud)
#define pgd_val(x)	((x).pgd)
#define pgprot_val(x)	((x).pgprot)
#define __pte(x)	((pte_t) { (x) })
#define __pmd(x)	((pmd_t) { (x) })
#define __pud(x)	((pud_t) { (x) })
#define __pgd(x)	((pgd_t) { (x) })
#define __pgprot(x)	((pgprot_t) { (x) })

#define __va(x)		((void *)(unsigned long)(x))
#define __pa(x)		((unsigned long)(x))
#define clear_page(page)		do { } while (0)
#define copy_page(to, from)		do { } while (0)
#define copy_user_page(to, from, vaddr, pg)	do { } while (0)
#define virt_to_pfn(kaddr)	(__pa(kaddr) >> PAGE_SHIFT)
#define pfn_to_kaddr(pfn)	__va((unsigned long)(pfn) << PAGE_SHIFT)
#define virt_to_page(addr)	core_virt_to_page((unsigned long)(addr))
#define virt_addr_valid(kaddr)	0

struct page *core_virt_to_page(unsigned long addr);
#endif

#include <asm-generic/memory_model.h>
#include <asm-generic/getorder.h>
#endif
