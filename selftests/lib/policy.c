// SPDX-License-Identifier: GPL-2.0
/*
 * Loading policies, and what the kernel says about them.
 */
#include <bpf/bpf.h>
#include <bpf/libbpf.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "rx.h"

struct policy {
	struct bpf_object *obj;
	struct bpf_link *link;
};

static char log_text[1 << 18];
static size_t log_len;

static int log_print(enum libbpf_print_level level, const char *fmt, va_list args)
{
	int ret;

	if (level == LIBBPF_DEBUG || log_len >= sizeof(log_text) - 1)
		return 0;
	ret = vsnprintf(log_text + log_len, sizeof(log_text) - log_len, fmt, args);
	if (ret > 0)
		log_len += ret;
	return 0;
}

const char *policy_log(void)
{
	return log_text;
}

const char *object_path(const char *name)
{
	const char *dir = getenv("RX_OUT");
	static char path[512];

	snprintf(path, sizeof(path), "%s/%s.bpf.o", dir ? dir : ".", name);
	return path;
}

static struct bpf_map *find_ops(struct bpf_object *obj)
{
	struct bpf_map *map;

	bpf_object__for_each_map(map, obj) {
		if (bpf_map__type(map) == BPF_MAP_TYPE_STRUCT_OPS)
			return map;
	}
	return NULL;
}

static struct bpf_object *load_object(const char *name)
{
	struct bpf_object *obj;
	int err;

	log_len = 0;
	libbpf_set_print(log_print);
	obj = bpf_object__open_file(object_path(name), NULL);
	if (!obj)
		return NULL;
	err = find_ops(obj) ? bpf_object__load(obj) : -ENOENT;
	if (!err)
		return obj;
	bpf_object__close(obj);
	errno = -err;
	return NULL;
}

struct policy *policy_load(const char *name)
{
	struct policy *policy = calloc(1, sizeof(*policy));
	int err;

	policy->obj = load_object(name);
	if (!policy->obj) {
		err = errno;
		goto free_policy;
	}
	policy->link = bpf_map__attach_struct_ops(find_ops(policy->obj));
	if (!policy->link) {
		err = errno;
		goto close;
	}
	return policy;

close:
	bpf_object__close(policy->obj);
free_policy:
	free(policy);
	errno = err;
	return NULL;
}

void policy_unregister(struct policy *policy)
{
	bpf_link__destroy(policy->link);
	policy->link = NULL;
}

void policy_unload(struct policy *policy)
{
	policy_unregister(policy);
	bpf_object__close(policy->obj);
	free(policy);
}

int policy_update(struct policy *policy, const char *object)
{
	struct bpf_object *obj = load_object(object);
	int err;

	if (!obj)
		return -errno;
	err = bpf_link__update_map(policy->link, find_ops(obj));
	if (err) {
		bpf_object__close(obj);
		return err;
	}
	bpf_object__close(policy->obj);
	policy->obj = obj;
	return 0;
}

uint64_t policy_value(struct policy *policy, const char *map, uint32_t key)
{
	uint64_t value = 0;
	int fd = bpf_object__find_map_fd_by_name(policy->obj, map);

	return fd < 0 || bpf_map_lookup_elem(fd, &key, &value) ? 0 : value;
}

/* The line of @name in the list of policies; NULL if it is not registered */
static const char *find_line(const char *name)
{
	static char buf[8192];
	size_t len = strlen(name);
	char *line;

	if (file_read(SYSFS_DIR "policies", buf, sizeof(buf)) <= 0)
		return NULL;
	for (line = strtok(buf, "\n"); line; line = strtok(NULL, "\n")) {
		if (!strncmp(line, name, len) && line[len] == ' ')
			return line;
	}
	return NULL;
}

bool policy_exists(const char *name)
{
	return find_line(name);
}

bool policy_is_live(const char *name)
{
	const char *line = find_line(name);

	return line && strstr(line, " state=live");
}

uint64_t policy_cgroups(const char *name)
{
	const char *line = find_line(name);
	const char *field = line ? strstr(line, " cgroups=") : NULL;

	return field ? strtoull(field + strlen(" cgroups="), NULL, 10) : 0;
}

uint64_t policy_count(const char *name, const char *key)
{
	char prefix[64];

	snprintf(prefix, sizeof(prefix), "%s %s", name, key);
	return file_number(STATS_FILE, prefix);
}

static void copy_field(char *to, size_t size, const char *line, const char *key)
{
	size_t len = strlen(key);

	if (!strncmp(line, key, len) && line[len] == ' ')
		snprintf(to, size, "%s", line + len + 1);
}

int exit_read(struct exit_record *rec)
{
	char buf[4096], *line;
	int ret = file_read(SYSFS_DIR "last_exit", buf, sizeof(buf));

	memset(rec, 0, sizeof(*rec));
	if (ret < 0)
		return ret;
	for (line = strtok(buf, "\n"); line; line = strtok(NULL, "\n")) {
		copy_field(rec->policy, sizeof(rec->policy), line, "policy");
		copy_field(rec->kind, sizeof(rec->kind), line, "kind");
		copy_field(rec->msg, sizeof(rec->msg), line, "msg");
		copy_field(rec->path, sizeof(rec->path), line, "path");
		sscanf(line, "code %lld", &rec->code);
		sscanf(line, "cgroup %llu", &rec->cgroup);
	}
	return 0;
}

bool exit_is(const char *policy, const char *kind)
{
	struct exit_record rec;

	return !exit_read(&rec) && !strcmp(rec.policy, policy) &&
	       !strcmp(rec.kind, kind);
}

uint64_t exit_count(void)
{
	char buf[32];

	return file_read(SYSFS_DIR "exits", buf, sizeof(buf)) > 0 ?
	       strtoull(buf, NULL, 10) : 0;
}
