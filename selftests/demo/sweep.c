// SPDX-License-Identifier: GPL-2.0
/*
 * The demo's work on anonymous memory: writes to every page of it and then
 * checks every page, over and over.
 *
 *   sweep MEGABYTES PASSES	a line for each pass
 */
#include <err.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <time.h>

#define PAGE 4096

/* Half of each page is the page's own, so that it compresses a little. */
static void fill(uint64_t *page, uint64_t seed)
{
	int i;

	for (i = 0; i < PAGE / 16; i++)
		page[i] = seed = seed * 6364136223846793005ULL + 1442695040888963407ULL;
}

static int check(const uint64_t *page, uint64_t seed)
{
	int i;

	for (i = 0; i < PAGE / 16; i++) {
		seed = seed * 6364136223846793005ULL + 1442695040888963407ULL;
		if (page[i] != seed)
			return 1;
	}
	return 0;
}

static double now(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	return ts.tv_sec + ts.tv_nsec / 1e9;
}

int main(int argc, char **argv)
{
	size_t i, pages;
	int pass, last;
	char *mem;

	if (argc != 3)
		errx(2, "usage: sweep MEGABYTES PASSES");
	pages = strtoul(argv[1], NULL, 10) << 8;
	last = atoi(argv[2]);
	mem = mmap(NULL, pages * PAGE, PROT_READ | PROT_WRITE,
		   MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	if (mem == MAP_FAILED)
		err(1, "%zu pages", pages);
	for (i = 0; i < pages; i++)
		fill((uint64_t *)(mem + i * PAGE), i);

	for (pass = 1; pass <= last; pass++) {
		double start = now();

		for (i = 0; i < pages; i++) {
			if (check((uint64_t *)(mem + i * PAGE), i))
				errx(1, "page %zu came back from swap as another", i);
		}
		printf("  pass %2d: %zu pages intact, %.1f s\n", pass, pages,
		       now() - start);
		fflush(stdout);
	}
	return 0;
}
