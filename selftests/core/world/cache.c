// SPDX-License-Identifier: GPL-2.0
/*
 * Where the content of folios goes: files whose page cache is an array, and a
 * swap device whose slots hold a folio, a shadow entry, or nothing.
 */
#include <linux/backing-dev.h>
#include <linux/mm.h>
#include <linux/pagemap.h>
#include <linux/swap.h>
#include <linux/swapops.h>
#include <linux/percpu-refcount.h>
#include "internal.h"
#include "swap.h"
#include "swap_table.h"
#include "reclaim/core.h"
#include "world.h"

struct swap_info_struct *swap_info[MAX_SWAPFILES];
struct address_space swap_space;
atomic_long_t nr_swap_pages;
long total_swap_pages;
struct w_file w_files[W_FILES];
bool w_async_writeback;

/* a slot is in use while it is counted or in the swap cache */
struct slot {
	unsigned int count;
	struct folio *folio;
	void *shadow;
};

static struct slot *slots;
static unsigned long nr_slots, nr_used;
static LIST_HEAD(under_writeback);

struct writeback {
	struct list_head node;
	struct folio *folio;
};

/* ---- files ---- */

/* that there is one tells a file from a special mapping */
static int file_read_folio(struct file *file, struct folio *folio)
{
	W_FAIL("pages are not read from files");
}

static const struct address_space_operations file_ops = {
	.read_folio = file_read_folio,
};

void w_files_init(void)
{
	static struct super_block sb;
	int i;

	for (i = 0; i < W_FILES; i++) {
		struct w_file *file = &w_files[i];

		file->mapping.host = &file->inode;
		file->inode.i_mapping = &file->mapping;
		file->inode.i_sb = &sb;
		file->inode.i_ino = i + 1;
		file->mapping.a_ops = &file_ops;
		file->mapping.i_mmap = RB_ROOT_CACHED;
		mapping_set_large_folios(&file->mapping);
		xa_init_flags(&file->mapping.i_pages, XA_FLAGS_LOCK_IRQ);
		init_rwsem(&file->mapping.i_mmap_rwsem);
	}
	swap_space.a_ops = &file_ops;
}

static void set_slots(struct w_file *file, struct folio *folio, void *value)
{
	int i;

	for (i = 0; i < folio_nr_pages(folio); i++)
		file->slot[folio->index + i] = value;
}

static struct w_file *file_of(struct address_space *mapping)
{
	return container_of(mapping, struct w_file, mapping);
}

/*
 * A charged folio becomes page cache. Return: the shadow entry it replaces.
 * Whether that makes a refault is for the caller: a rewrite is none.
 */
void *w_file_add(struct w_file *file, pgoff_t index, struct folio *folio)
{
	void *shadow = NULL;
	int i;

	for (i = 0; i < folio_nr_pages(folio); i++) {
		void *old = file->slot[index + i];

		if (old && !xa_is_value(old))
			W_FAIL("page %lu of a file is cached already", index + i);
		if (old)
			shadow = old;
	}
	folio->mapping = &file->mapping;
	folio->index = index;
	set_slots(file, folio, folio);
	folio_ref_add(folio, folio_nr_pages(folio));
	lruvec_stat_mod_folio(folio, NR_FILE_PAGES, folio_nr_pages(folio));
	return shadow;
}

void __filemap_remove_folio(struct folio *folio, void *shadow)
{
	struct address_space *mapping = folio->mapping;

	if (folio_mapped(folio))
		W_FAIL("pfn %lx leaves the page cache mapped", folio_pfn(folio));
	if (folio_test_dirty(folio))
		W_FAIL("pfn %lx leaves the page cache dirty", folio_pfn(folio));
	if (mapping->a_ops != &file_ops)
		W_FAIL("pfn %lx is of a file that is not known", folio_pfn(folio));
	lruvec_stat_mod_folio(folio, NR_FILE_PAGES, -folio_nr_pages(folio));
	set_slots(file_of(mapping), folio, shadow);
	folio->mapping = NULL;
}

bool folio_mark_dirty(struct folio *folio)
{
	if (folio_test_set_dirty(folio))
		return false;
	if (!folio_test_anon(folio)) {
		lruvec_stat_mod_folio(folio, NR_FILE_DIRTY, folio_nr_pages(folio));
		zone_stat_mod_folio(folio, NR_ZONE_WRITE_PENDING, folio_nr_pages(folio));
	}
	return true;
}

bool folio_clear_dirty_for_io(struct folio *folio)
{
	if (!folio_test_clear_dirty(folio))
		return false;
	if (!folio_test_anon(folio)) {
		lruvec_stat_mod_folio(folio, NR_FILE_DIRTY, -folio_nr_pages(folio));
		zone_stat_mod_folio(folio, NR_ZONE_WRITE_PENDING, -folio_nr_pages(folio));
	}
	return true;
}

bool filemap_release_folio(struct folio *folio, gfp_t gfp)
{
	return true;
}

bool shmem_mapping(const struct address_space *mapping)
{
	return false;
}

void folio_unlock(struct folio *folio)
{
	if (!folio_test_locked(folio))
		W_FAIL("pfn %lx unlocked twice", folio_pfn(folio));
	__folio_clear_locked(folio);
}

void __folio_lock(struct folio *folio)
{
	W_FAIL("pfn %lx is locked by the one who wants to lock it", folio_pfn(folio));
}

/* ---- writeback ---- */

void w_writeback_start(struct folio *folio)
{
	struct writeback *wb = malloc(sizeof(*wb));

	set_bit(PG_writeback, &folio->flags.f);
	w_trace("write pfn %lx\n", folio_pfn(folio));
	lruvec_stat_mod_folio(folio, NR_WRITEBACK, folio_nr_pages(folio));
	wb->folio = folio;
	list_add_tail(&wb->node, &under_writeback);
}

static void writeback_end(struct writeback *wb)
{
	struct folio *folio = wb->folio;

	/* the order in which the kernel ends it */
	folio_get(folio);
	if (folio_test_reclaim(folio)) {
		folio_clear_reclaim(folio);
		folio_rotate_reclaimable(folio);
	}
	lruvec_stat_mod_folio(folio, NR_WRITEBACK, -folio_nr_pages(folio));
	clear_bit(PG_writeback, &folio->flags.f);
	folio_put(folio);
	list_del(&wb->node);
	free(wb);
}

/* All writes that are under way end. Return: how many. */
int w_writeback_done(void)
{
	int nr = 0;

	while (!list_empty(&under_writeback)) {
		writeback_end(list_first_entry(&under_writeback, struct writeback, node));
		nr++;
	}
	return nr;
}

void folio_wait_writeback(struct folio *folio)
{
	struct writeback *wb, *next;

	list_for_each_entry_safe(wb, next, &under_writeback, node) {
		if (wb->folio == folio)
			writeback_end(wb);
	}
}

/* dirty limits, of which there are none */

int wb_domain_init(struct wb_domain *dom, gfp_t gfp)
{
	return 0;
}

void wb_domain_exit(struct wb_domain *dom)
{
}

void wb_memcg_offline(struct mem_cgroup *memcg)
{
}

void wb_wait_for_completion(struct wb_completion *done)
{
}

/* ---- swap ---- */

static void device_gone(struct percpu_ref *ref)
{
}

void w_swap_init(unsigned long pages)
{
	struct swap_info_struct *si = calloc(1, sizeof(*si));
	unsigned long i, clusters = DIV_ROUND_UP(pages, SWAPFILE_CLUSTER) ?: 1;

	slots = calloc(pages, sizeof(*slots));
	nr_slots = total_swap_pages = pages;
	atomic_long_set(&nr_swap_pages, pages);
	si->cluster_info = calloc(clusters, sizeof(*si->cluster_info));
	si->max = si->pages = pages;
	si->flags = SWP_USED | SWP_WRITEOK;
	if (percpu_ref_init(&si->users, device_gone, 0, GFP_KERNEL))
		W_FAIL("no reference count for the swap device");
	for (i = 0; i < clusters; i++) {
		spin_lock_init(&si->cluster_info[i].lock);
		si->cluster_info[i].memcg_table = calloc(1, sizeof(struct swap_memcg_table));
	}
	swap_info[0] = si;
	/* the header; an entry of all zeroes would read as none */
	slots[0].count = 1;
}

void *w_swap_slot(unsigned long slot)
{
	return slots[slot].folio ?: slots[slot].shadow;
}

struct folio *w_swap_folio(unsigned long slot)
{
	return slots[slot].folio;
}

static void slot_release(unsigned long slot)
{
	struct swap_cluster_info *ci = __swap_offset_to_cluster(swap_info[0], slot);
	unsigned short id = __swap_cgroup_clear(ci, slot % SWAPFILE_CLUSTER, 1);

	if (slots[slot].count || slots[slot].folio)
		W_FAIL("swap slot %lu is released while in use", slot);
	if (id)
		mem_cgroup_uncharge_swap(id, 1);
	slots[slot].shadow = NULL;
	nr_used--;
	atomic_long_inc(&nr_swap_pages);
}

static bool slot_in_use(unsigned long slot)
{
	return slots[slot].count || slots[slot].folio;
}

/* A slot that page tables refer to loses one of them. */
void w_swap_put_slot(unsigned long slot)
{
	if (!slots[slot].count)
		W_FAIL("swap slot %lu is put once too often", slot);
	slots[slot].count--;
	if (!slot_in_use(slot))
		slot_release(slot);
}

void w_swap_dup_slot(unsigned long slot)
{
	if (!slots[slot].count)
		W_FAIL("swap slot %lu is free and duplicated", slot);
	slots[slot].count++;
}

/* In the order __swap_cache_add_folio() does it. */
void w_swap_cache_add(struct folio *folio, unsigned long slot)
{
	long i, nr = folio_nr_pages(folio);

	for (i = 0; i < nr; i++)
		slots[slot + i].folio = folio;
	folio_ref_add(folio, nr);
	folio_set_swapcache(folio);
	folio->swap = swp_entry(0, slot);
	node_stat_mod_folio(folio, NR_FILE_PAGES, nr);
	lruvec_stat_mod_folio(folio, NR_SWAPCACHE, nr);
}

int folio_alloc_swap(struct folio *folio)
{
	static unsigned long next;
	unsigned long nr = folio_nr_pages(folio), slot, tried, i;

	for (tried = 0; tried < nr_slots; tried += nr) {
		slot = round_down(next, nr);
		if (slot + nr > nr_slots)
			slot = 0;
		if (slot + nr > nr_slots)
			break;
		next = slot + nr;
		for (i = 0; i < nr && !slot_in_use(slot + i); i++)
			;
		if (i == nr)
			goto found;
	}
	return -ENOMEM;
found:
	nr_used += nr;
	atomic_long_sub(nr, &nr_swap_pages);
	w_swap_cache_add(folio, slot);
	if (mem_cgroup_try_charge_swap(folio)) {
		swap_cache_del_folio(folio);
		return -ENOMEM;
	}
	return 0;
}

void __swap_cache_del_folio(struct swap_cluster_info *ci, struct folio *folio,
			    swp_entry_t entry, void *shadow, bool swapout)
{
	unsigned long slot = swp_offset(entry);
	long i, nr = folio_nr_pages(folio);

	w_trace("pfn %lx leaves swap slot %lu\n", folio_pfn(folio), slot);
	node_stat_mod_folio(folio, NR_FILE_PAGES, -nr);
	lruvec_stat_mod_folio(folio, NR_SWAPCACHE, -nr);
	folio->swap.val = 0;
	folio_clear_swapcache(folio);
	for (i = 0; i < nr; i++) {
		slots[slot + i].folio = NULL;
		slots[slot + i].shadow = shadow;
		if (!slots[slot + i].count)
			slot_release(slot + i);
	}
}

void swap_cache_del_folio(struct folio *folio)
{
	__swap_cache_del_folio(NULL, folio, folio->swap, NULL, false);
	folio_ref_sub(folio, folio_nr_pages(folio));
}

int folio_dup_swap(struct folio *folio, struct page *page)
{
	unsigned long i, slot = swp_offset(folio->swap), nr = folio_nr_pages(folio);

	if (page) {
		slot += folio_page_idx(folio, page);
		nr = 1;
	}
	for (i = 0; i < nr; i++)
		slots[slot + i].count++;
	return 0;
}

void folio_put_swap(struct folio *folio, struct page *page)
{
	unsigned long i, slot = swp_offset(folio->swap), nr = folio_nr_pages(folio);

	if (page) {
		slot += folio_page_idx(folio, page);
		nr = 1;
	}
	for (i = 0; i < nr; i++)
		w_swap_put_slot(slot + i);
}

bool folio_free_swap(struct folio *folio)
{
	unsigned long i, slot = swp_offset(folio->swap);

	if (!folio_test_swapcache(folio) || folio_test_writeback(folio))
		return false;
	for (i = 0; i < folio_nr_pages(folio); i++) {
		if (slots[slot + i].count)
			return false;
	}
	swap_cache_del_folio(folio);
	folio_set_dirty(folio);
	return true;
}

void w_swap_check_empty(void)
{
	unsigned long slot;

	for (slot = 1; slot < nr_slots; slot++) {
		if (slot_in_use(slot))
			W_FAIL("swap slot %lu is lost, counted %u times, folio %d", slot,
			       slots[slot].count, !!slots[slot].folio);
	}
	if (nr_used)
		W_FAIL("no swap slot is in use, %lu are counted", nr_used);
}

unsigned short w_swap_cgroup(unsigned long slot)
{
	return __swap_cgroup_get(__swap_offset_to_cluster(swap_info[0], slot),
				 slot % SWAPFILE_CLUSTER);
}

int swap_writeout(struct swap_io_ctx *ctx, struct folio *folio)
{
	/* nobody maps it: the slot goes, as in the kernel, instead of the write */
	if (folio_free_swap(folio)) {
		folio_unlock(folio);
		return 0;
	}
	if (w_async_writeback)
		w_writeback_start(folio);
	folio_unlock(folio);
	return 0;
}

void swap_write_submit(struct swap_io_ctx *ctx)
{
}

/* Large folios are not split: reclaim has to cope with the refusal. */
int split_folio_to_list(struct folio *folio, struct list_head *list)
{
	return -EBUSY;
}

bool __folio_unqueue_deferred_split(struct folio *folio)
{
	return false;
}

void deferred_split_folio(struct folio *folio, bool partially_mapped)
{
}
