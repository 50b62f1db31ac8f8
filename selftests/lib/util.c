// SPDX-License-Identifier: GPL-2.0
/*
 * Small files, capabilities and the kernel log.
 */
#include <errno.h>
#include <fcntl.h>
#include <linux/capability.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include "rx.h"

int attempts(int n)
{
	return access("/proc/lockdep", F_OK) ? n : n / 4;
}

int file_write(const char *path, const char *text)
{
	int fd = open(path, O_WRONLY | O_CLOEXEC);
	int err = 0;

	if (fd < 0)
		return -errno;
	if (write(fd, text, strlen(text)) < 0)
		err = -errno;
	close(fd);
	return err;
}

/* What empties a file of tracefs */
int file_truncate(const char *path)
{
	int fd = open(path, O_WRONLY | O_TRUNC | O_CLOEXEC);

	if (fd < 0)
		return -errno;
	close(fd);
	return 0;
}

int file_read(const char *path, char *buf, size_t size)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	size_t len = 0;
	ssize_t ret = 0;

	buf[0] = '\0';
	if (fd < 0)
		return -errno;
	while (len < size - 1 && (ret = read(fd, buf + len, size - 1 - len)) > 0)
		len += ret;
	if (ret < 0)
		len = 0;
	buf[len] = '\0';
	close(fd);
	return ret < 0 ? -EIO : (int)len;
}

bool file_has(const char *path, const char *text)
{
	static char buf[65536];

	return file_read(path, buf, sizeof(buf)) > 0 && strstr(buf, text);
}

uint64_t file_number(const char *path, const char *key)
{
	static char buf[65536];
	size_t len = strlen(key);
	char *line;

	if (file_read(path, buf, sizeof(buf)) <= 0)
		return 0;
	for (line = strtok(buf, "\n"); line; line = strtok(NULL, "\n")) {
		if (!strncmp(line, key, len) && line[len] == ' ')
			return strtoull(line + len, NULL, 10);
	}
	return 0;
}

int capabilities_drop(uint64_t keep)
{
	struct __user_cap_header_struct header = { .version = _LINUX_CAPABILITY_VERSION_3 };
	struct __user_cap_data_struct data[2] = {
		{ .effective = keep, .permitted = keep },
		{ .effective = keep >> 32, .permitted = keep >> 32 },
	};

	return syscall(SYS_capset, &header, data);
}

int kmsg_open(void)
{
	int fd = open("/dev/kmsg", O_RDONLY | O_NONBLOCK | O_CLOEXEC);

	if (fd >= 0)
		lseek(fd, 0, SEEK_END);
	return fd < 0 ? -errno : fd;
}

/* Reading moves on, so what was read is kept. */
bool kmsg_has(int fd, const char *text)
{
	static char seen[1 << 17];
	static size_t len;
	char record[8192];
	ssize_t ret;

	for (;;) {
		ret = read(fd, record, sizeof(record));
		if (ret < 0 && errno == EPIPE)
			continue;	/* older records were overwritten */
		if (ret <= 0)
			break;
		if (len + ret >= sizeof(seen))
			len = 0;
		memcpy(seen + len, record, ret);
		len += ret;
		seen[len] = '\0';
	}
	return strstr(seen, text);
}
