// SPDX-License-Identifier: GPL-2.0
/* What processes do to page tables and folios as they run. */
#include <linux/mm.h>
#include <linux/mm_inline.h>
#include <linux/rmap.h>
#include <linux/leafops.h>
#include <linux/swapops.h>
#include "internal.h"
#include "swap.h"
#include "world.h"

/* Whoever runs uses its address space, which the aging wants to know. */
static void run_as(struct w_mm *w)
{
	core_current = w->task;
	lru_gen_use_mm(w->mm);
	down_read(&w->mm->mmap_lock);
}

static void run_as_nobody(struct w_mm *w)
{
	extern struct task_struct core_init_task;

	up_read(&w->mm->mmap_lock);
	core_current = &core_init_task;
}

static struct folio *new_folio(struct w_mm *w, int order)
{
	struct folio *folio = w_folio_alloc(w_alloc_nid, w_alloc_zone, order);

	if (folio && mem_cgroup_charge(folio, w->mm, GFP_KERNEL)) {
		folio_put(folio);
		return NULL;
	}
	return folio;
}

static bool range_is_none(struct w_mm *w, unsigned long addr, int order)
{
	int i;

	for (i = 0; i < 1 << order; i++) {
		if (!pte_none(*w_pte(w, addr + i * PAGE_SIZE, true)))
			return false;
	}
	return true;
}

static int fault_new(struct w_mm *w, unsigned long addr, int order)
{
	struct folio *folio;
	int i;

	/* anonymous folios have no order 1: it has no room for its split queue */
	if (order == 1)
		order = 0;
	addr &= ~((PAGE_SIZE << order) - 1);
	if (!range_is_none(w, addr, order))
		return -EEXIST;
	if (anon_vma_prepare(w->anon))
		W_FAIL("no anon_vma");
	folio = new_folio(w, order);
	if (!folio)
		return -ENOMEM;
	/* reclaim ran since; who else could have mapped it? */
	folio_add_new_anon_rmap(folio, w->anon, addr, RMAP_EXCLUSIVE);
	folio_add_lru_vma(folio, w->anon);
	folio_ref_add(folio, (1 << order) - 1);
	add_mm_counter(w->mm, MM_ANONPAGES, 1 << order);
	for (i = 0; i < 1 << order; i++)
		*w_walk_to(w, addr + i * PAGE_SIZE, true, true) =
			pfn_pte(folio_pfn(folio) + i, __pgprot(_PAGE_PRESENT | _PAGE_RW |
							      _PAGE_DIRTY | _PAGE_ACCESSED));
	return 0;
}

/* swap in one page, as swap_cache_alloc_folio() and do_swap_page() do */
static int fault_swap(struct w_mm *w, unsigned long addr)
{
	pte_t *ptep = w_walk_to(w, addr, true, true), old = *ptep;
	unsigned long slot = swp_offset(softleaf_from_pte(old));
	struct folio *folio = w_swap_folio(slot);
	bool exclusive = pte_swp_exclusive(old);
	struct page *page;

	if (folio) {
		folio_get(folio);
		folio_mark_accessed(folio);
		folio_lock(folio);
	} else {
		void *shadow = w_swap_slot(slot);

		folio = w_folio_alloc(w_alloc_nid, w_alloc_zone, 0);
		if (!folio)
			return -ENOMEM;
		if (mem_cgroup_swapin_charge_folio(folio, w_swap_cgroup(slot), w->mm,
						   GFP_KERNEL)) {
			folio_put(folio);
			return -ENOMEM;
		}
		__folio_set_locked(folio);
		__folio_set_swapbacked(folio);
		w_swap_cache_add(folio, slot);
		if (shadow)
			workingset_refault(folio, shadow);
		folio_add_lru(folio);
	}
	page = folio_page(folio, slot - swp_offset(folio->swap));
	folio_wait_writeback(folio);

	folio_put_swap(folio, page);
	add_mm_counter(w->mm, MM_SWAPENTS, -1);
	inc_mm_counter(w->mm, MM_ANONPAGES);
	if (!folio_test_anon(folio))
		folio_add_new_anon_rmap(folio, w->anon, addr, exclusive ? RMAP_EXCLUSIVE : 0);
	else
		folio_add_anon_rmap_pte(folio, page, w->anon, addr,
					exclusive ? RMAP_EXCLUSIVE : RMAP_NONE);
	*ptep = pfn_pte(page_to_pfn(page), __pgprot(_PAGE_PRESENT | _PAGE_ACCESSED |
						   (exclusive ? _PAGE_RW | _PAGE_DIRTY : 0)));
	folio_free_swap(folio);
	if (exclusive)
		folio_mark_dirty(folio);
	folio_unlock(folio);
	return 0;
}

static int fault(struct w_mm *w, unsigned long addr, int order)
{
	pte_t *pte = w_walk_to(w, addr, true, true);
	int err;

	run_as(w);
	if (pte_present(*pte)) {
		*pte = pte_mkyoung(*pte);
		err = 0;
	} else {
		current->in_lru_fault = true;
		err = pte_none(*pte) ? fault_new(w, addr, order) : fault_swap(w, addr);
		current->in_lru_fault = false;
	}
	run_as_nobody(w);
	return err;
}

int w_fault_anon(int mm, unsigned long page, int order)
{
	return fault(&w_mms[mm], W_ANON_START + (page << PAGE_SHIFT), order);
}

/* A fault of a page that the page cache has. */
int w_fault_file(int nr, int file, pgoff_t index)
{
	struct w_mm *w = &w_mms[nr];
	struct folio *folio = w_file_folio(file, index);
	pte_t *pte = w_walk_to(w, w_file_addr(file, index), true, true);
	struct page *page;

	if (pte_present(*pte)) {
		*pte = pte_mkyoung(*pte);
		lru_gen_use_mm(w->mm);
		return 0;
	}
	if (!folio)
		return -ENOENT;
	run_as(w);
	current->in_lru_fault = true;
	page = folio_page(folio, index - folio->index);
	folio_get(folio);
	folio_add_file_rmap_pte(folio, page, w->file[file]);
	inc_mm_counter(w->mm, MM_FILEPAGES);
	*pte = pfn_pte(page_to_pfn(page), __pgprot(_PAGE_PRESENT | _PAGE_ACCESSED));
	current->in_lru_fault = false;
	run_as_nobody(w);
	return 0;
}

/* Only what the hardware does. */
static int touch(struct w_mm *w, unsigned long addr, bool write)
{
	pte_t *pte = w_pte(w, addr, false);

	if (!pte || !pte_present(*pte))
		return -ENOENT;
	pte = w_walk_to(w, addr, false, true);
	*pte = pte_mkyoung(*pte);
	if (write && pte_write(*pte))
		*pte = pte_mkdirty(*pte);
	lru_gen_use_mm(w->mm);
	return 0;
}

int w_touch_anon_pte(int mm, unsigned long page)
{
	return touch(&w_mms[mm], W_ANON_START + (page << PAGE_SHIFT), true);
}

int w_touch_file_pte(int mm, int file, pgoff_t index)
{
	return touch(&w_mms[mm], w_file_addr(file, index), false);
}
