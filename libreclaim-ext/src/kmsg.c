// SPDX-License-Identifier: GPL-2.0
/*
 * What the kernel log says about a refusal: the lines that reclaim_ext logged
 * since a call began. Without access to the log there is just no such line.
 */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "internal.h"

#define PREFIX		"reclaim_ext: "
#define RECORD_LEN	8192	/* CONSOLE_EXT_LOG_MAX */
#define TEXT_LEN	(8 * RECORD_LEN)

/* Return: a descriptor for kmsg_end(), or -1, which it accepts. */
int kmsg_begin(void)
{
	char path[PATH_MAX];
	int fd;

	if (full_path(path, "/dev/kmsg"))
		return -1;
	fd = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
	if (fd < 0)
		return -1;
	if (lseek(fd, 0, SEEK_END) >= 0)
		return fd;
	close(fd);
	return -1;
}

/* A record is "priority,number,time,flags;text", then lines with a blank. */
static const char *record_text(const char *record)
{
	const char *text;

	if (*record == ' ')
		return NULL;
	text = strchr(record, ';');
	if (!text || strncmp(text + 1, PREFIX, strlen(PREFIX)))
		return NULL;
	return text + 1 + strlen(PREFIX);
}

/* "policy NAME registered" and "policy NAME exited: ..." refuse nothing. */
static bool is_refusal(const char *text)
{
	return strncmp(text, "policy ", strlen("policy "));
}

static const char *skip_name(const char *text, const char *name)
{
	size_t len = strlen(name);

	if (strncmp(text, name, len) || strncmp(text + len, ": ", 2))
		return NULL;
	return text + len + 2;
}

/*
 * Keeps the last refusal of @name, without the name, or else the last one that
 * names no other policy but a hook ("rank(): ...") or none at all.
 */
bool kmsg_pick(char *records, const char *name, char *line, size_t len)
{
	const char *text, *own;
	bool found = false, found_own = false;
	char *record;

	while ((record = next_line(&records))) {
		text = record_text(record);
		if (!text || !is_refusal(text))
			continue;
		own = skip_name(text, name);
		if (own) {
			snprintf(line, len, "%s", own);
			found = found_own = true;
		} else if (!found_own && (strstr(text, "(): ") || !strchr(text, ':'))) {
			snprintf(line, len, "%s", text);
			found = true;
		}
	}
	return found;
}

/* Return: whether @line was filled in. */
bool kmsg_end(int fd, const char *name, char *line, size_t len)
{
	char *text;
	size_t used = 0;
	bool found;

	if (fd < 0)
		return false;
	text = malloc(TEXT_LEN + 1);
	while (text && used + RECORD_LEN <= TEXT_LEN) {
		ssize_t ret = read(fd, text + used, RECORD_LEN);

		/* EPIPE: records were overwritten, the next read goes on */
		if (ret < 0 && (errno == EPIPE || errno == EINTR))
			continue;
		if (ret <= 0)
			break;
		used += ret;
	}
	close(fd);
	if (!text)
		return false;
	text[used] = '\0';
	found = kmsg_pick(text, name, line, len);
	free(text);
	return found;
}
