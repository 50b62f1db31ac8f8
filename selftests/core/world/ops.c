// SPDX-License-Identifier: GPL-2.0
/*
 * The operations. Each is one thing that a program or an administrator does;
 * afterwards what was deferred has run and the invariants hold.
 */
#include <linux/mm.h>
#include <linux/mm_inline.h>
#include <linux/pagemap.h>
#include <linux/swap.h>
#include "internal.h"
#include "reclaim/core.h"
#include "world.h"

/* whether no operation leaves folios in batches */
bool w_drain_always;

/*
 * All folios are counted anew after each operation. Where there are thousands, most of
 * which are alike, every 32nd time will do, unless one is looked for that went wrong.
 */
#define CHECK_EACH	1024

static bool should_check(void)
{
	return w_ops <= CHECK_EACH || !(w_ops % 32) || w_verbose;
}

static void end_op(void)
{
	w_drained = w_drain_always;
	if (w_drained)
		lru_add_drain();
	w_run_deferred();
	w_ops++;
	if (should_check())
		w_check();
}

#define END_OP(...)	do { w_trace(__VA_ARGS__); end_op(); } while (0)

/* Folios wait in batches to be put on a list; now they are. */
void w_drain(void)
{
	bool was = w_drain_always;

	w_drain_always = true;
	end_op();
	w_drain_always = was;
}

struct folio *w_file_folio(int file, pgoff_t index)
{
	void *value = w_files[file].slot[index];

	return xa_is_value(value) ? NULL : value;
}

/*
 * A page of a file is brought into the cache. @order is reduced to what is
 * free of other folios. Return: NULL without memory.
 */
static struct folio *file_fill(int cgroup, int file, pgoff_t index, int order, bool write)
{
	struct mem_cgroup *was = set_active_memcg(w_memcg(cgroup));
	struct folio *folio = NULL;
	void *shadow;
	int i, class;

	for (i = 0; i < 1 << order; i++) {
		if (w_file_folio(file, round_down(index, 1UL << order) + i))
			order = 0;
	}
	index = round_down(index, 1UL << order);
	folio = w_folio_alloc(w_alloc_nid, w_alloc_zone, order);
	if (folio && mem_cgroup_charge(folio, NULL, GFP_KERNEL)) {
		folio_put(folio);
		folio = NULL;
	}
	if (!folio)
		goto out;

	__folio_set_locked(folio);
	shadow = w_file_add(&w_files[file], index, folio);
	if (shadow && !write)
		class = workingset_refault(folio, shadow);
	else
		class = reclaim_place_new(folio);
	if (class < 0)
		folio_add_lru(folio);
	else
		folio_add_lru_class(folio, class);
	folio_unlock(folio);
out:
	set_active_memcg(was);
	return folio;
}

static int file_access(int cgroup, int file, pgoff_t index, int order, bool write)
{
	struct folio *folio = w_file_folio(file, index);

	if (folio)
		folio_get(folio);
	else
		folio = file_fill(cgroup, file, index, order, write);
	if (!folio)
		return -ENOMEM;
	if (write) {
		folio_lock(folio);
		folio_wait_writeback(folio);
		folio_mark_dirty(folio);
		folio_unlock(folio);
	}
	folio_mark_accessed(folio);
	folio_put(folio);
	return 0;
}

/* read(): fills the cache on behalf of @cgroup, and marks the page accessed */
int w_read(int cgroup, int file, pgoff_t index, int order)
{
	int err = file_access(cgroup, file, index, order, false);

	END_OP("read cgroup %d file %d page %lu order %d: %d\n", cgroup, file, index, order, err);
	return err;
}

int w_write(int cgroup, int file, pgoff_t index)
{
	int err = file_access(cgroup, file, index, 0, true);

	END_OP("write cgroup %d file %d page %lu: %d\n", cgroup, file, index, err);
	return err;
}

/* readahead: in the cache, and not accessed yet */
int w_readahead(int cgroup, int file, pgoff_t index, int order)
{
	struct folio *folio;
	int err = 0;

	if (w_file_folio(file, index))
		return -EEXIST;
	folio = file_fill(cgroup, file, index, order, false);
	if (folio)
		folio_put(folio);
	else
		err = -ENOMEM;
	END_OP("readahead cgroup %d file %d page %lu order %d: %d\n", cgroup, file, index,
	       order, err);
	return err;
}

/* The flusher has written it. */
void w_clean(int file, pgoff_t index)
{
	struct folio *folio = w_file_folio(file, index);

	if (folio && folio_clear_dirty_for_io(folio) && folio_test_reclaim(folio)) {
		folio_get(folio);
		set_bit(PG_writeback, &folio->flags.f);
		folio_clear_reclaim(folio);
		folio_rotate_reclaimable(folio);
		clear_bit(PG_writeback, &folio->flags.f);
		folio_put(folio);
	}
	END_OP("clean file %d page %lu\n", file, index);
}

int w_truncate(int file, pgoff_t index)
{
	struct folio *folio = w_file_folio(file, index);

	if (!folio) {
		w_files[file].slot[index] = NULL;
		return -ENOENT;
	}
	folio_get(folio);
	folio_lock(folio);
	w_zap_folio(file, folio);
	folio_wait_writeback(folio);
	folio_clear_dirty_for_io(folio);
	__filemap_remove_folio(folio, NULL);
	folio_ref_sub(folio, folio_nr_pages(folio));
	folio_unlock(folio);
	folio_put(folio);
	END_OP("truncate file %d page %lu\n", file, index);
	return 0;
}

/* fadvise(DONTNEED) of a page that is in use elsewhere */
int w_deactivate_file(int file, pgoff_t index)
{
	struct folio *folio = w_file_folio(file, index);

	if (!folio)
		return -ENOENT;
	deactivate_file_folio(folio);
	END_OP("deactivate file %d page %lu\n", file, index);
	return 0;
}

int w_anon(int mm, unsigned long page, int order)
{
	int err = w_fault_anon(mm, page, order);

	END_OP("process %d anon page %lu order %d: %d\n", mm, page, order, err);
	return err;
}

/* A page of a mapped file is used, and read first if it is not cached. */
int w_map_file(int mm, int file, pgoff_t index, bool exec)
{
	struct vm_area_struct *vma = w_mms[mm].file[file];
	struct folio *folio;
	int err = -ENOMEM;

	if (exec)
		vm_flags_init(vma, vma->vm_flags | VM_EXEC);
	current->in_lru_fault = true;
	folio = w_file_folio(file, index);
	if (folio)
		folio_get(folio);
	else
		folio = file_fill(w_mms[mm].cgroup, file, index, 0, false);
	current->in_lru_fault = false;
	if (folio) {
		err = w_fault_file(mm, file, index);
		folio_put(folio);
	}
	END_OP("process %d maps file %d page %lu: %d\n", mm, file, index, err);
	return err;
}

int w_touch(int mm, unsigned long page)
{
	int err = w_touch_anon_pte(mm, page);

	END_OP("process %d touches anon page %lu: %d\n", mm, page, err);
	return err;
}

int w_touch_file(int mm, int file, pgoff_t index)
{
	int err = w_touch_file_pte(mm, file, index);

	END_OP("process %d touches file %d page %lu: %d\n", mm, file, index, err);
	return err;
}

int w_unmap(int mm, unsigned long page)
{
	w_zap_anon(mm, page);
	END_OP("process %d unmaps anon page %lu\n", mm, page);
	return 0;
}

/* madvise(MADV_FREE) and MADV_COLD of one page */
int w_lazyfree(int mm, unsigned long page)
{
	struct folio *folio = w_anon_folio(mm, page);
	pte_t *pte;

	if (!folio || folio_test_large(folio) || folio_mapcount(folio) > 1)
		return -EINVAL;
	if (folio_test_swapcache(folio) || folio_test_dirty(folio)) {
		folio_lock(folio);
		if (folio_test_swapcache(folio) && !folio_free_swap(folio)) {
			folio_unlock(folio);
			return -EBUSY;
		}
		folio_clear_dirty(folio);
		folio_unlock(folio);
	}
	pte = w_pte(&w_mms[mm], W_ANON_START + (page << PAGE_SHIFT), false);
	*pte = pte_mkclean(pte_mkold(*pte));
	folio_mark_lazyfree(folio);
	END_OP("process %d lazily frees anon page %lu\n", mm, page);
	return 0;
}

int w_cold(int mm, unsigned long page)
{
	struct folio *folio = w_anon_folio(mm, page);
	pte_t *pte;

	if (!folio)
		return -EINVAL;
	pte = w_pte(&w_mms[mm], W_ANON_START + (page << PAGE_SHIFT), false);
	*pte = pte_mkold(*pte);
	folio_clear_referenced(folio);
	if (folio_test_active(folio))
		folio_set_workingset(folio);
	folio_deactivate(folio);
	END_OP("process %d cools anon page %lu\n", mm, page);
	return 0;
}

void w_mlock(int mm, bool lock)
{
	w_set_mlock(mm, lock);
	END_OP("process %d %s\n", mm, lock ? "mlock" : "munlock");
}

static void note_swappiness(int swappiness)
{
	if (!swappiness || swappiness > MAX_SWAPPINESS)
		w_one_type = true;
}

/* Return: pages freed. @swappiness < 0: the system's */
long w_reclaim(int cgroup, unsigned long pages, int swappiness)
{
	long nr;

	note_swappiness(swappiness);
	nr = try_to_free_mem_cgroup_pages(w_memcg(cgroup), pages, GFP_KERNEL,
					  MEMCG_RECLAIM_MAY_SWAP | MEMCG_RECLAIM_PROACTIVE,
					  swappiness < 0 ? NULL : &swappiness);

	END_OP("reclaim %lu of cgroup %d swappiness %d: %ld\n", pages, cgroup, swappiness, nr);
	return nr;
}

/* What a cgroup does to itself at its limit. */
long w_reclaim_limit(int cgroup, unsigned long pages)
{
	long nr = try_to_free_mem_cgroup_pages(w_memcg(cgroup), pages, GFP_KERNEL,
					       MEMCG_RECLAIM_MAY_SWAP, NULL);

	END_OP("limit reclaim %lu of cgroup %d: %ld\n", pages, cgroup, nr);
	return nr;
}

long w_reclaim_node(int nid)
{
	long nr = w_nr_free(nid);

	w_reclaim_direct(nid, 0, w_alloc_zone);
	nr = w_nr_free(nid) - nr;
	END_OP("reclaim node %d: %ld\n", nid, nr);
	return nr;
}

void w_kswapd(int nid, int order)
{
	WRITE_ONCE(NODE_DATA(nid)->kswapd_order, order);
	w_kswapd_once(nid);
	END_OP("kswapd of node %d order %d\n", nid, order);
}

int w_lru_gen_cmd(char cmd, int cgroup, int nid, unsigned long seq, int swappiness,
		  unsigned long opt)
{
	u64 id = cgroup_id(w_memcg(cgroup)->css.cgroup);
	char buf[80];

	note_swappiness(swappiness);
	/* @opt has its place after a swappiness */
	if (swappiness < 0)
		snprintf(buf, sizeof(buf), "%c %llu %d %lu", cmd, id, nid, seq);
	else
		snprintf(buf, sizeof(buf), "%c %llu %d %lu %d %lu", cmd, id, nid, seq,
			 swappiness, opt);
	return w_lru_gen_write(buf);
}

int w_age(int cgroup, int nid, int swappiness)
{
	unsigned long seq = w_lruvec(cgroup, nid)->lrugen.max_seq;
	int err;

	/* lists become older there, and flags stay */
	if (w_lruvec(cgroup, nid)->lrugen.classic)
		w_never_switched = false;
	err = w_lru_gen_cmd('+', cgroup, nid, seq, swappiness, 1);
	END_OP("age cgroup %d node %d swappiness %d: %d, max_seq %lu -> %lu\n", cgroup, nid,
	       swappiness, err, seq, w_lruvec(cgroup, nid)->lrugen.max_seq);
	return err;
}

/* evict up to and including the generation @age below the youngest */
int w_evict_age(int cgroup, int nid, int age, unsigned long pages, int swappiness)
{
	unsigned long seq = w_lruvec(cgroup, nid)->lrugen.max_seq - age;
	int err = w_lru_gen_cmd('-', cgroup, nid, seq, swappiness, pages);

	END_OP("evict %lu of cgroup %d node %d seq %lu swappiness %d: %d\n", pages, cgroup, nid,
	       seq, swappiness, err);
	return err;
}

int w_evict(int cgroup, int nid, unsigned long pages, int swappiness)
{
	return w_evict_age(cgroup, nid, 2, pages, swappiness);
}

void w_switch(bool mglru)
{
	w_never_switched = false;
	w_lru_gen_set("enabled", mglru ? "y" : "n");
	END_OP("switch to %s\n", mglru ? "mglru" : "classic");
}

int w_nr_gens(unsigned int nr)
{
	char buf[16];
	int err;

	snprintf(buf, sizeof(buf), "%u", nr);
	err = w_lru_gen_set("nr_gens", buf);
	if (!err) {
		w_fewest_gens = min(w_fewest_gens, nr);
		w_most_gens = max(w_most_gens, nr);
	}
	END_OP("generations %u: %d\n", nr, err);
	return err;
}

void w_classic_walk(bool on)
{
	w_classic_walked |= on;
	w_lru_gen_set("classic_walk", on ? "1" : "0");
	END_OP("classic walk %d\n", on);
}

long w_walk(int cgroup, int nid)
{
	long nr;

	w_drain();
	w_classic_walked = true;
	nr = reclaim_walk(w_memcg(cgroup), nid);
	END_OP("walk cgroup %d node %d: %ld\n", cgroup, nid, nr);
	return nr;
}

int w_policy(int cgroup, const char *name)
{
	int err;

	w_never_switched = false;
	err = w_cgroup_write(cgroup, "reclaim_policy", name);

	END_OP("cgroup %d policy %s: %d\n", cgroup, name, err);
	return err;
}

int w_set(int cgroup, const char *file, const char *value)
{
	int err = w_cgroup_write(cgroup, file, value);

	end_op();
	return err;
}

int w_create(int parent)
{
	int cgroup = w_cgroup_new(parent);

	end_op();
	return cgroup;
}

int w_remove(int cgroup)
{
	int i;

	if (!cgroup || !w_memcg(cgroup) || !w_cgroups[cgroup].online)
		return -ENOENT;
	for (i = 0; i < W_CGROUPS; i++) {
		if (w_memcg(i) && w_cgroups[i].online && w_cgroups[i].parent == cgroup)
			return -EBUSY;
	}
	for (i = 0; i < W_MMS; i++) {
		if (w_mms[i].mm && w_mms[i].cgroup == cgroup)
			return -EBUSY;
	}
	w_reparented = true;
	w_cgroup_offline(cgroup);
	end_op();
	return 0;
}

void w_init(const struct w_config *config)
{
	w_random_seed(config->seed);
	w_nodes_init(config);
	anon_vma_init();
	w_kernel_init();
	w_swap_init(config->swap_pages);
	w_files_init();
	w_cgroups_init();
	w_run_deferred();
	if (!config->lru_gen)
		w_switch(false);
	w_never_switched = true;
	end_op();
}

/* what was unmapped while it was written stays in the swap cache */
static void drop_swap_cache(void)
{
	unsigned long pfn;

	for (pfn = 0; pfn < w_max_pfn; pfn++) {
		struct folio *folio;

		if (w_pages[pfn].state != W_HEAD)
			continue;
		folio = pfn_folio(pfn);
		folio_get(folio);
		folio_lock(folio);
		folio_free_swap(folio);
		folio_unlock(folio);
		folio_put(folio);
	}
}

/* Empties the world; what is left then is lost. */
void w_teardown(void)
{
	unsigned long pfn;
	pgoff_t index;
	int i;

	w_check();
	w_async_writeback = false;
	w_writeback_done();
	for (i = 0; i < W_MMS; i++) {
		if (w_mms[i].mm)
			w_mm_exit(i);
	}
	lru_add_drain();
	drop_swap_cache();
	for (i = 0; i < W_FILES; i++) {
		for (index = 0; index < W_FILE_PAGES; index++) {
			if (w_files[i].slot[index])
				w_truncate(i, index);
		}
	}
	lru_add_drain();
	for (i = W_CGROUPS - 1; i > 0; i--) {
		int j;

		for (j = 1; j < W_CGROUPS; j++)
			w_remove(j);
	}
	end_op();
	for (pfn = 0; pfn < w_max_pfn; pfn++) {
		if (w_pages[pfn].state != W_FREE)
			W_FAIL("pfn %lx is lost", pfn);
	}
	w_swap_check_empty();
	for (i = 1; i < W_CGROUPS; i++) {
		if (w_memcg(i))
			W_FAIL("cgroup %d is lost", i);
	}
}
