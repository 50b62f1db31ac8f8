/* SPDX-License-Identifier: GPL-2.0 */
/* A scenario: a world of its own, in a child, and what has to come of it. */
#ifndef CORE_SCENARIO_H
#define CORE_SCENARIO_H
#include <linux/mm.h>
#include <linux/mm_inline.h>
#include <linux/memcontrol.h>
#include "internal.h"
#include "world.h"

struct scenario {
	const char *name;
	void (*run)(void);
	struct w_config config;
	struct scenario *next;
};

void scenario_add(struct scenario *scenario);

#define W_SMALL(gen)	{ .nodes = 1, .zone_pages = { 0, 2048, 0 }, .swap_pages = 4096,	\
			  .lru_gen = (gen), .seed = 1 }
#define W_LARGE(gen)	{ .nodes = 1, .zone_pages = { 0, 16384, 0 }, .swap_pages = 4096,	\
			  .lru_gen = (gen), .seed = 1 }

#define SCENARIO_CONFIG(id, ...)						\
static void id(void);								\
static struct scenario id##_ = { #id, id, __VA_ARGS__ };			\
static void __attribute__((constructor)) id##_add(void)				\
{										\
	scenario_add(&id##_);							\
}										\
static void id(void)

/* one node of one zone, under either of the two */
#define CLASSIC(id)	SCENARIO_CONFIG(id, W_SMALL(false))
#define MGLRU(id)	SCENARIO_CONFIG(id, W_SMALL(true))

/* the same behaviour under both: BODY is told which */
#define BOTH_IN(id, world)							\
static void id(bool mglru);							\
SCENARIO_CONFIG(classic_##id, world(false)) { id(false); }			\
SCENARIO_CONFIG(mglru_##id, world(true)) { id(true); }				\
static void id(bool mglru)
#define BOTH(id)	BOTH_IN(id, W_SMALL)

#define EXPECT(cond)								\
do {										\
	if (!(cond))								\
		w_fail(__FILE__, __LINE__, "expected %s", #cond);			\
} while (0)

#define EXPECT_EQ(a, b)								\
do {										\
	long a_ = (a), b_ = (b);						\
	if (a_ != b_)								\
		w_fail(__FILE__, __LINE__, "%s is %ld, expected %ld", #a, a_, b_);	\
} while (0)

/* ---- what scenarios look at ---- */

static inline struct zone *normal_zone(void)
{
	return &NODE_DATA(0)->node_zones[ZONE_NORMAL];
}

/* the youngest generation of a new cgroup */
#define FIRST_SEQ	(MAX_NR_GENS - 1)

static inline struct lru_gen_folio *gens(int cgroup)
{
	return &w_lruvec(cgroup, 0)->lrugen;
}

/* how many generations a type has */
static inline long width(int cgroup, int type)
{
	return gens(cgroup)->max_seq - gens(cgroup)->min_seq[type] + 1;
}

/* pages of the generation @age below the youngest, as far as sizes tell */
static inline long gen_size(int cgroup, int age, int type)
{
	int gen = lru_gen_from_seq(gens(cgroup)->max_seq - age);
	long sum = 0;
	int zone;

	for (zone = 0; zone < MAX_NR_ZONES; zone++)
		sum += gens(cgroup)->nr_pages[gen][type][zone];
	return sum;
}

/* generations between a folio's and the youngest one */
static inline int age_of(struct folio *folio)
{
	struct lruvec *lruvec = folio_lruvec(folio);

	if (folio_lru_gen(folio) < 0)
		W_FAIL("pfn %lx is in no generation", folio_pfn(folio));
	return (lruvec->lrugen.max_seq - folio_lru_gen(folio)) % MAX_NR_GENS;
}

/* generations between the list a folio is on, which a walk leaves it on, and the youngest */
static inline int list_age_of(struct folio *folio)
{
	struct lru_gen_folio *lrugen = &folio_lruvec(folio)->lrugen;
	int age, type = folio_is_file_lru(folio), zone = folio_zonenum(folio);

	for (age = 0; age < MAX_NR_GENS; age++) {
		int gen = lru_gen_from_seq(lrugen->max_seq + MAX_NR_GENS - age);
		struct folio *other;

		list_for_each_entry(other, &lrugen->folios[gen][type][zone], lru) {
			if (other == folio)
				return age;
		}
	}
	W_FAIL("pfn %lx is on no list", folio_pfn(folio));
}

static inline bool is_active(struct folio *folio)
{
	return lru_gen_is_active(folio_lruvec(folio), folio_lru_gen(folio));
}

static inline bool cached(int file, pgoff_t index)
{
	return w_file_folio(file, index);
}

static inline long nr_cached(int file, pgoff_t from, long nr)
{
	long i, sum = 0;

	for (i = 0; i < nr; i++)
		sum += cached(file, from + i);
	return sum;
}

static inline long nr_resident(int mm, unsigned long from, long nr)
{
	long i, sum = 0;

	for (i = 0; i < nr; i++)
		sum += !!w_anon_folio(mm, from + i);
	return sum;
}

static inline void read_pages(int cgroup, int file, pgoff_t from, long nr)
{
	while (nr-- > 0)
		EXPECT(!w_read(cgroup, file, from++, 0));
}

static inline void readahead_pages(int cgroup, int file, pgoff_t from, long nr)
{
	while (nr-- > 0)
		EXPECT(!w_readahead(cgroup, file, from++, 0));
}

/* A page somebody else holds is not reclaimed. */
static inline void hold_pages(int file, pgoff_t from, long nr)
{
	while (nr-- > 0)
		folio_get(w_file_folio(file, from++));
}

static inline void let_pages_go(int file, pgoff_t from, long nr)
{
	while (nr-- > 0)
		folio_put(w_file_folio(file, from++));
}

static inline void anon_pages(int mm, unsigned long from, long nr)
{
	while (nr-- > 0)
		EXPECT(!w_anon(mm, from++, 0));
}

static inline unsigned long usage(int cgroup)
{
	return page_counter_read(&w_memcg(cgroup)->memory);
}

/* pages on the lists of one node; what is charged is rounded up */
static inline unsigned long listed(int cgroup)
{
	unsigned long sum = 0;
	int lru;

	for_each_lru(lru)
		sum += w_stat(cgroup, 0, NR_LRU_BASE + lru);
	return sum;
}

/* lets every page look unused, as if its young bit was cleared long ago */
static inline void make_old(int mm, unsigned long from, long nr)
{
	for (; nr-- > 0; from++) {
		pte_t *pte = w_pte(&w_mms[mm], W_ANON_START + (from << PAGE_SHIFT), false);

		if (pte && pte_present(*pte))
			*pte = pte_mkold(*pte);
	}
}

static inline void old_anon_pages(int mm, unsigned long from, long nr)
{
	anon_pages(mm, from, nr);
	make_old(mm, from, nr);
}

/* the first ones of @mm */
static inline void activate(int mm, long nr)
{
	long i;

	for (i = 0; i < nr; i++)
		folio_activate(w_anon_folio(mm, i));
	w_drain();
}

static inline void touch_pages(int mm, unsigned long from, long nr)
{
	while (nr-- > 0)
		EXPECT(!w_touch(mm, from++));
}

static inline long nr_young(int mm, unsigned long from, long nr)
{
	long i, sum = 0;

	for (i = 0; i < nr; i++)
		sum += pte_young(*w_pte(&w_mms[mm], W_ANON_START + ((from + i) << PAGE_SHIFT),
					false));
	return sum;
}

/* reclaims until nothing more comes */
static inline long reclaim_all(int cgroup, int swappiness)
{
	long nr, sum = 0;
	int idle = 0;

	while (idle < 4) {
		nr = w_reclaim(cgroup, 512, swappiness);
		sum += nr;
		idle = nr ? 0 : idle + 1;
	}
	return sum;
}

#endif
