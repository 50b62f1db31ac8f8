// SPDX-License-Identifier: GPL-2.0
/*
 * The demo's work on files: reads a list of files, in the order of the list,
 * and counts the occurrences of a word.
 *
 *   search LIST WORD
 */
#include <err.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static char **names;
static size_t nr_names;

static void read_list(const char *path)
{
	FILE *list = fopen(path, "r");
	char *line = NULL;
	size_t size = 0;

	if (!list)
		err(1, "%s", path);
	while (getline(&line, &size, list) > 0) {
		line[strcspn(line, "\n")] = '\0';
		names = reallocarray(names, nr_names + 1, sizeof(*names));
		if (!names || !(names[nr_names++] = strdup(line)))
			err(1, "the list of files");
	}
	free(line);
	fclose(list);
}

/* A whole file; the buffer is kept and grows to the largest. */
static size_t load(const char *name, char **buf, size_t *size)
{
	int fd = open(name, O_RDONLY);
	struct stat st;
	size_t len = 0;
	ssize_t ret;

	if (fd < 0 || fstat(fd, &st))
		err(1, "%s", name);
	if (*size < (size_t)st.st_size) {
		*size = st.st_size;
		*buf = realloc(*buf, *size);
		if (!*buf)
			err(1, "a buffer of %zu bytes", *size);
	}
	while (len < (size_t)st.st_size &&
	       (ret = read(fd, *buf + len, st.st_size - len)) > 0)
		len += ret;
	close(fd);
	return len;
}

static size_t count(const char *text, size_t len, const char *word)
{
	const char *end = text + len, *hit;
	size_t n = 0, word_len = strlen(word);

	while ((hit = memmem(text, end - text, word, word_len))) {
		text = hit + word_len;
		n++;
	}
	return n;
}

int main(int argc, char **argv)
{
	size_t i, len, size = 0, hits = 0;
	char *buf = NULL;

	if (argc != 3)
		errx(2, "usage: search LIST WORD");
	read_list(argv[1]);
	for (i = 0; i < nr_names; i++) {
		len = load(names[i], &buf, &size);
		hits += count(buf, len, argv[2]);
	}
	printf("'%s' %zu times in %zu files\n", argv[2], hits, nr_names);
	return 0;
}
