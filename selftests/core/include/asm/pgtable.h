/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Page tables of four levels with the geometry of x86-64, the P4D folded. An
 * entry of an upper level is the address of the table below with flag bits in
 * its low twelve; a leaf is a pfn and flag bits. Young bits are where reclaim
 * reads and clears them: in leaves, and in PMDs that point to a table.
 */
#ifndef _CORE_ASM_PGTABLE_H
#define _CORE_ASM_PGTABLE_H

#define PMD_SHIFT	21
#define PUD_SHIFT	30
#define PGDIR_SHIFT	39
#define PTRS_PER_PTE	512
#define PTRS_PER_PMD	512
#define PTRS_PER_PUD	512
#define PTRS_PER_PGD	512
#define PMD_SIZE	(1UL << PMD_SHIFT)
#define PMD_MASK	(~(PMD_SIZE - 1))
#define PUD_SIZE	(1UL << PUD_SHIFT)
#define PUD_MASK	(~(PUD_SIZE - 1))
#define PGDIR_SIZE	(1UL << PGDIR_SHIFT)
#define PGDIR_MASK	(~(PGDIR_SIZE - 1))

#ifndef __ASSEMBLER__
#include <linux/mm_types.h>
#include <asm-generic/pgtable-nop4d.h>

#define _PAGE_PRESENT	0x001UL
#define _PAGE_RW	0x002UL
#define _PAGE_ACCESSED	0x004UL
#define _PAGE_DIRTY	0x008UL
#define _PAGE_LEAF	0x010UL		/* a PMD or PUD that maps a folio */
#define _PAGE_SPECIAL	0x020UL
#define _PAGE_SWP_EXCL	0x040UL
#define _PAGE_FLAGS	0xfffUL

#define PAGE_NONE	__pgprot(0)
#define PAGE_SHARED	__pgprot(_PAGE_PRESENT | _PAGE_RW)
#define PAGE_KERNEL	__pgprot(_PAGE_PRESENT | _PAGE_RW)
#define PAGE_KERNEL_RO	__pgprot(_PAGE_PRESENT)
#define PAGE_KERNEL_EXEC PAGE_KERNEL
#define pgprot_noncached(prot)	(prot)

#define FIRST_USER_ADDRESS	0UL
#define USER_PTRS_PER_PGD	(TASK_SIZE / PGDIR_SIZE)
#define VMALLOC_START		(1UL << 62)
#define VMALLOC_END		(VMALLOC_START + PUD_SIZE)
#define MODULES_VADDR		VMALLOC_START
#define MODULES_END		VMALLOC_END

/* one accessor of each kind, for the three types that can be a leaf */
#define CORE_ENTRY(x, X)						\
static inline int x##_none(x##_t e)	{ return !x##_val(e); }		\
static inline int x##_present(x##_t e)	{ return x##_val(e) & _PAGE_PRESENT; } \
static inline int x##_young(x##_t e)	{ return !!(x##_val(e) & _PAGE_ACCESSED); } \
static inline int x##_dirty(x##_t e)	{ return !!(x##_val(e) & _PAGE_DIRTY); } \
static inline int x##_write(x##_t e)	{ return !!(x##_val(e) & _PAGE_RW); } \
static inline unsigned long x##_pfn(x##_t e) { return x##_val(e) >> PAGE_SHIFT; } \
static inline x##_t x##_mkyoung(x##_t e) { return __##x(x##_val(e) | _PAGE_ACCESSED); } \
static inline x##_t x##_mkold(x##_t e)	{ return __##x(x##_val(e) & ~_PAGE_ACCESSED); } \
static inline x##_t x##_mkdirty(x##_t e) { return __##x(x##_val(e) | _PAGE_DIRTY); } \
static inline x##_t x##_mkclean(x##_t e) { return __##x(x##_val(e) & ~_PAGE_DIRTY); } \
static inline x##_t x##_mkwrite_novma(x##_t e) { return __##x(x##_val(e) | _PAGE_RW); } \
static inline x##_t x##_wrprotect(x##_t e) { return __##x(x##_val(e) & ~_PAGE_RW); } \
static inline int x##_special(x##_t e)	{ return !!(x##_val(e) & _PAGE_SPECIAL); } \
static inline x##_t x##_mkspecial(x##_t e) { return __##x(x##_val(e) | _PAGE_SPECIAL); } \
static inline pgprot_t x##_pgprot(x##_t e) { return __pgprot(x##_val(e) & _PAGE_FLAGS); } \
static inline x##_t pfn_##x(unsigned long pfn, pgprot_t prot)		\
{ return __##x(pfn << PAGE_SHIFT | pgprot_val(prot)); }			\
static inline x##_t x##_modify(x##_t e, pgprot_t prot)			\
{ return __##x((x##_val(e) & ~_PAGE_FLAGS) | pgprot_val(prot)); }	\
static inline void set_##x(x##_t *p, x##_t e) { *p = e; }
CORE_ENTRY(pte, PTE)
CORE_ENTRY(pmd, PMD)
CORE_ENTRY(pud, PUD)
#undef CORE_ENTRY
#define pmd_young	pmd_young
#define pmd_dirty	pmd_dirty
#define pud_write	pud_write
#define pmd_write	pmd_write
#define PFN_PTE_SHIFT	PAGE_SHIFT

#define pmd_pgtable_page pmd_pgtable
#define pte_page(e)	pfn_to_page(pte_pfn(e))
static inline void pte_clear(struct mm_struct *mm, unsigned long addr, pte_t *p) { set_pte(p, __pte(0)); }
#define pte_clear pte_clear
static inline int pte_same(pte_t a, pte_t b) { return pte_val(a) == pte_val(b); }
#define __HAVE_ARCH_PTE_SAME

static inline int pmd_leaf(pmd_t e)	{ return !!(pmd_val(e) & _PAGE_LEAF); }
static inline int pud_leaf(pud_t e)	{ return !!(pud_val(e) & _PAGE_LEAF); }
#define pmd_leaf pmd_leaf
#define pud_leaf pud_leaf
static inline int pmd_bad(pmd_t e)	{ return !pmd_present(e) || pmd_leaf(e); }
static inline int pud_bad(pud_t e)	{ return !pud_present(e) || pud_leaf(e); }
static inline void pmd_clear(pmd_t *p)	{ set_pmd(p, __pmd(0)); }
static inline void pud_clear(pud_t *p)	{ set_pud(p, __pud(0)); }
static inline unsigned long pmd_page_vaddr(pmd_t e) { return pmd_val(e) & PAGE_MASK; }
static inline pmd_t *pud_pgtable(pud_t e) { return (pmd_t *)(pud_val(e) & PAGE_MASK); }
static inline pud_t *p4d_pgtable(p4d_t e) { return (pud_t *)(pgd_val(e.pgd) & PAGE_MASK); }
#define pmd_page(e)	core_virt_to_page(pmd_val(e))
#define pud_page(e)	core_virt_to_page(pud_val(e))
#define p4d_page(e)	core_virt_to_page(pgd_val((e).pgd))
#define pmd_pgtable(e)	pmd_page(e)
static inline int p4d_none(p4d_t e)	{ return !pgd_val(e.pgd); }
static inline int p4d_bad(p4d_t e)	{ return 0; }
static inline int p4d_present(p4d_t e)	{ return !!pgd_val(e.pgd); }
static inline void p4d_clear(p4d_t *p)	{ p->pgd = __pgd(0); }
static inline void set_p4d(p4d_t *p, p4d_t e) { *p = e; }

#define pmd_trans_huge pmd_leaf
static inline int has_transparent_hugepage(void) { return 1; }
#define has_transparent_hugepage has_transparent_hugepage
static inline pmd_t pmd_mkhuge(pmd_t e)	{ return __pmd(pmd_val(e) | _PAGE_LEAF); }
static inline pmd_t pmd_mkinvalid(pmd_t e) { return __pmd(pmd_val(e) & ~_PAGE_PRESENT); }
static inline void set_pmd_at(struct mm_struct *mm, unsigned long addr, pmd_t *p, pmd_t e) { *p = e; }
#define set_pmd_at set_pmd_at

#define pmdp_establish(vma, addr, p, e)	generic_pmdp_establish(vma, addr, p, e)

#define pte_ERROR(e)	BUG()
#define pmd_ERROR(e)	BUG()
#define pud_ERROR(e)	BUG()
#define pgd_ERROR(e)	BUG()

#define __swp_type(x)		((x).val & 0x1f)
#define __swp_offset(x)		((x).val >> 5)
#define __swp_entry(type, off)	((swp_entry_t) { (type) | (unsigned long)(off) << 5 })
#define __pte_to_swp_entry(pte)	((swp_entry_t) { pte_val(pte) >> PAGE_SHIFT })
#define __swp_entry_to_pte(x)	__pte((x).val << PAGE_SHIFT)
#define __pmd_to_swp_entry(pmd)	((swp_entry_t) { pmd_val(pmd) >> PAGE_SHIFT })
#define __swp_entry_to_pmd(x)	__pmd((x).val << PAGE_SHIFT)
static inline bool pte_swp_exclusive(pte_t e) { return pte_val(e) & _PAGE_SWP_EXCL; }
static inline pte_t pte_swp_mkexclusive(pte_t e) { return __pte(pte_val(e) | _PAGE_SWP_EXCL); }
static inline pte_t pte_swp_clear_exclusive(pte_t e) { return __pte(pte_val(e) & ~_PAGE_SWP_EXCL); }

static inline void update_mmu_cache_range(struct vm_fault *vmf, struct vm_area_struct *vma,
					  unsigned long addr, pte_t *p, unsigned int nr) { }
#define update_mmu_cache(vma, addr, p)	do { } while (0)
#define update_mmu_cache_pmd(vma, addr, p)	do { } while (0)
#define arch_has_hw_pte_young()		core_hw_pte_young
#define arch_has_hw_nonleaf_pmd_young()	core_hw_nonleaf_pmd_young
extern bool core_hw_pte_young, core_hw_nonleaf_pmd_young;
#define kern_addr_valid(addr)	1
#endif
#endif
