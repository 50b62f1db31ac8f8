// SPDX-License-Identifier: GPL-2.0
/*
 * A process that touches pages when it is told to, and walks of page tables
 * that find out which.
 */
#include <bpf/bpf.h>
#include <bpf/libbpf.h>
#include <errno.h>
#include <linux/mempolicy.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include "rx.h"

#define PAGE	4096UL
#define SCRATCH	(64 * PAGE)

struct order {
	size_t first, nr;
};

/*
 * Accessed bits are cleared without a word to the TLB, which then does not set
 * them again. Unmapping as much as this empties it.
 */
static void forget_translations(void)
{
	char *mem = mmap(NULL, SCRATCH, PROT_READ | PROT_WRITE,
			 MAP_PRIVATE | MAP_ANONYMOUS | MAP_POPULATE, -1, 0);

	munmap(mem, SCRATCH);
}

static int obey(void *arg)
{
	struct toucher *t = arg;
	unsigned long mask = t->node < 0 ? 0 : 1UL << t->node;
	struct order order;
	size_t i;

	if (t->node >= 0 &&
	    syscall(SYS_set_mempolicy, MPOL_PREFERRED, &mask, 8 * sizeof(mask)))
		return 98;
	if (t->bound &&
	    syscall(SYS_mbind, t->mem, t->nr_pages * PAGE, MPOL_BIND, &mask, 8 * sizeof(mask), 0))
		return 97;
	while (read(t->orders[0], &order, sizeof(order)) == sizeof(order)) {
		forget_translations();
		for (i = order.first; i < order.first + order.nr; i++)
			((volatile char *)t->mem)[i * PAGE] = 1;
		if (write(t->reports[1], "", 1) != 1)
			return 1;
	}
	return 0;
}

static int start(struct toucher *t, const char *cg, size_t nr_pages, int node, bool bound)
{
	t->nr_pages = nr_pages;
	t->node = node;
	t->bound = bound;
	t->mem = mmap(NULL, nr_pages * PAGE, PROT_READ | PROT_WRITE,
		      MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	if (t->mem == MAP_FAILED || pipe(t->orders) || pipe(t->reports))
		return -errno;
	madvise(t->mem, nr_pages * PAGE, MADV_NOHUGEPAGE);
	t->pid = cg_spawn(cg, obey, t);
	close(t->reports[1]);
	return t->pid < 0 ? -errno : toucher_touch(t, 0, nr_pages);
}

int toucher_start(struct toucher *t, const char *cg, size_t nr_pages, int node)
{
	return start(t, cg, nr_pages, node, false);
}

int toucher_start_bound(struct toucher *t, const char *cg, size_t nr_pages, int node)
{
	return start(t, cg, nr_pages, node, true);
}

int toucher_touch(struct toucher *t, size_t first, size_t nr)
{
	struct order order = { first, nr };
	char done;

	if (write(t->orders[1], &order, sizeof(order)) != sizeof(order) ||
	    read(t->reports[0], &done, 1) != 1)
		return -EPIPE;
	return 0;
}

size_t toucher_pages_on(struct toucher *t, size_t first, size_t nr, int node)
{
	void **pages = calloc(nr, sizeof(*pages));
	int *status = calloc(nr, sizeof(*status));
	size_t i, sum = 0;

	for (i = 0; i < nr; i++)
		pages[i] = (char *)t->mem + (first + i) * PAGE;
	if (!syscall(SYS_move_pages, t->pid, nr, pages, NULL, status, 0)) {
		for (i = 0; i < nr; i++)
			sum += status[i] == node;
	}
	free(pages);
	free(status);
	return sum;
}

void toucher_stop(struct toucher *t)
{
	child_kill(t->pid);
	munmap(t->mem, t->nr_pages * PAGE);
	close(t->orders[0]);
	close(t->orders[1]);
	close(t->reports[0]);
}

int lists_settle(void)
{
	return file_write("/proc/sys/vm/drop_caches", "1");
}

long walk_cgroup(const char *cg, int node)
{
	struct { uint64_t cgroup; int64_t result; uint64_t nid; } walk = {
		.cgroup = cg_id(cg), .nid = node,
	};
	/* what comes back does so in the same place */
	LIBBPF_OPTS(bpf_test_run_opts, opts, .ctx_in = &walk, .ctx_size_in = sizeof(walk));
	struct bpf_object *obj = bpf_object__open_file(object_path("t_walk"), NULL);
	int err;

	if (!obj)
		return -errno;
	err = bpf_object__load(obj);
	if (!err)
		err = bpf_prog_test_run_opts(bpf_program__fd(bpf_object__next_program(obj, NULL)),
					     &opts);
	bpf_object__close(obj);
	return err ?: walk.result;
}
