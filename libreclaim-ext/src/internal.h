/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What the library's files share. Every failure goes through fail(), which
 * leaves the one line that reclaim_ext__error() returns.
 */
#ifndef RECLAIM_EXT_INTERNAL_H
#define RECLAIM_EXT_INTERNAL_H

#include <bpf/btf.h>
#include <bpf/libbpf.h>
#include <errno.h>
#include <limits.h>
#include <stdarg.h>
#include "reclaim_ext.h"

#ifndef ENOTSUPP
#define ENOTSUPP	524	/* the kernel's own, seen from the verifier */
#endif

#define OPS_TYPE	"reclaim_ops"
#define SYSFS_DIR	"/sys/kernel/mm/reclaim_ext"
#define STATS_FILE	"/sys/kernel/debug/reclaim_ext/stats"
#define BTF_FILE	"/sys/kernel/btf/vmlinux"
#define CGROUP_FILE	"memory.reclaim_policy"
#define ERROR_LEN	2048

struct reclaim_ext_knob {
	const char *name;
	char type[64];
	char value[64];
	const struct btf *btf;
	__u32 type_id;	/* qualifiers and typedefs resolved */
	__u32 size_bytes;
	void *data;	/* in the initial value of .rodata */
};

struct reclaim_ext_policy {
	struct bpf_object *obj;
	struct bpf_map *ops;
	struct bpf_link *link;
	struct reclaim_ext_knob *knobs;
	size_t nr_knobs;
	char *verifier_log;
	char *pin_path;
	bool loaded;
	char path[PATH_MAX];
	char name[RECLAIM_EXT_NAME_LEN];
};

/* error.c */
__attribute__((format(printf, 3, 4)))
int fail(int err, enum reclaim_ext_reason reason, const char *fmt, ...);
int out_of_memory(const char *what);

/* files.c: paths are below the root that RECLAIM_EXT_SYSROOT names */
const char *sysroot(void);
int full_path(char *buf, const char *path);
char *read_text(const char *path);
int write_text(const char *path, const char *text);
bool file_exists(const char *path);
char *next_line(char **cursor);
bool out_struct_ok(size_t sz, size_t min);
void out_struct(void *to, const void *from, size_t known);

/* kmsg.c */
int kmsg_begin(void);
bool kmsg_end(int fd, const char *name, char *line, size_t len);
bool kmsg_pick(char *records, const char *name, char *line, size_t len);

/* capture.c */
void capture_begin(void);
const char *capture_end(void);
void verifier_reason(const char *log, char *line, size_t len);

/* support.c */
int check_sysfs(const char *what);
bool is_privileged(void);

/* list.c */
bool is_name(const char *name);
int find_policy(const char *what, const char *name, struct reclaim_ext_info *info);
int unknown_policy(const char *what, const char *name);

/* stats.c */
int parse_counter(const char *policy, const char *key, const char *value,
		  reclaim_ext_stat_fn fn, void *ctx);

/* knobs.c */
int knobs_init(struct reclaim_ext_policy *policy);
__u32 skip_qualifiers(const struct btf *btf, __u32 id, bool *is_volatile,
		      const char **alias);

/* pin.c */
int pin_check(const char *dir, const char *name);
int pin_make(struct bpf_link *link, const char *dir, const char *name, char **path);
int pin_remove(const char *path);

/* mounts.c */
enum cgroup_version { CGROUP_NONE, CGROUP_V1, CGROUP_V2 };
enum cgroup_version mount_version(const char *path);
enum cgroup_version mount_first(char *dir, size_t len);

#endif /* RECLAIM_EXT_INTERNAL_H */
