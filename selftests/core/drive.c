// SPDX-License-Identifier: GPL-2.0
/*
 * Sequences of operations spelled by bytes: four per operation, the first says
 * which, the others to what. Every sequence is valid, what makes no sense is
 * refused by the operation. Both the random runs and the fuzzer use this.
 */
#include "drive.h"

const struct w_config drive_config = {
	.nodes = 2,
	.zone_pages = { 512, 512, 512 },
	.swap_pages = 2048,
	.lru_gen = true,
	.seed = 1,
};

/* so that operations meet the same things again */
#define PAGES	192

static int pick_cgroup(u8 x)
{
	int i;

	for (i = 0; i < W_CGROUPS; i++, x++) {
		int cgroup = x % 12;

		if (w_memcg(cgroup) && w_cgroups[cgroup].online)
			return cgroup;
	}
	return 0;
}

static int pick_mm(u8 x)
{
	int i;

	for (i = 0; i < W_MMS; i++) {
		if (w_mms[(x + i) % W_MMS].mm)
			return (x + i) % W_MMS;
	}
	return -1;
}

static int swappiness(u8 x)
{
	static const int some[] = { -1, 0, 1, 60, 100, 200, 201 };

	return some[x % ARRAY_SIZE(some)];
}

static void run_of(u8 len, void (*op)(int a, int b, unsigned long page), int a, int b,
		   unsigned long page)
{
	int i;

	for (i = 0; i <= len % 16; i++)
		op(a, b, (page + i) % PAGES);
}

static void read_one(int cgroup, int file, unsigned long page)
{
	w_read(cgroup, file, page, 0);
}

static void anon_one(int mm, int order, unsigned long page)
{
	w_anon(mm, page, order);
}

static void touch_one(int mm, int unused, unsigned long page)
{
	w_touch(mm, page);
}

static void map_one(int mm, int file, unsigned long page)
{
	w_map_file(mm, file, page, false);
}

static void set_limit(int cgroup, u8 which, u8 value)
{
	static const char *const files[] = { "max", "high", "low", "min", "swap.max" };
	char buf[24];

	if (!cgroup)
		return;
	if (value > 200)
		strscpy(buf, which % 5 == 2 || which % 5 == 3 ? "0" : "max");
	else
		snprintf(buf, sizeof(buf), "%lu", value * 8 * PAGE_SIZE);
	w_set(cgroup, files[which % 5], buf);
}

static void policy(int cgroup, u8 x)
{
	static const char *const names[] = {
		"classic", "mglru", "inherit", "N0=classic", "N1=mglru", "N0=inherit",
		"N1=chance", "N1=two", "N0=seven", "N1=classic", "N0=lists",
	};
	unsigned int nr = (x & 127) % (ARRAY_SIZE(names) + W_POLICIES);

	w_policy_refuses = x & 128;
	w_policy(cgroup, nr < ARRAY_SIZE(names) ? names[nr] :
		 w_policy_name(nr - ARRAY_SIZE(names)));
	w_policy_refuses = false;
}

static void one(u8 op, u8 a, u8 b, u8 c)
{
	unsigned long page = c % PAGES;
	int cgroup = pick_cgroup(a), mm = pick_mm(a), file = b % 3, nid = b % w_nr_nodes;

	switch (op % 40) {
	case 0 ... 3:
		run_of(b >> 2, read_one, cgroup, file, page);
		break;
	case 4:
		w_read(cgroup, file, page, (b >> 2) % 5);
		break;
	case 5:
		w_readahead(cgroup, file, page, (b >> 2) % 5);
		break;
	case 6:
		w_write(cgroup, file, page);
		break;
	case 7:
		w_clean(file, page);
		break;
	case 8:
		w_truncate(file, page);
		break;
	case 9:
		w_deactivate_file(file, page);
		break;
	case 10 ... 13:
		if (mm >= 0)
			run_of(b, anon_one, mm, 0, page);
		break;
	case 14:
		if (mm >= 0)
			w_anon(mm, page, b % 5);
		break;
	case 15 ... 16:
		if (mm >= 0)
			run_of(b, touch_one, mm, 0, page);
		break;
	case 17:
		if (mm >= 0)
			run_of(b >> 2, map_one, mm, file, page);
		break;
	case 18:
		if (mm >= 0)
			w_touch_file(mm, file, page);
		break;
	case 19:
		if (mm >= 0)
			w_unmap(mm, page);
		break;
	case 20:
		if (mm >= 0)
			b & 1 ? w_lazyfree(mm, page) : w_cold(mm, page);
		break;
	case 21:
		if (mm >= 0)
			w_mlock(mm, b & 1);
		break;
	case 22:
		if (w_mm_new(cgroup) >= 0)
			w_drain();
		break;
	case 23:
		if (mm >= 0 && w_mm_fork(mm) >= 0)
			w_drain();
		break;
	case 24:
		if (mm >= 0)
			w_mm_exit(mm);
		break;
	case 25:
		if (mm >= 0)
			w_mm_move(mm, pick_cgroup(c));
		break;
	case 26 ... 27:
		w_reclaim(cgroup, b, swappiness(c));
		break;
	case 28:
		w_reclaim_limit(cgroup, b);
		break;
	case 29:
		w_alloc_zone = c % MAX_NR_ZONES;
		w_reclaim_node(nid);
		w_alloc_zone = MAX_NR_ZONES - 1;
		break;
	case 30:
		w_kswapd(nid, c % 4);
		break;
	case 31:
		w_age(cgroup, nid, swappiness(c));
		break;
	case 32:
		w_evict_age(cgroup, nid, b >> 1 & 3, 64, swappiness(c));
		break;
	case 33:
		w_switch(b & 1);
		break;
	case 34 ... 35:
		policy(cgroup, b);
		break;
	case 36:
		if (w_memcg(cgroup)->css.cgroup->level < 4)
			w_create(cgroup);
		break;
	case 37:
		w_remove(pick_cgroup(a));
		break;
	case 38:
		set_limit(cgroup, b, c);
		break;
	case 39:
		switch (b % 10) {
		case 0:
			w_async_writeback = c & 1;
			break;
		case 1:
			w_writeback_done();
			break;
		case 2:
			w_alloc_nid = c % w_nr_nodes;
			w_alloc_zone = (c >> 2) % MAX_NR_ZONES;
			break;
		case 3:
			w_advance(c * HZ / 8);
			break;
		case 4:
			w_drain_always = c & 1;
			w_drain();
			break;
		case 5:
			w_policy_register(c % W_POLICIES);
			break;
		case 6:
			w_policy_unregister(c % W_POLICIES);
			w_drain();
			break;
		case 7:
			w_nr_gens(MIN_NR_GENS + c % (MAX_NR_GENS - MIN_NR_GENS + 1));
			break;
		case 8:
			w_classic_walk(c & 1);
			break;
		case 9:
			w_walk(pick_cgroup(c), c % w_nr_nodes);
			break;
		}
		break;
	}
}

static void drive(const u8 *data, size_t size)
{
	size_t i;

	w_random_seed(1);
	for (i = 0; i + 4 <= size; i += 4)
		one(data[i], data[i + 1], data[i + 2], data[i + 3]);
	w_alloc_nid = 0;
	w_alloc_zone = MAX_NR_ZONES - 1;
	w_teardown();
	for (i = 0; i < W_POLICIES; i++)
		w_policy_unregister(i);
}

struct input {
	const u8 *data;
	size_t size;
	void (*done)(void);
};

static void drive_input(void *arg)
{
	struct input *input = arg;

	drive(input->data, input->size);
	if (input->done)
		input->done();
}

bool drive_apart(const u8 *data, size_t size, void (*done)(void))
{
	return w_apart(drive_input, &(struct input){ data, size, done });
}
