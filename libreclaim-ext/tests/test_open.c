// SPDX-License-Identifier: GPL-2.0
/*
 * Which files are opened, and what is said of the others; and everything that
 * is refused before the kernel is asked.
 */
#include <fcntl.h>
#include "internal.h"
#include "tap.h"
#include "tree.h"

static const char *object(const char *name)
{
	static char path[1024];

	snprintf(path, sizeof(path), "%s/%s.bpf.o", getenv("RX_OBJECTS"), name);
	return path;
}

#define CHECK_OPEN_FAILS(path, err, reason, part) do {			\
	errno = 0;							\
	CHECK(!reclaim_ext_policy__open(path, NULL));			\
	CHECK(errno == (err));						\
	CHECK_ERROR(reason, part);					\
} while (0)

TEST(good, "open: an object with one policy, under its own name")
{
	struct reclaim_ext_policy *policy = reclaim_ext_policy__open(object("good"), NULL);

	CHECK(policy);
	CHECK_STR(reclaim_ext_policy__name(policy), "good");
	CHECK(!reclaim_ext_policy__pin_path(policy));
	reclaim_ext_policy__close(policy);
}

TEST(renamed, "open: under another name, which reaches the reclaim_ops")
{
	RECLAIM_EXT_OPTS(reclaim_ext_open_opts, opts, .name = "another");
	struct reclaim_ext_policy *policy = reclaim_ext_policy__open(object("good"), &opts);
	size_t size;
	char *data;

	CHECK(policy);
	CHECK_STR(reclaim_ext_policy__name(policy), "another");
	data = bpf_map__initial_value(policy->ops, &size);
	CHECK(size == 32);
	CHECK(!memcmp(data + 8, "another\0\0\0\0\0\0\0\0", 16));
	reclaim_ext_policy__close(policy);
}

TEST(bad_names, "open: names that no policy may have")
{
	static const char *const names[] = { "", "a b", "sixteen-letters-", "a/b", "\xc3\xa4" };

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		RECLAIM_EXT_OPTS(reclaim_ext_open_opts, opts, .name = names[i]);

		CHECK(!reclaim_ext_policy__open(object("good"), &opts));
		CHECK(errno == EINVAL);
		CHECK_ERROR(RECLAIM_EXT_USAGE, "cannot name a policy");
	}
	CHECK_OPEN_FAILS(object("badname"), EINVAL, RECLAIM_EXT_USAGE, "'bad name'");
}

TEST(longest_name, "open: a name of 15 characters")
{
	RECLAIM_EXT_OPTS(reclaim_ext_open_opts, opts, .name = "Az09_-.89012345");
	struct reclaim_ext_policy *policy = reclaim_ext_policy__open(object("good"), &opts);

	CHECK(policy);
	CHECK_STR(reclaim_ext_policy__name(policy), "Az09_-.89012345");
	reclaim_ext_policy__close(policy);
}

TEST(newer_opts, "open: options of a newer library are accepted while unset")
{
	struct { struct reclaim_ext_open_opts opts; long more; } newer = {
		.opts.sz = sizeof(newer),
	};
	struct reclaim_ext_policy *policy;

	policy = reclaim_ext_policy__open(object("good"), &newer.opts);
	CHECK(policy);
	reclaim_ext_policy__close(policy);
	newer.more = 1;
	CHECK(!reclaim_ext_policy__open(object("good"), &newer.opts));
	CHECK_ERROR(RECLAIM_EXT_USAGE, "newer than the library");
}

TEST(missing, "open: a file that is not there")
{
	CHECK_OPEN_FAILS("/nonexistent/x.bpf.o", ENOENT, RECLAIM_EXT_NO_FILE,
			 "open: /nonexistent/x.bpf.o: No such file or directory; ");
}

TEST(not_elf, "open: a file that is not ELF")
{
	new_tree();
	put("/text", "this is not an object\n");
	CHECK_OPEN_FAILS(in_tree("/text"), ENOEXEC, RECLAIM_EXT_NOT_BPF, "not an ELF file");
	put("/empty", "");
	CHECK_OPEN_FAILS(in_tree("/empty"), ENOEXEC, RECLAIM_EXT_NOT_BPF, "not an ELF file");
}

TEST(folder, "open: a folder, a device")
{
	CHECK_OPEN_FAILS("/", ENOEXEC, RECLAIM_EXT_NOT_BPF, "not a regular file");
	CHECK_OPEN_FAILS("/dev/null", ENOEXEC, RECLAIM_EXT_NOT_BPF, "not a regular file");
}

TEST(other_machine, "open: an ELF file for another machine")
{
	CHECK_OPEN_FAILS("/proc/self/exe", ENOEXEC, RECLAIM_EXT_NOT_BPF, "not for BPF");
}

static void copy_object(const char *name, const char *to, size_t keep)
{
	static char buf[1 << 20];
	FILE *from = fopen(object(name), "r"), *out = fopen(to, "w");
	size_t len = fread(buf, 1, sizeof(buf), from);

	fwrite(buf, 1, keep < len ? keep : len, out);
	fclose(from);
	fclose(out);
}

TEST(truncated, "open: a BPF object that was cut off")
{
	new_tree();
	copy_object("good", in_tree("/cut.bpf.o"), 600);
	CHECK_OPEN_FAILS(in_tree("/cut.bpf.o"), ENOEXEC, RECLAIM_EXT_NOT_BPF, "cut.bpf.o");
	copy_object("good", in_tree("/cut.bpf.o"), 20);
	CHECK_OPEN_FAILS(in_tree("/cut.bpf.o"), ENOEXEC, RECLAIM_EXT_NOT_BPF, "cut.bpf.o");
}

TEST(none, "open: a struct_ops of another type is no policy")
{
	CHECK_OPEN_FAILS(object("none"), ENODATA, RECLAIM_EXT_NO_POLICY, "holds no policy");
}

TEST(two, "open: two policies, which are named")
{
	CHECK_OPEN_FAILS(object("two"), E2BIG, RECLAIM_EXT_MANY_POLICIES, "(first, second)");
}

TEST(nolink, "open: a policy outside of .struct_ops.link")
{
	CHECK_OPEN_FAILS(object("nolink"), EINVAL, RECLAIM_EXT_NO_POLICY,
			 "SEC(\".struct_ops.link\")");
}

/******************************************************************************
 *                        refused before it is loaded
 ******************************************************************************/

static int register_object(const char *name, const char *as, const char *pin_dir)
{
	RECLAIM_EXT_OPTS(reclaim_ext_open_opts, opts, .name = as);
	struct reclaim_ext_policy *policy = reclaim_ext_policy__open(object(name), &opts);
	int err;

	if (!policy)
		return 1;
	err = reclaim_ext_policy__register(policy, pin_dir);
	reclaim_ext_policy__close(policy);
	return err;
}

TEST(no_kernel, "register: a kernel without support")
{
	new_tree();
	CHECK(reclaim_ext__supported() == -EOPNOTSUPP);
	CHECK_ERROR(RECLAIM_EXT_UNSUPPORTED, "CONFIG_RECLAIM_EXT=y");
	CHECK(register_object("good", NULL, NULL) == -EOPNOTSUPP);
	CHECK_ERROR(RECLAIM_EXT_UNSUPPORTED, "CONFIG_RECLAIM_EXT=y");
}

TEST(taken, "register: a name that is taken, by a policy or a built-in")
{
	new_system();
	CHECK(register_object("good", "rx_mru", NULL) == -EEXIST);
	CHECK_ERROR(RECLAIM_EXT_NAME_TAKEN, "register: rx_mru: the name is taken");
	CHECK(register_object("builtin", NULL, NULL) == -EEXIST);
	CHECK_ERROR(RECLAIM_EXT_NAME_TAKEN, "a built-in policy");
	CHECK(register_object("good", "inherit", NULL) == -EEXIST);
	CHECK(register_object("good", "all", NULL) == -EEXIST);
	CHECK_ERROR(RECLAIM_EXT_NAME_TAKEN, "register: all: the name has a meaning of its own");
}

TEST(pin_elsewhere, "register: a folder for the pin that is not on bpffs is not made")
{
	new_system();
	CHECK(register_object("good", NULL, "/pins/deep") == -ENOTSUP);
	CHECK_ERROR(RECLAIM_EXT_PIN, "mount -t bpf bpf /sys/fs/bpf");
	CHECK(access(in_tree("/pins"), F_OK) && errno == ENOENT);
}

TEST(pin_exists, "register: a file where the pin would be")
{
	new_system();
	put("/pins/good", "");
	CHECK(register_object("good", NULL, "/pins") == -EEXIST);
	CHECK_ERROR(RECLAIM_EXT_PIN, "/pins/good: the file exists");
}

TEST(not_registered, "unregister, pin, unpin: an object that is not registered")
{
	struct reclaim_ext_policy *policy = reclaim_ext_policy__open(object("good"), NULL);

	CHECK(policy);
	CHECK(reclaim_ext_policy__unregister(policy) == -ENOENT);
	CHECK(reclaim_ext_policy__pin(policy, "/sys/fs/bpf") == -ENOENT);
	CHECK(reclaim_ext_policy__unpin(policy) == -ENOENT);
	reclaim_ext_policy__close(policy);
	reclaim_ext_policy__close(NULL);
}

static void put_btf(const char *type)
{
	struct btf *btf = btf__new_empty();
	const void *raw;
	__u32 size;
	FILE *file;

	btf__add_struct(btf, type, 0);
	raw = btf__raw_data(btf, &size);
	put(BTF_FILE, "");
	file = fopen(in_tree(BTF_FILE), "w");
	fwrite(raw, 1, size, file);
	fclose(file);
	btf__free(btf);
}

TEST(supported, "supported: needs the folder in sysfs and the type in BTF")
{
	new_system();
	CHECK(reclaim_ext__supported() == -EOPNOTSUPP);
	CHECK_ERROR(RECLAIM_EXT_UNSUPPORTED, "CONFIG_DEBUG_INFO_BTF=y");
	put_btf("sched_ext_ops");
	CHECK(reclaim_ext__supported() == -EOPNOTSUPP);
	CHECK_ERROR(RECLAIM_EXT_UNSUPPORTED, "no struct reclaim_ops");
	put_btf("reclaim_ops");
	CHECK(reclaim_ext__supported() == 0);
}
