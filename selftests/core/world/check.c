// SPDX-License-Identifier: GPL-2.0
/*
 * What has to be true between any two operations. Everything is counted anew
 * from the folios themselves and compared with what reclaim believes.
 */
#include <linux/mm.h>
#include <linux/mm_inline.h>
#include <linux/memcontrol.h>
#include "internal.h"
#include "reclaim/internal.h"
#include "world.h"

/* which folios were met on a list, by pfn */
static u8 *seen;

struct tally {
	long lru[NR_LRU_LISTS];
	long zone[MAX_NR_ZONES][NR_LRU_LISTS];
};

static struct tally node_tally[MAX_NUMNODES];

#define CHECK(cond, fmt, ...)							\
do {										\
	if (unlikely(!(cond)))							\
		W_FAIL("invariant: %s: " fmt, #cond, ##__VA_ARGS__);		\
} while (0)

static void check_window(struct lruvec *lruvec, int cgroup, int nid)
{
	struct lru_gen_folio *lrugen = &lruvec->lrugen;
	struct reclaim_policy *policy;
	int type;

	for (type = 0; type < ANON_AND_FILE; type++) {
		long nr = lrugen->max_seq - lrugen->min_seq[type] + 1;
		long fewest = MIN_NR_GENS, most = MAX_NR_GENS;

		/* the younger one of two remains when the other was evicted */
		if (w_fewest_gens == MIN_NR_GENS && !lrugen->classic)
			fewest = 1;
		/* what is not evictable is let be, what a child leaves is taken as it is */
		if (type == LRU_GEN_FILE && !w_one_type && !w_reparented)
			most = w_most_gens;
		/* the root is older than what was asked for */
		if (!cgroup) {
			fewest = lrugen->classic ? MIN_NR_GENS : 1;
			most = MAX_NR_GENS;
		}
		CHECK(nr >= fewest && nr <= most,
		      "cgroup %d node %d type %d: generations %lu to %lu", cgroup, nid, type,
		      lrugen->min_seq[type], lrugen->max_seq);
	}
	policy = rcu_dereference_raw(lruvec->reclaim_policy);
	CHECK(lrugen->nr_gens == (policy ? policy->nr_classes : 0),
	      "cgroup %d node %d: wants %u generations under policy %s", cgroup, nid,
	      lrugen->nr_gens, policy ? policy->name : "-");
	/* a cgroup that is being removed has given its folios to its parent */
	CHECK(lruvec_is_classic(lruvec) == lrugen->classic || !w_cgroups[cgroup].online,
	      "cgroup %d node %d is kept as %s, is taken for the other", cgroup, nid,
	      lrugen->classic ? "classic" : "mglru");
}

static bool in_window(struct lruvec *lruvec, int gen, int type)
{
	struct lru_gen_folio *lrugen = &lruvec->lrugen;
	unsigned long seq;

	for (seq = lrugen->min_seq[type]; seq <= lrugen->max_seq; seq++) {
		if (lru_gen_from_seq(seq) == gen)
			return true;
	}
	return false;
}

static void check_folio(struct folio *folio, struct lruvec *lruvec, int gen, int type, int zone,
			int cgroup, int nid)
{
	unsigned long pfn = folio_pfn(folio);
	int own = folio_lru_gen(folio);

	CHECK(w_pages[pfn].state == W_HEAD, "pfn %lx is on a list and free", pfn);
	CHECK(!seen[pfn], "pfn %lx is on two lists", pfn);
	seen[pfn] = 1;
	CHECK(folio_test_lru(folio) || folio == w_held, "pfn %lx is listed without PG_lru", pfn);
	CHECK(!folio_test_unevictable(folio), "pfn %lx is listed and unevictable", pfn);
	CHECK(folio_ref_count(folio) > 0, "pfn %lx is listed and has no reference", pfn);
	CHECK(folio_memcg(folio) == w_memcg(cgroup), "pfn %lx is of another cgroup than %d", pfn,
	      cgroup);
	CHECK(folio_nid(folio) == nid && folio_zonenum(folio) == zone,
	      "pfn %lx of node %d zone %d is listed at node %d zone %d", pfn, folio_nid(folio),
	      folio_zonenum(folio), nid, zone);
	CHECK(folio_is_file_lru(folio) == type, "pfn %lx type %d", pfn, type);
	CHECK(own >= 0, "pfn %lx is listed and has no generation", pfn);
	/* what a walk had promoted keeps a generation that has passed */
	CHECK(in_window(lruvec, own, type) || (w_one_type && own != gen),
	      "cgroup %d node %d type %d: pfn %lx of generation %d on the list of %d, outside %lu to %lu",
	      cgroup, nid, type, pfn, own, gen, lruvec->lrugen.min_seq[type],
	      lruvec->lrugen.max_seq);
	/* a page table walk changes the flags and leaves the list for later */
	CHECK(own == gen || !w_never_switched || !lruvec->lrugen.classic || w_classic_walked,
	      "pfn %lx of generation %d is on the list of %d", pfn, own, gen);
	if (w_never_switched && lruvec->lrugen.classic)
		CHECK(folio_test_active(folio) == lru_gen_is_active(lruvec, own),
		      "pfn %lx active %d generation %d", pfn, folio_test_active(folio), own);
	else if (w_never_switched)
		CHECK(!folio_test_active(folio), "pfn %lx is active in a generation", pfn);
}

static void check_lruvec(int cgroup, int nid)
{
	struct lruvec *lruvec = w_lruvec(cgroup, nid);
	struct lru_gen_folio *lrugen = &lruvec->lrugen;
	long nr[MAX_NR_GENS][ANON_AND_FILE][MAX_NR_ZONES] = {};
	struct tally sum = {};
	int gen, type, zone, lru;

	check_window(lruvec, cgroup, nid);
	for (gen = 0; gen < MAX_NR_GENS; gen++) {
		for (type = 0; type < ANON_AND_FILE; type++) {
			for (zone = 0; zone < MAX_NR_ZONES; zone++) {
				struct list_head *list = &lrugen->folios[gen][type][zone];
				struct folio *folio;

				CHECK(list_empty(list) || in_window(lruvec, gen, type),
				      "cgroup %d node %d type %d: folios in %d outside %lu to %lu",
				      cgroup, nid, type, gen, lrugen->min_seq[type],
				      lrugen->max_seq);
				CHECK(list_empty(list) || w_cgroups[cgroup].online,
				      "cgroup %d is offline and has folios", cgroup);
				list_for_each_entry(folio, list, lru) {
					check_folio(folio, lruvec, gen, type, zone, cgroup, nid);
					nr[folio_lru_gen(folio)][type][zone] +=
						folio_nr_pages(folio);
				}
			}
		}
	}
	for (gen = 0; gen < MAX_NR_GENS; gen++) {
		bool youngest = gen == lru_gen_from_seq(lrugen->max_seq);
		bool second = gen == lru_gen_from_seq(lrugen->max_seq - 1);

		CHECK(lru_gen_is_active(lruvec, gen) == (youngest || (second && !lrugen->classic)),
		      "cgroup %d node %d gen %d", cgroup, nid, gen);
		for (type = 0; type < ANON_AND_FILE; type++) {
			for (zone = 0; zone < MAX_NR_ZONES; zone++) {
				CHECK(lrugen->nr_pages[gen][type][zone] == nr[gen][type][zone],
				      "cgroup %d node %d gen %d type %d zone %d: %ld counted %ld",
				      cgroup, nid, gen, type, zone,
				      lrugen->nr_pages[gen][type][zone], nr[gen][type][zone]);
				lru = type * LRU_INACTIVE_FILE +
				      lru_gen_is_active(lruvec, gen) * LRU_ACTIVE;
				sum.lru[lru] += nr[gen][type][zone];
				node_tally[nid].zone[zone][lru] += nr[gen][type][zone];
			}
		}
	}
	for_each_evictable_lru(lru) {
		long stat = lruvec_page_state_local(lruvec, NR_LRU_BASE + lru);

		node_tally[nid].lru[lru] += sum.lru[lru];
		CHECK(stat == sum.lru[lru], "cgroup %d node %d lru %d: memory.stat %ld counted %ld",
		      cgroup, nid, lru, stat, sum.lru[lru]);
	}
}

/* what is on no list: unevictable, or waiting in a batch */
static void check_unlisted(void)
{
	unsigned long pfn;

	for (pfn = 0; pfn < w_max_pfn; pfn++) {
		struct folio *folio;

		if (w_pages[pfn].state != W_HEAD)
			continue;
		folio = pfn_folio(pfn);
		CHECK(!folio_test_locked(folio), "pfn %lx was left locked", pfn);
		if (!folio_test_lru(folio) && folio != w_held) {
			CHECK(!w_drained, "pfn %lx is neither listed nor in a batch", pfn);
			CHECK(folio_lru_gen(folio) < 0, "pfn %lx unlisted with generation %d", pfn,
			      folio_lru_gen(folio));
			continue;
		}
		if (folio_test_unevictable(folio)) {
			struct tally *tally = &node_tally[folio_nid(folio)];

			CHECK(folio_lru_gen(folio) < 0, "pfn %lx unevictable with generation %d",
			      pfn, folio_lru_gen(folio));
			tally->lru[LRU_UNEVICTABLE] += folio_nr_pages(folio);
			tally->zone[folio_zonenum(folio)][LRU_UNEVICTABLE] += folio_nr_pages(folio);
		} else {
			CHECK(seen[pfn], "pfn %lx has PG_lru and is on no list", pfn);
		}
		if (w_drained && !folio_test_mlocked(folio))
			CHECK(folio_ref_count(folio) == folio_expected_ref_count(folio),
			      "pfn %lx has %d references, not %d", pfn, folio_ref_count(folio),
			      folio_expected_ref_count(folio));
	}
}

static void check_node(int nid)
{
	struct pglist_data *pgdat = NODE_DATA(nid);
	int lru, zone;

	for_each_lru(lru) {
		CHECK(node_page_state(pgdat, NR_LRU_BASE + lru) == node_tally[nid].lru[lru],
		      "node %d lru %d: counter %ld counted %ld", nid, lru,
		      (long)node_page_state(pgdat, NR_LRU_BASE + lru), node_tally[nid].lru[lru]);
		for (zone = 0; zone < MAX_NR_ZONES; zone++)
			CHECK(zone_page_state(&pgdat->node_zones[zone], NR_ZONE_LRU_BASE + lru) ==
			      node_tally[nid].zone[zone][lru],
			      "node %d zone %d lru %d: counter %ld counted %ld", nid, zone, lru,
			      (long)zone_page_state(&pgdat->node_zones[zone],
						    NR_ZONE_LRU_BASE + lru),
			      node_tally[nid].zone[zone][lru]);
	}
	CHECK(!node_page_state_pages(pgdat, NR_ISOLATED_ANON) &&
	      !node_page_state_pages(pgdat, NR_ISOLATED_FILE), "node %d: folios left isolated", nid);
	/* the raw values: reading hides what is below zero */
	for (lru = 0; lru < NR_VM_NODE_STAT_ITEMS; lru++)
		CHECK(atomic_long_read(&pgdat->vm_stat[lru]) >= 0, "node %d counter %d is %ld", nid,
		      lru, atomic_long_read(&pgdat->vm_stat[lru]));
}

static void check_mms(void)
{
	int i, j, nr[W_MMS] = {};

	for (i = 0; i < W_CGROUPS; i++) {
		struct mm_struct *mm;
		struct list_head *head, *tail;

		if (!w_memcg(i))
			continue;
		list_for_each_entry(mm, &w_memcg(i)->mm_list.fifo, lru_gen.list) {
			for (j = 0; j < W_MMS && w_mms[j].mm != mm; j++)
				;
			CHECK(j < W_MMS, "cgroup %d lists an address space that is gone", i);
			CHECK(w_mms[j].cgroup == i, "process %d of cgroup %d is listed in %d", j,
			      w_mms[j].cgroup, i);
			nr[j]++;
		}
		for (j = 0; j < w_nr_nodes; j++) {
			struct list_head *pos;
			bool head_ok, tail_ok;

			CHECK(!w_lruvec(i, j)->mm_state.scan, "cgroup %d node %d is being scanned",
			      i, j);

			head = w_lruvec(i, j)->mm_state.head;
			tail = w_lruvec(i, j)->mm_state.tail;
			pos = &w_memcg(i)->mm_list.fifo;
			head_ok = !head || head == pos;
			tail_ok = !tail || tail == pos;
			list_for_each(pos, &w_memcg(i)->mm_list.fifo) {
				head_ok |= head == pos;
				tail_ok |= tail == pos;
			}
			CHECK(head_ok && tail_ok, "cgroup %d node %d iterates over what is gone",
			      i, j);
		}
	}
	for (i = 0; i < W_MMS; i++)
		CHECK(nr[i] == !!w_mms[i].mm, "process %d is listed %d times", i, nr[i]);
}

bool w_never_switched = true;
bool w_classic_walked;	/* walks change flags and leave lists for later */
bool w_drained;
bool w_one_type;
struct folio *w_held;
bool w_reparented;
unsigned int w_fewest_gens = DEF_NR_GENS, w_most_gens = DEF_NR_GENS;

void w_check(void)
{
	int i, nid;

	if (!seen)
		seen = calloc(w_max_pfn, 1);
	memset(seen, 0, w_max_pfn);
	memset(node_tally, 0, sizeof(node_tally));
	css_rstat_flush(&root_mem_cgroup->css);

	for (nid = 0; nid < w_nr_nodes; nid++) {
		for (i = 0; i < W_CGROUPS; i++) {
			if (w_memcg(i))
				check_lruvec(i, nid);
		}
	}
	check_unlisted();
	for (nid = 0; nid < w_nr_nodes; nid++)
		check_node(nid);
	check_mms();
}
