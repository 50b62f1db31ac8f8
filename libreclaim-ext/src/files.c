// SPDX-License-Identifier: GPL-2.0
/*
 * Reading and writing the kernel's files. RECLAIM_EXT_SYSROOT puts a folder in
 * front of their paths, so that tests bring a system of their own.
 */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "internal.h"

const char *sysroot(void)
{
	const char *dir = secure_getenv("RECLAIM_EXT_SYSROOT");

	return dir ? dir : "";
}

int full_path(char *buf, const char *path)
{
	int len = snprintf(buf, PATH_MAX, "%s%s", sysroot(), path);

	if (len < PATH_MAX)
		return 0;
	errno = ENAMETOOLONG;
	return -ENAMETOOLONG;
}

static char *read_all(int fd)
{
	size_t len = 0, size = 4096;
	char *text = malloc(size), *more;
	ssize_t ret;

	while (text) {
		ret = read(fd, text + len, size - len - 1);
		if (ret < 0 && errno == EINTR)
			continue;
		if (ret <= 0)
			break;
		len += ret;
		if (len + 1 < size)
			continue;
		size *= 2;
		more = realloc(text, size);
		if (!more)
			break;
		text = more;
		ret = 0;
	}
	if (!text)
		return NULL;
	if (ret < 0 || len + 1 >= size) {
		free(text);
		return NULL;
	}
	text[len] = '\0';
	return text;
}

/* Return: to be freed, or NULL with errno. */
char *read_text(const char *path)
{
	char full[PATH_MAX], *text;
	int fd, err;

	if (full_path(full, path))
		return NULL;
	fd = open(full, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return NULL;
	text = read_all(fd);
	err = errno;
	close(fd);
	errno = err;
	return text;
}

/* One write(2), as the kernel's files want it. */
int write_text(const char *path, const char *text)
{
	char full[PATH_MAX];
	int fd, err = 0;

	if (full_path(full, path))
		return -errno;
	fd = open(full, O_WRONLY | O_TRUNC | O_CLOEXEC);
	if (fd < 0)
		return -errno;
	if (write(fd, text, strlen(text)) < 0)
		err = -errno;
	close(fd);
	return err;
}

bool file_exists(const char *path)
{
	char full[PATH_MAX];

	return !full_path(full, path) && !access(full, F_OK);
}

/* Return: the next line that is not empty, cut out of the text; NULL at the end. */
char *next_line(char **cursor)
{
	char *line = *cursor, *end;

	line += strspn(line, "\n");
	if (!*line)
		return NULL;
	end = line + strcspn(line, "\n");
	*cursor = *end ? end + 1 : end;
	*end = '\0';
	return line;
}

bool out_struct_ok(size_t sz, size_t min)
{
	return sz >= min;
}

/* Both start with their size; a newer caller's members become zero. */
void out_struct(void *to, const void *from, size_t known)
{
	size_t sz, head = sizeof(size_t);

	memcpy(&sz, to, head);
	memset((char *)to + head, 0, sz - head);
	memcpy((char *)to + head, (const char *)from + head,
	       (sz < known ? sz : known) - head);
}
