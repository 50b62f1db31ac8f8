// SPDX-License-Identifier: GPL-2.0
/*
 * What a policy is told: of a folio, of an lruvec, of what there is and how it
 * fared.
 */

/* Multiplicative hashing (Knuth, TAOCP vol. 3, 1973); one index, one key in a file */
static u64 hash_file_key(dev_t dev, u64 ino, u64 index)
{
	u64 key = (ino ^ (u64)dev << 32) * GOLDEN_RATIO_64;

	key = (key ^ key >> 32 ^ index) * GOLDEN_RATIO_64;
	return (key ^ key >> 32) ?: 1;
}

/*
 * The caller holds a reference on @folio, but maybe not its lock: truncation
 * may clear the mapping, and RCU keeps the inode until we are done.
 */
static noinline void describe_identity(struct reclaim_item *item, struct folio *folio)
{
	unsigned long mapping = (unsigned long)READ_ONCE(folio->mapping);
	struct inode *inode;

	if (mapping & FOLIO_MAPPING_FLAGS) {
		item->key = hash_file_key(0, mapping, READ_ONCE(folio->index));
		return;
	}
	if (!mapping || folio_test_swapcache(folio))
		return;

	inode = READ_ONCE(((struct address_space *)mapping)->host);
	if (!inode)
		return;
	item->index = READ_ONCE(folio->index);
	item->ino = inode->i_ino;
	item->dev = inode->i_sb->s_dev;
	item->key = hash_file_key(item->dev, item->ino, item->index);
}

static __always_inline u32 describe_flags(struct folio *folio)
{
	unsigned long was = READ_ONCE(folio->flags.f);
	u32 flags = 0;

	flags |= was & BIT(PG_swapbacked) ? 0 : RECLAIM_ITEM_FILE;
	flags |= was & BIT(PG_referenced) ? RECLAIM_ITEM_REFERENCED : 0;
	flags |= was & BIT(PG_workingset) ? RECLAIM_ITEM_WORKINGSET : 0;
	flags |= was & BIT(PG_dirty) ? RECLAIM_ITEM_DIRTY : 0;
	flags |= was & BIT(PG_writeback) ? RECLAIM_ITEM_WRITEBACK : 0;
	/* the bit means something else while there is something to write */
	if ((was & (BIT(PG_readahead) | BIT(PG_dirty) | BIT(PG_writeback))) == BIT(PG_readahead))
		flags |= RECLAIM_ITEM_READAHEAD;
	flags |= folio_mapped(folio) ? RECLAIM_ITEM_MAPPED : 0;
	if (!(flags & RECLAIM_ITEM_FILE) && folio_test_swapcache(folio))
		flags |= RECLAIM_ITEM_SWAPCACHE;
	return flags;
}

static __always_inline void describe_folio(struct reclaim_item *item, struct folio *folio,
					   u8 class, const struct reclaim_ops *ops)
{
	*item = (struct reclaim_item) {
		.pfn = folio_pfn(folio),
		.nr_pages = folio_nr_pages(folio),
		.flags = describe_flags(folio),
		.refs = folio_lru_refs(folio),
		.class = class,
		.nid = folio_nid(folio),
	};
	if (!(ops->flags & RECLAIM_OPS_NO_KEYS))
		describe_identity(item, folio);
}

/* Of one that was just allocated there is less to tell. */
static void describe_refaulted(struct reclaim_item *item, struct folio *folio,
			       const struct reclaim_ops *ops)
{
	*item = (struct reclaim_item) {
		.pfn = folio_pfn(folio),
		.nr_pages = folio_nr_pages(folio),
		.flags = folio_is_file_lru(folio) ? RECLAIM_ITEM_FILE : RECLAIM_ITEM_SWAPCACHE,
		.nid = folio_nid(folio),
	};
	if (!(ops->flags & RECLAIM_OPS_NO_KEYS))
		describe_identity(item, folio);
}

static u8 class_on_list(struct folio *folio, struct lruvec *lruvec)
{
	unsigned long base = lru_gen_class_base(lruvec, folio_is_file_lru(folio));
	int gen = folio_lru_gen(folio);
	unsigned long seq;

	if (gen < 0)
		return 0;
	seq = READ_ONCE(lruvec->lrugen.max_seq) - lru_gen_age(lruvec, gen);
	return seq > base ? min(seq - base, MAX_NR_GENS - 1) : 0;
}

static u32 nr_classes_of(const struct lruvec *lruvec, int type, unsigned long max_seq)
{
	/* which may have left @max_seq behind meanwhile */
	long nr = max_seq - READ_ONCE(lruvec->lrugen.min_seq[type]) + 1;

	return clamp_t(long, nr, 1, lruvec_nr_gens(lruvec));
}

static void describe_lruvec(struct reclaim_ctx *ctx, bool two_lists)
{
	struct lruvec *lruvec = ctx->lruvec;
	unsigned long max_seq = READ_ONCE(lruvec->lrugen.max_seq);

	ctx->cgroup_id = memcg_cgroup_id(lruvec_memcg(lruvec));
	if (two_lists) {
		ctx->nr_classes = RECLAIM_CLASSES_MIN;
		ctx->nr_anon_classes = RECLAIM_CLASSES_MIN;
	} else {
		ctx->nr_classes = nr_classes_of(lruvec, LRU_GEN_FILE, max_seq);
		ctx->nr_anon_classes = nr_classes_of(lruvec, LRU_GEN_ANON, max_seq);
	}
}

static u64 slot_pages(const struct lru_gen_folio *lrugen, int gen, int type)
{
	u64 pages = 0;
	int zone;

	for (zone = 0; zone < MAX_NR_ZONES; zone++)
		pages += max(READ_ONCE(lrugen->nr_pages[gen][type][zone]), 0L);
	return pages;
}

/* Pages on all lists */
u64 reclaim_lruvec_pages(struct lruvec *lruvec)
{
	u64 pages = 0;
	int gen, type;

	for (gen = 0; gen < MAX_NR_GENS; gen++) {
		for (type = 0; type < ANON_AND_FILE; type++)
			pages += slot_pages(&lruvec->lrugen, gen, type);
	}
	return pages;
}

/* Pages of a class, where @type is an enum reclaim_type */
u64 reclaim_class_pages(struct lruvec *lruvec, u32 type, u32 class)
{
	struct lru_gen_folio *lrugen = &lruvec->lrugen;
	bool file = type == RECLAIM_TYPE_FILE;
	unsigned long seq, base, max_seq = READ_ONCE(lrugen->max_seq);
	u64 pages = 0;

	if (type != RECLAIM_TYPE_ANON && type != RECLAIM_TYPE_FILE)
		return 0;

	/* all that are not active are one class */
	base = lruvec_is_classic(lruvec) ? max_seq - 1 : lru_gen_class_base(lruvec, file);
	if (class >= MAX_NR_GENS || base + class > max_seq)
		return 0;

	for (seq = class ? base + class : READ_ONCE(lrugen->min_seq[file]);
	     seq <= base + class; seq++)
		pages += slot_pages(lrugen, lru_gen_from_seq(seq), file);
	return pages;
}

int reclaim_read_tiers(struct lruvec *lruvec, u32 type, struct reclaim_tiers *tiers)
{
	struct lru_gen_folio *lrugen = &lruvec->lrugen;
	bool file = type == RECLAIM_TYPE_FILE;
	int i, hist;

	if (type != RECLAIM_TYPE_ANON && type != RECLAIM_TYPE_FILE)
		return -EINVAL;

	hist = lru_hist_from_seq(READ_ONCE(lrugen->min_seq[file]));
	for (i = 0; i < MAX_NR_TIERS; i++) {
		tiers->refaulted[i] = READ_ONCE(lrugen->avg_refaulted[file][i]) +
				      atomic_long_read(&lrugen->refaulted[hist][file][i]);
		tiers->total[i] = READ_ONCE(lrugen->avg_total[file][i]) +
				  READ_ONCE(lrugen->protected[hist][file][i]) +
				  atomic_long_read(&lrugen->evicted[hist][file][i]);
	}
	return 0;
}
