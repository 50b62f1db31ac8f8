// SPDX-License-Identifier: GPL-2.0
/*
 * Processes: an address space of one anonymous mapping and one of each file,
 * with page tables that the kernel's walkers read, and what a fork and an exit do
 * to the folios below them.
 */
#include <linux/mm.h>
#include <linux/mm_inline.h>
#include <linux/rmap.h>
#include <linux/sched/mm.h>
#include <linux/leafops.h>
#include <linux/swapops.h>
#include "internal.h"
#include "swap.h"
#include "world.h"

struct w_mm w_mms[W_MMS];

/* ---- page tables ---- */

static void *table_new(void)
{
	void *table = aligned_alloc(PAGE_SIZE, PAGE_SIZE);

	memset(table, 0, PAGE_SIZE);
	return table;
}

/* one level down: the table an entry points to */
static unsigned long *level(unsigned long *entry, bool alloc)
{
	if (!*entry) {
		if (!alloc)
			return NULL;
		*entry = (unsigned long)table_new() | _PAGE_PRESENT | _PAGE_RW;
	}
	return (unsigned long *)(*entry & PAGE_MASK);
}

/*
 * Return: where the entry of @addr is, or NULL if its table is missing. As in
 * hardware, @touch leaves young bits in the entries on the way.
 */
pte_t *w_walk_to(struct w_mm *w, unsigned long addr, bool alloc, bool touch)
{
	unsigned long *table = (unsigned long *)w->mm->pgd, *pmd;

	table = level(&table[pgd_index(addr)], alloc);
	if (!table)
		return NULL;
	table = level(&table[pud_index(addr)], alloc);
	if (!table)
		return NULL;
	pmd = &table[pmd_index(addr)];
	table = level(pmd, alloc);
	if (!table)
		return NULL;
	if (touch)
		*pmd |= _PAGE_ACCESSED;
	return (pte_t *)&table[pte_index(addr)];
}

pte_t *w_pte(struct w_mm *w, unsigned long addr, bool alloc)
{
	return w_walk_to(w, addr, alloc, false);
}

static void tables_free(unsigned long *table, int depth)
{
	int i;

	for (i = 0; depth && i < PTRS_PER_PTE; i++) {
		if (table[i])
			tables_free((unsigned long *)(table[i] & PAGE_MASK), depth - 1);
	}
	free(table);
}

/* no table is looked up through a struct page */
struct page *core_virt_to_page(unsigned long addr)
{
	W_FAIL("the page of address %lx was asked for", addr);
}

/* ---- mappings ---- */

static const struct vm_operations_struct file_vm_ops;

static struct vm_area_struct *vma_new(struct mm_struct *mm, unsigned long start,
				      unsigned long pages, struct address_space *mapping)
{
	struct vm_area_struct *vma = calloc(1, sizeof(*vma));
	unsigned long index = start >> PAGE_SHIFT;

	vma->vm_mm = mm;
	vma->vm_start = start;
	vma->vm_end = start + (pages << PAGE_SHIFT);
	vma->__vm_anon_pgoff_lo = index;
	vma->__vm_anon_pgoff_hi = index >> 32;
	INIT_LIST_HEAD(&vma->anon_vma_chain);
	if (mapping) {
		vma->vm_file = calloc(1, sizeof(struct file));
		vma->vm_file->f_mapping = mapping;
		vma->vm_ops = &file_vm_ops;
		vm_flags_init(vma, VM_READ | VM_WRITE | VM_MAYREAD | VM_MAYWRITE | VM_SHARED | VM_MAYSHARE);
		mapping_rmap_tree_insert(vma, mapping);
	} else {
		vma->vm_pgoff = index;
		vm_flags_init(vma, VM_READ | VM_WRITE | VM_MAYREAD | VM_MAYWRITE);
	}
	return vma;
}

static void vma_free(struct vm_area_struct *vma)
{
	if (vma->vm_file) {
		mapping_rmap_tree_remove(vma, vma->vm_file->f_mapping);
		free(vma->vm_file);
	}
	unlink_anon_vmas(vma);
	free(vma);
}

static struct w_mm *owner(struct mm_struct *mm)
{
	int i;

	for (i = 0; i < W_MMS; i++) {
		if (w_mms[i].mm == mm)
			return &w_mms[i];
	}
	W_FAIL("an address space is used after its exit");
}

/* the mapping that ends behind @addr, the lowest such; they are in this order */
struct vm_area_struct *find_vma(struct mm_struct *mm, unsigned long addr)
{
	struct w_mm *w = owner(mm);
	int i;

	if (addr < w->anon->vm_end)
		return w->anon;
	for (i = 0; i < W_FILES; i++) {
		if (addr < w->file[i]->vm_end)
			return w->file[i];
	}
	return NULL;
}

/* the iterators over mappings come down to this */
void *mas_find(struct ma_state *mas, unsigned long max)
{
	struct mm_struct *mm = container_of(mas->tree, struct mm_struct, mm_mt);
	unsigned long from = mas->status == ma_active ? mas->last + 1 : mas->index;
	struct vm_area_struct *vma = find_vma(mm, from);

	if (!vma || vma->vm_start > max)
		return NULL;
	mas->status = ma_active;
	mas->index = vma->vm_start;
	mas->last = vma->vm_end - 1;
	return vma;
}

struct anon_vma *find_mergeable_anon_vma(struct vm_area_struct *vma)
{
	return NULL;
}

struct folio *vm_normal_folio(struct vm_area_struct *vma, unsigned long addr, pte_t pte)
{
	return pfn_folio(pte_pfn(pte));
}

bool cond_install_uffd_wp_ptes(struct vm_area_struct *vma, unsigned long addr, pte_t *ptep,
			       pte_t pte, unsigned long nr)
{
	return false;
}

/* ---- processes ---- */

static int mm_alloc_slot(int cgroup)
{
	/* nobody is killed for memory */
	static struct signal_struct signal;
	struct mm_struct *mm;
	struct w_mm *w;
	int i, nr;

	for (nr = 0; nr < W_MMS && w_mms[nr].mm; nr++)
		;
	if (nr == W_MMS)
		return -ENOSPC;

	w = &w_mms[nr];
	/* a cpumask and what the scheduler keeps lie behind the struct */
	mm = calloc(1, sizeof(*mm) + 1024);
	w->mm = mm;
	w->cgroup = cgroup;
	w->task = calloc(1, sizeof(*w->task));
	w->task->mm = mm;
	w->task->signal = &signal;
	w->task->stack = &core_thread_info;
	spin_lock_init(&w->task->alloc_lock);
	rcu_assign_pointer(w->task->cgroups, w_css_set(cgroup));
	rcu_assign_pointer(mm->owner, w->task);
	atomic_set(&mm->mm_users, 1);
	atomic_set(&mm->mm_count, 1);
	init_rwsem(&mm->mmap_lock);
	spin_lock_init(&mm->page_table_lock);
	mm->pgd = table_new();
	mm->task_size = TASK_SIZE;
	mm->mm_id = MM_ID_MIN + nr;
	lru_gen_init_mm(mm);
	w->anon = vma_new(mm, W_ANON_START, W_ANON_PAGES, NULL);
	for (i = 0; i < W_FILES; i++)
		w->file[i] = vma_new(mm, W_FILE_START + ((unsigned long)i << PUD_SHIFT),
				     W_FILE_PAGES, &w_files[i].mapping);
	return nr;
}

int w_mm_new(int cgroup)
{
	int nr;

	if (!w_memcg(cgroup) || !w_cgroups[cgroup].online)
		return -ENOENT;
	nr = mm_alloc_slot(cgroup);
	if (nr >= 0) {
		lru_gen_add_mm(w_mms[nr].mm);
		w_trace("process %d in cgroup %d\n", nr, cgroup);
	}
	return nr;
}

/* the mapping an address lies in */
static struct vm_area_struct *vma_at(struct w_mm *w, unsigned long addr)
{
	return addr >= W_FILE_START ? w->file[(addr - W_FILE_START) >> PUD_SHIFT] : w->anon;
}

static void zap(struct w_mm *w, unsigned long addr)
{
	struct vm_area_struct *vma = vma_at(w, addr);
	pte_t *ptep = w_pte(w, addr, false), pte;
	struct folio *folio;

	if (!ptep || pte_none(*ptep))
		return;
	pte = *ptep;
	*ptep = __pte(0);
	if (!pte_present(pte)) {
		swp_entry_t entry = softleaf_from_pte(pte);
		struct folio *cached = w_swap_folio(swp_offset(entry));

		add_mm_counter(w->mm, MM_SWAPENTS, -1);
		if (cached)
			folio_get(cached);
		w_swap_put_slot(swp_offset(entry));
		if (!cached)
			return;
		/* what is only kept for a slot that nobody wants goes with it */
		folio_lock(cached);
		folio_free_swap(cached);
		folio_unlock(cached);
		folio_put(cached);
		return;
	}
	folio = pfn_folio(pte_pfn(pte));
	if (!folio_test_anon(folio)) {
		if (pte_dirty(pte))
			folio_mark_dirty(folio);
		if (pte_young(pte) && vma_has_recency(vma))
			folio_mark_accessed(folio);
	}
	dec_mm_counter(w->mm, mm_counter(folio));
	folio_remove_rmap_pte(folio, pfn_to_page(pte_pfn(pte)), vma);
	if (folio_test_swapcache(folio) && !folio_mapped(folio) && folio_trylock(folio)) {
		folio_free_swap(folio);
		folio_unlock(folio);
	}
	folio_put(folio);
}

static void zap_all(struct w_mm *w)
{
	unsigned long i;
	int f;

	for (i = 0; i < W_ANON_PAGES; i++)
		zap(w, W_ANON_START + (i << PAGE_SHIFT));
	for (f = 0; f < W_FILES; f++) {
		if (!w_pte(w, w->file[f]->vm_start, false))
			continue;
		for (i = 0; i < W_FILE_PAGES; i++)
			zap(w, w->file[f]->vm_start + (i << PAGE_SHIFT));
	}
}

void w_mm_exit(int nr)
{
	struct w_mm *w = &w_mms[nr];
	int i;

	w_trace("process %d exits\n", nr);
	lru_gen_del_mm(w->mm);
	down_write(&w->mm->mmap_lock);
	zap_all(w);
	vma_free(w->anon);
	for (i = 0; i < W_FILES; i++)
		vma_free(w->file[i]);
	tables_free((unsigned long *)w->mm->pgd, 3);
	free(w->task);
	free(w->mm);
	memset(w, 0, sizeof(*w));
}

/* Write to another cgroup's cgroup.procs; what it has stays where it is. */
int w_mm_move(int nr, int cgroup)
{
	struct w_mm *w = &w_mms[nr];

	if (!w_memcg(cgroup) || !w_cgroups[cgroup].online)
		return -ENOENT;
	rcu_assign_pointer(w->task->cgroups, w_css_set(cgroup));
	w->cgroup = cgroup;
	task_lock(w->task);
	lru_gen_migrate_mm(w->mm);
	task_unlock(w->task);
	w_trace("process %d moves to cgroup %d\n", nr, cgroup);
	return 0;
}

static void fork_pte(struct w_mm *child, struct w_mm *parent, unsigned long addr)
{
	struct vm_area_struct *vma = vma_at(parent, addr), *dst = vma_at(child, addr);
	pte_t *from = w_pte(parent, addr, false), *to;
	struct folio *folio;
	struct page *page;

	if (!from || pte_none(*from))
		return;
	to = w_pte(child, addr, true);
	if (!pte_present(*from)) {
		w_swap_dup_slot(swp_offset(softleaf_from_pte(*from)));
		*from = pte_swp_clear_exclusive(*from);
		*to = *from;
		inc_mm_counter(child->mm, MM_SWAPENTS);
		return;
	}
	page = pfn_to_page(pte_pfn(*from));
	folio = page_folio(page);
	folio_get(folio);
	if (folio_test_anon(folio)) {
		if (folio_try_dup_anon_rmap_pte(folio, page, dst, vma))
			W_FAIL("pfn %lx cannot be shared", page_to_pfn(page));
		*from = pte_wrprotect(*from);
	} else {
		folio_dup_file_rmap_pte(folio, page, dst);
	}
	*to = pte_mkold(*from);
	inc_mm_counter(child->mm, mm_counter(folio));
}

int w_mm_fork(int nr)
{
	struct w_mm *parent = &w_mms[nr], *child;
	unsigned long i;
	int f, new = mm_alloc_slot(parent->cgroup);

	if (new < 0)
		return new;
	child = &w_mms[new];
	down_write(&parent->mm->mmap_lock);
	down_write(&child->mm->mmap_lock);
	raw_write_seqcount_begin(&parent->mm->write_protect_seq);
	if (anon_vma_fork(child->anon, parent->anon))
		W_FAIL("no anon_vma for a child");
	for (i = 0; i < W_ANON_PAGES; i++)
		fork_pte(child, parent, W_ANON_START + (i << PAGE_SHIFT));
	for (f = 0; f < W_FILES; f++) {
		if (!w_pte(parent, parent->file[f]->vm_start, false))
			continue;
		for (i = 0; i < W_FILE_PAGES; i++)
			fork_pte(child, parent, parent->file[f]->vm_start + (i << PAGE_SHIFT));
	}
	raw_write_seqcount_end(&parent->mm->write_protect_seq);
	up_write(&child->mm->mmap_lock);
	up_write(&parent->mm->mmap_lock);
	lru_gen_add_mm(child->mm);
	w_trace("process %d forks %d\n", nr, new);
	return new;
}

void w_zap_anon(int mm, unsigned long page)
{
	zap(&w_mms[mm], W_ANON_START + (page << PAGE_SHIFT));
}

/* truncation takes a file's folio from every page table */
void w_zap_folio(int file, struct folio *folio)
{
	int nr, i;

	for (nr = 0; nr < W_MMS; nr++) {
		for (i = 0; w_mms[nr].mm && i < folio_nr_pages(folio); i++)
			zap(&w_mms[nr], w_file_addr(file, folio->index + i));
	}
}

struct folio *w_anon_folio(int mm, unsigned long page)
{
	pte_t *pte = w_pte(&w_mms[mm], W_ANON_START + (page << PAGE_SHIFT), false);

	return pte && pte_present(*pte) ? pfn_folio(pte_pfn(*pte)) : NULL;
}

bool w_anon_swapped(int mm, unsigned long page)
{
	pte_t *pte = w_pte(&w_mms[mm], W_ANON_START + (page << PAGE_SHIFT), false);

	return pte && !pte_none(*pte) && !pte_present(*pte);
}

/* mlock() and munlock() of the whole anonymous mapping */
void w_set_mlock(int mm, bool lock)
{
	struct w_mm *w = &w_mms[mm];
	unsigned long i;

	if (lock == !!(w->anon->vm_flags & VM_LOCKED))
		return;
	if (lock)
		vm_flags_init(w->anon, w->anon->vm_flags | VM_LOCKED);
	else
		vm_flags_init(w->anon, w->anon->vm_flags & ~VM_LOCKED);
	for (i = 0; i < W_ANON_PAGES; i++) {
		struct folio *folio = w_anon_folio(mm, i);

		if (!folio)
			continue;
		if (folio_test_large(folio) && folio_page_idx(folio,
				pfn_to_page(pte_pfn(*w_pte(w, W_ANON_START + (i << PAGE_SHIFT),
							   false)))))
			continue;
		if (lock)
			mlock_folio(folio);
		else
			munlock_folio(folio);
	}
}
