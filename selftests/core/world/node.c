// SPDX-License-Identifier: GPL-2.0
/*
 * Memory: nodes, zones and an allocator that knows aligned blocks and nothing
 * of migrate types or per-CPU lists. A free page is poisoned, so that the
 * sanitizer reports whoever looks at it.
 */
#include <linux/mm.h>
#include <linux/mmzone.h>
#include <linux/memcontrol.h>
#include <linux/kthread.h>
#include <linux/freezer.h>
#include "internal.h"
#include "page_alloc.h"
#include "world.h"

struct pglist_data *node_data[MAX_NUMNODES];
nodemask_t node_states[NR_NODE_STATES];
unsigned int nr_node_ids = MAX_NUMNODES;
struct page *mem_map;
unsigned long max_mapnr;
atomic_long_t _totalram_pages;
const char * const migratetype_names[MIGRATE_TYPES];

struct w_page *w_pages;
unsigned long w_max_pfn;
int w_nr_nodes;
int w_alloc_nid;
enum zone_type w_alloc_zone = MAX_NR_ZONES - 1;

static unsigned long hint[MAX_NUMNODES][MAX_NR_ZONES];
static struct task_struct kswapd_task[MAX_NUMNODES];
static int (*kswapd_main)(void *data);
static int kswapd_rounds;
static bool kswapd_wants_sleep;

static const char *const names_of_zones[] = { "DMA32", "Normal", "Movable" };

static void set_free(unsigned long pfn, int order)
{
	unsigned long i;

	for (i = pfn; i < pfn + (1UL << order); i++) {
		w_pages[i].state = W_FREE;
		memset(&mem_map[i], 0, sizeof(struct page));
	}
	__asan_poison_memory_region(&mem_map[pfn], sizeof(struct page) << order);
}

static void zone_init(struct pglist_data *pgdat, int nr, unsigned long pfn, unsigned long pages)
{
	struct zone *zone = &pgdat->node_zones[nr];

	zone->node = pgdat->node_id;
	zone->zone_pgdat = pgdat;
	zone->name = names_of_zones[nr];
	zone->zone_start_pfn = pfn;
	zone->spanned_pages = zone->present_pages = pages;
	atomic_long_set(&zone->managed_pages, pages);
	zone->_watermark[WMARK_MIN] = pages / 128;
	zone->_watermark[WMARK_LOW] = pages / 32;
	zone->_watermark[WMARK_HIGH] = pages / 16;
	zone->initialized = 1;
	spin_lock_init(&zone->lock);
	zone->per_cpu_zonestats = alloc_percpu(struct per_cpu_zonestat);
	mod_zone_page_state(zone, NR_FREE_PAGES, pages);
	hint[pgdat->node_id][nr] = pfn;
	if (pages)
		pgdat->nr_zones = nr + 1;
}

static void zonelists_init(void)
{
	int nid, i, zone;

	for (nid = 0; nid < w_nr_nodes; nid++) {
		struct zoneref *all = node_data[nid]->node_zonelists[ZONELIST_FALLBACK]._zonerefs;
		struct zoneref *own = node_data[nid]->node_zonelists[ZONELIST_NOFALLBACK]._zonerefs;

		for (i = 0; i < w_nr_nodes; i++) {
			struct pglist_data *pgdat = node_data[(nid + i) % w_nr_nodes];

			for (zone = MAX_NR_ZONES - 1; zone >= 0; zone--) {
				struct zoneref ref = { &pgdat->node_zones[zone], zone };

				if (!populated_zone(ref.zone))
					continue;
				*all++ = ref;
				if (!i)
					*own++ = ref;
			}
		}
	}
}

void w_nodes_init(const struct w_config *config)
{
	unsigned long pfn = W_PFN_BASE, per_node = 0;
	int nid, zone, i;

	for (zone = 0; zone < MAX_NR_ZONES; zone++)
		per_node += config->zone_pages[zone];
	w_nr_nodes = config->nodes;
	w_max_pfn = max_mapnr = W_PFN_BASE + per_node * w_nr_nodes;
	mem_map = aligned_alloc(64, round_up(w_max_pfn * sizeof(struct page), 64));
	w_pages = calloc(w_max_pfn, sizeof(*w_pages));
	for (i = 0; i < w_max_pfn; i++)
		set_free(i, 0);
	atomic_long_set(&_totalram_pages, per_node * w_nr_nodes);

	for (nid = 0; nid < w_nr_nodes; nid++) {
		struct pglist_data *pgdat = aligned_alloc(64, round_up(sizeof(*pgdat), 64));

		memset(pgdat, 0, sizeof(*pgdat));
		node_data[nid] = pgdat;
		pgdat->node_id = nid;
		pgdat->node_start_pfn = pfn;
		pgdat->node_spanned_pages = pgdat->node_present_pages = per_node;
		pgdat->per_cpu_nodestats = alloc_percpu(struct per_cpu_nodestat);
		init_waitqueue_head(&pgdat->kswapd_wait);
		init_waitqueue_head(&pgdat->pfmemalloc_wait);
		for (i = 0; i < NR_VMSCAN_THROTTLE; i++)
			init_waitqueue_head(&pgdat->reclaim_wait[i]);
		node_set_state(nid, N_POSSIBLE);
		node_set_state(nid, N_ONLINE);
		node_set_state(nid, N_NORMAL_MEMORY);
		node_set_state(nid, N_MEMORY);
		for (zone = 0; zone < MAX_NR_ZONES; zone++) {
			zone_init(pgdat, zone, pfn, config->zone_pages[zone]);
			pfn += config->zone_pages[zone];
		}
		lruvec_init(&pgdat->__lruvec);
	}
	nr_node_ids = w_nr_nodes;
	zonelists_init();
}

unsigned long w_nr_free(int nid)
{
	unsigned long sum = 0;
	int zone;

	for (zone = 0; zone < MAX_NR_ZONES; zone++)
		sum += zone_page_state(&NODE_DATA(nid)->node_zones[zone], NR_FREE_PAGES);
	return sum;
}

static struct folio *prep(unsigned long pfn, struct zone *zone, int order)
{
	struct page *page = pfn_to_page(pfn);
	int i;

	__asan_unpoison_memory_region(page, sizeof(*page) << order);
	for (i = 0; i < 1 << order; i++) {
		w_pages[pfn + i].state = i ? W_TAIL : W_HEAD;
		w_pages[pfn + i].order = order;
		set_page_zone(page + i, zone_idx(zone));
		set_page_node(page + i, zone_to_nid(zone));
		atomic_set(&page[i]._mapcount, -1);
	}
	set_page_count(page, 1);
	if (order) {
		__SetPageHead(page);
		for (i = 1; i < 1 << order; i++)
			prep_compound_tail(page + i, page, order);
		prep_compound_head(page, order);
	}
	__mod_zone_page_state(zone, NR_FREE_PAGES, -(1L << order));
	return page_rmappable_folio(page);
}

static struct folio *zone_alloc(struct zone *zone, int order, bool keep_min)
{
	unsigned long nr = 1UL << order, tried, pfn;
	unsigned long *next = &hint[zone_to_nid(zone)][zone_idx(zone)];

	if (!populated_zone(zone) ||
	    zone_page_state(zone, NR_FREE_PAGES) < nr + (keep_min ? min_wmark_pages(zone) : 0))
		return NULL;

	pfn = round_down(*next, nr);
	for (tried = 0; tried <= zone->spanned_pages; tried += nr, pfn += nr) {
		unsigned long i;

		if (pfn < zone->zone_start_pfn || pfn + nr > zone_end_pfn(zone))
			pfn = zone->zone_start_pfn;
		for (i = 0; i < nr && w_pages[pfn + i].state == W_FREE; i++)
			;
		if (i < nr)
			continue;
		*next = pfn + nr;
		return prep(pfn, zone, order);
	}
	return NULL;
}

static struct folio *try_alloc(int nid, enum zone_type highest, int order)
{
	int i, zone;

	for (i = 0; i < w_nr_nodes; i++) {
		struct pglist_data *pgdat = NODE_DATA((nid + i) % w_nr_nodes);

		for (zone = highest; zone >= 0; zone--) {
			struct folio *folio = zone_alloc(&pgdat->node_zones[zone], order, true);

			if (folio)
				return folio;
		}
	}
	return NULL;
}

/* Return: a folio with one reference, or NULL where a kernel would kill. */
struct folio *w_folio_alloc(int nid, enum zone_type zone, int order)
{
	struct folio *folio;
	int tries;

	for (tries = 0; tries < 4; tries++) {
		folio = try_alloc(nid, zone, order);
		if (folio)
			return folio;
		if (order || !w_reclaim_direct(nid, order, zone))
			break;
	}
	return NULL;
}

static gfp_t gfp_for(enum zone_type zone)
{
	switch (zone) {
	case ZONE_DMA32:
		return GFP_KERNEL | __GFP_DMA32;
	case ZONE_NORMAL:
		return GFP_KERNEL;
	default:
		return GFP_HIGHUSER_MOVABLE;
	}
}

bool w_reclaim_direct(int nid, int order, enum zone_type zone)
{
	unsigned long nr;
	unsigned int flags = memalloc_noreclaim_save();

	nr = try_to_free_pages(node_zonelist(nid, gfp_for(zone)), order, gfp_for(zone), NULL);
	memalloc_noreclaim_restore(flags);
	w_trace("direct reclaim node %d zone %d: %lu\n", nid, zone, nr);
	w_run_deferred();
	return nr;
}

struct task_struct *kthread_create_on_node(int (*main)(void *data), void *data, int nid,
					   const char *name, ...)
{
	kswapd_main = main;
	kswapd_task[nid].stack = &core_thread_info;
	return &kswapd_task[nid];
}

bool kthread_freezable_should_stop(bool *was_frozen)
{
	*was_frozen = false;
	if (!kswapd_wants_sleep)
		return false;
	kswapd_wants_sleep = false;
	return kswapd_rounds-- <= 0;
}

/* kswapd asks whether to go on after it wanted to sleep, and while it works */
void prepare_to_wait(struct wait_queue_head *wq, struct wait_queue_entry *entry, int state)
{
	int nid;

	for (nid = 0; nid < w_nr_nodes; nid++)
		kswapd_wants_sleep |= wq == &NODE_DATA(nid)->kswapd_wait;
}

/* One round of the node's kswapd, up to the high watermarks if it can. */
void w_kswapd_once(int nid)
{
	struct task_struct *was = current;

	core_current = &kswapd_task[nid];
	kswapd_rounds = 1;
	kswapd_main(NODE_DATA(nid));
	core_current = was;
	w_trace("kswapd node %d: %lu free\n", nid, w_nr_free(nid));
	w_run_deferred();
}

static void page_free(struct page *page, unsigned int order)
{
	unsigned long pfn = page_to_pfn(page);
	struct zone *zone = page_zone(page);
	struct folio *folio = (struct folio *)page;

	if (w_pages[pfn].state != W_HEAD || w_pages[pfn].order != order)
		W_FAIL("pfn %lx order %u freed: it is in state %d order %d", pfn, order,
		       w_pages[pfn].state, w_pages[pfn].order);
	if (page->flags.f & PAGE_FLAGS_CHECK_AT_FREE || folio_ref_count(folio) ||
	    folio_mapped(folio) || (folio->mapping && !folio_test_anon(folio)) ||
	    folio->memcg_data) {
		dump_page(page, "freed while in use");
		W_FAIL("pfn %lx freed while in use, memcg_data %lx", pfn, folio->memcg_data);
	}
	if (order > 1 && !list_empty(&folio->_deferred_list))
		W_FAIL("pfn %lx freed while queued for a split", pfn);
	__mod_zone_page_state(zone, NR_FREE_PAGES, 1L << order);
	set_free(pfn, order);
}

void free_frozen_pages(struct page *page, unsigned int order)
{
	page_free(page, order);
}

void free_unref_folios(struct folio_batch *folios)
{
	int i;

	for (i = 0; i < folios->nr; i++)
		page_free(&folios->folios[i]->page, folio_order(folios->folios[i]));
	folio_batch_reinit(folios);
}

enum migratetype get_pfnblock_migratetype(const struct page *page, unsigned long pfn)
{
	return MIGRATE_MOVABLE;
}

bool __zone_watermark_ok(struct zone *zone, unsigned int order, unsigned long mark,
			 int highest_zoneidx, unsigned int alloc_flags, long free_pages)
{
	return free_pages > (long)mark + (1L << order) - 1;
}

bool zone_watermark_ok(struct zone *zone, unsigned int order, unsigned long mark,
		       int highest_zoneidx, unsigned int alloc_flags)
{
	return __zone_watermark_ok(zone, order, mark, highest_zoneidx, alloc_flags,
				   zone_page_state(zone, NR_FREE_PAGES));
}

void drain_local_pages(struct zone *zone)
{
}
