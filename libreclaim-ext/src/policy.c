// SPDX-License-Identifier: GPL-2.0
/*
 * A policy's object file: opening it and finding the one reclaim_ops in it.
 */
#include <elf.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include "internal.h"

/* The verifier's own maximum; pages of it that are not used cost nothing. */
#define VERIFIER_LOG_LEN	(UINT32_MAX >> 8)

static int not_bpf(const char *path, const char *why)
{
	return fail(ENOEXEC, RECLAIM_EXT_NOT_BPF,
		    "open: %s: %s; build it with clang -g -O2 -target bpf", path, why);
}

/* libbpf's words for these are about sections; users have mixed up files. */
static int check_elf(const char *path)
{
	Elf64_Ehdr header = {};
	struct stat st;
	ssize_t len;
	int fd = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);

	if (fd < 0 || fstat(fd, &st)) {
		int err = errno;

		if (fd >= 0)
			close(fd);
		return fail(err, RECLAIM_EXT_NO_FILE,
			    "open: %s: %s; name a readable BPF object", path, strerror(err));
	}
	len = S_ISREG(st.st_mode) ? read(fd, &header, sizeof(header)) : 0;
	close(fd);
	if (!S_ISREG(st.st_mode))
		return not_bpf(path, "not a regular file");
	if (len < SELFMAG || memcmp(header.e_ident, ELFMAG, SELFMAG))
		return not_bpf(path, "not an ELF file");
	if (len < (ssize_t)sizeof(header) || header.e_machine != EM_BPF)
		return not_bpf(path, "an ELF file, but not for BPF");
	return 0;
}

static int open_object(struct reclaim_ext_policy *policy)
{
	LIBBPF_OPTS(bpf_object_open_opts, opts,
		.kernel_log_buf = policy->verifier_log,
		.kernel_log_size = VERIFIER_LOG_LEN);
	const char *line;

	capture_begin();
	policy->obj = bpf_object__open_file(policy->path, &opts);
	line = capture_end();
	if (policy->obj)
		return 0;
	return not_bpf(policy->path, line[0] ? line : "libbpf cannot open it");
}

static const char *type_name(const struct btf *btf, const struct bpf_map *map)
{
	const struct btf_type *t = btf__type_by_id(btf, bpf_map__btf_value_type_id(map));

	return t ? btf__name_by_offset(btf, t->name_off) : "";
}

static int find_ops(struct reclaim_ext_policy *policy)
{
	const struct btf *btf = bpf_object__btf(policy->obj);
	struct bpf_map *map, *first = NULL;

	bpf_object__for_each_map(map, policy->obj) {
		if (bpf_map__type(map) != BPF_MAP_TYPE_STRUCT_OPS ||
		    strcmp(type_name(btf, map), OPS_TYPE))
			continue;
		if (first)
			return fail(E2BIG, RECLAIM_EXT_MANY_POLICIES,
				    "open: %s: it holds several policies (%s, %s); put each into an object of its own",
				    policy->path, bpf_map__name(first), bpf_map__name(map));
		first = map;
	}
	policy->ops = first;
	if (!first)
		return fail(ENODATA, RECLAIM_EXT_NO_POLICY,
			    "open: %s: it holds no policy; define a struct " OPS_TYPE " in SEC(\".struct_ops.link\")",
			    policy->path);
	if (!(bpf_map__map_flags(first) & BPF_F_LINK))
		return fail(EINVAL, RECLAIM_EXT_NO_POLICY,
			    "open: %s: %s is in section .struct_ops; put it into SEC(\".struct_ops.link\")",
			    policy->path, bpf_map__name(first));
	return 0;
}

/* Return: member name of the initial value of the map, NULL if it has none. */
static char *find_name(const struct reclaim_ext_policy *policy)
{
	const struct btf *btf = bpf_object__btf(policy->obj);
	const struct btf_type *t = btf__type_by_id(btf, bpf_map__btf_value_type_id(policy->ops));
	const struct btf_member *member = btf_members(t);
	size_t size;
	char *data = bpf_map__initial_value(policy->ops, &size);

	for (int i = 0; data && i < btf_vlen(t); i++) {
		__u32 offset = btf_member_bit_offset(t, i) / CHAR_BIT;

		if (strcmp(btf__name_by_offset(btf, member[i].name_off), "name"))
			continue;
		if (btf__resolve_size(btf, member[i].type) == RECLAIM_EXT_NAME_LEN &&
		    offset + RECLAIM_EXT_NAME_LEN <= size)
			return data + offset;
	}
	return NULL;
}

static int bad_name(const char *path, const char *name)
{
	return fail(EINVAL, RECLAIM_EXT_USAGE,
		    "open: %s: '%s' cannot name a policy; use 1 to %d of A-Z a-z 0-9 _ - .",
		    path, name, RECLAIM_EXT_NAME_LEN - 1);
}

static int set_name(struct reclaim_ext_policy *policy, const char *name)
{
	char *own = find_name(policy);

	if (!own)
		return not_bpf(policy->path, "its struct " OPS_TYPE " has no name of 16 bytes");
	if (!name) {
		snprintf(policy->name, sizeof(policy->name), "%.*s",
			 RECLAIM_EXT_NAME_LEN - 1, own);
		if (own[RECLAIM_EXT_NAME_LEN - 1] || !is_name(policy->name))
			return bad_name(policy->path, policy->name);
		return 0;
	}
	if (!is_name(name))
		return bad_name(policy->path, name);
	memset(own, 0, RECLAIM_EXT_NAME_LEN);
	memcpy(own, name, strlen(name));
	memcpy(policy->name, own, RECLAIM_EXT_NAME_LEN);
	return 0;
}

static int check_opts(const struct reclaim_ext_open_opts *opts)
{
	const char *bytes = (const char *)opts;

	if (!opts)
		return 0;
	for (size_t i = sizeof(*opts); i < opts->sz; i++) {
		if (!bytes[i])
			continue;
		return fail(EINVAL, RECLAIM_EXT_USAGE,
			    "open: options: some are newer than the library; update libreclaim_ext");
	}
	if (opts->sz >= sizeof(opts->sz))
		return 0;
	return fail(EINVAL, RECLAIM_EXT_USAGE,
		    "open: options: sz is not their size; declare them with RECLAIM_EXT_OPTS");
}

static const char *opts_name(const struct reclaim_ext_open_opts *opts)
{
	size_t end = offsetof(struct reclaim_ext_open_opts, name) + sizeof(opts->name);

	return opts && opts->sz >= end ? opts->name : NULL;
}

struct reclaim_ext_policy *
reclaim_ext_policy__open(const char *path, const struct reclaim_ext_open_opts *opts)
{
	struct reclaim_ext_policy *policy;
	int err;

	if (check_opts(opts) || check_elf(path))
		return NULL;
	policy = calloc(1, sizeof(*policy));
	if (policy)
		policy->verifier_log = calloc(1, VERIFIER_LOG_LEN);
	if (!policy || !policy->verifier_log) {
		free(policy);
		out_of_memory("open");
		return NULL;
	}
	snprintf(policy->path, sizeof(policy->path), "%s", path);
	err = open_object(policy);
	if (!err)
		err = find_ops(policy);
	if (!err)
		err = set_name(policy, opts_name(opts));
	if (!err)
		err = knobs_init(policy);
	if (!err)
		return policy;
	reclaim_ext_policy__close(policy);
	errno = -err;
	return NULL;
}

void reclaim_ext_policy__close(struct reclaim_ext_policy *policy)
{
	if (!policy)
		return;
	bpf_link__destroy(policy->link);
	bpf_object__close(policy->obj);
	free(policy->verifier_log);
	free(policy->pin_path);
	free(policy->knobs);
	free(policy);
}

const char *reclaim_ext_policy__name(const struct reclaim_ext_policy *policy)
{
	return policy->name;
}
