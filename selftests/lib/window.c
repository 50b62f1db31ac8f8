// SPDX-License-Identifier: GPL-2.0
/* Generations of a cgroup on a node, and how to add and evict them by hand. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include "rx.h"

/* Dead cgroups of the same path are listed before the living one. */
bool window_find(const char *path, int node, struct window *gens)
{
	FILE *file = fopen(LRU_GEN_DEBUG, "r");
	char *line = NULL, name[128];
	bool here = false;
	unsigned long seq, age, anon;
	unsigned int memcg;
	size_t size = 0;
	int nid = -1;

	gens->nr = 0;
	while (file && getline(&line, &size, file) > 0) {
		if (sscanf(line, "memcg %u %127s", &memcg, name) == 2) {
			here = !strcmp(name, path);
			if (here)
				gens->nr = 0;
		} else if (sscanf(line, " node %d", &nid) == 1) {
			continue;
		} else if (here && nid == node && gens->nr < 8 &&
			   sscanf(line, "%lu %lu %lu", &seq, &age, &anon) == 3) {
			gens->memcg = memcg;
			gens->youngest = seq;
			gens->anon[gens->nr++] = anon;
		}
	}
	if (file)
		fclose(file);
	free(line);
	return gens->nr;
}

int window_command(char what, const struct window *gens, int node, unsigned long seq,
		   const char *more)
{
	char text[64];

	snprintf(text, sizeof(text), "%c %u %d %lu%s", what, gens->memcg, node, seq, more);
	return file_write(LRU_GEN_DEBUG, text);
}

int window_age(const char *path, int node, const char *more)
{
	struct window gens;

	if (!window_find(path, node, &gens))
		return -ENOENT;
	return window_command('+', &gens, node, gens.youngest, more);
}
