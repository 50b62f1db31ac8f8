// SPDX-License-Identifier: GPL-2.0
/* The kernel's text files: write one, read one, find a value in one. */
#include "bench.h"

#include <err.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

void file_write(const char *path, const char *format, ...)
{
	char text[64];
	va_list args;
	int fd, len;

	va_start(args, format);
	len = vsnprintf(text, sizeof(text), format, args);
	va_end(args);
	fd = open(path, O_WRONLY);
	if (fd < 0 || write(fd, text, len) != len)
		err(1, "cannot write %s to %s", text, path);
	close(fd);
}

size_t file_read(const char *path, char *text, size_t size)
{
	size_t len = 0;
	ssize_t n;
	int fd;

	fd = open(path, O_RDONLY);
	if (fd < 0)
		err(1, "cannot open %s", path);
	while ((n = read(fd, text + len, size - 1 - len)) > 0)
		len += n;
	if (n < 0 || len == size - 1)
		err(1, "cannot read all of %s", path);
	close(fd);
	text[len] = 0;
	return len;
}

/* Of "name value" lines; a name that is not there would pass for a zero. */
uint64_t file_value(const char *text, const char *name, const char *path)
{
	size_t len = strlen(name);
	const char *line;

	for (line = text; line; line = strchr(line, '\n')) {
		line += *line == '\n';
		if (!strncmp(line, name, len) && strchr(" :\t", line[len]))
			return strtoull(line + len + 1, NULL, 10);
	}
	errx(1, "%s has no %s", path, name);
}
