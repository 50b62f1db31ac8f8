// SPDX-License-Identifier: GPL-2.0
/* Generations of a cgroup on a node, and how to add and evict them by hand. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include "rx.h"

#define LRU_GEN_DEBUG	"/sys/kernel/debug/lru_gen"

/* Dead cgroups of the same path are listed before the living one. */
bool window_find(const char *path, int node, struct window *gens)
{
	FILE *file = fopen(LRU_GEN_DEBUG, "r");
	char *line = NULL, name[128];
	bool here = false, found = false;
	unsigned long seq, age;
	unsigned int memcg;
	size_t size = 0;
	int nid = -1;

	while (file && getline(&line, &size, file) > 0) {
		if (sscanf(line, "memcg %u %127s", &memcg, name) == 2) {
			here = !strcmp(name, path);
		} else if (sscanf(line, " node %d", &nid) == 1) {
			continue;
		} else if (here && nid == node && sscanf(line, "%lu %lu", &seq, &age) == 2) {
			gens->memcg = memcg;
			gens->youngest = seq;
			found = true;
		}
	}
	if (file)
		fclose(file);
	free(line);
	return found;
}

int window_command(char what, const struct window *gens, int node, unsigned long seq)
{
	char text[64];

	snprintf(text, sizeof(text), "%c %u %d %lu", what, gens->memcg, node, seq);
	return file_write(LRU_GEN_DEBUG, text);
}
