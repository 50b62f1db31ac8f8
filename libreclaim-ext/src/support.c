// SPDX-License-Identifier: GPL-2.0
/*
 * Whether this kernel, and this process, can run policies.
 */
#include <linux/capability.h>
#include <stdio.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>
#include "internal.h"

static int unsupported(const char *what, const char *which, const char *why)
{
	return fail(EOPNOTSUPP, RECLAIM_EXT_UNSUPPORTED,
		    "%s: %s: %s; boot a kernel with CONFIG_RECLAIM_EXT=y", what,
		    which, why);
}

int check_sysfs(const char *what)
{
	if (file_exists(SYSFS_DIR))
		return 0;
	return unsupported(what, SYSFS_DIR, "this kernel has no reclaim policies");
}

int reclaim_ext__supported(void)
{
	static const char what[] = "kernel";
	char path[PATH_MAX];
	struct btf *btf;
	int id, err = check_sysfs(what);

	if (err)
		return err;
	if (full_path(path, BTF_FILE))
		return fail(errno, RECLAIM_EXT_SYSTEM,
			    "%s: %s: the path is too long; shorten RECLAIM_EXT_SYSROOT",
			    what, BTF_FILE);
	capture_begin();
	btf = btf__parse(path, NULL);
	capture_end();
	if (!btf)
		return fail(EOPNOTSUPP, RECLAIM_EXT_UNSUPPORTED,
			    "%s: %s: the types of the kernel cannot be read (%s); boot a kernel with CONFIG_DEBUG_INFO_BTF=y",
			    what, BTF_FILE, strerror(errno));
	id = btf__find_by_name_kind(btf, OPS_TYPE, BTF_KIND_STRUCT);
	btf__free(btf);
	if (id < 0)
		return unsupported(what, BTF_FILE, "it has no struct " OPS_TYPE);
	return 0;
}

/* Whether a refusal with EPERM can have another cause than missing privilege */
bool is_privileged(void)
{
	struct __user_cap_header_struct header = {
		.version = _LINUX_CAPABILITY_VERSION_3,
	};
	struct __user_cap_data_struct data[2] = {};

	return !syscall(SYS_capget, &header, data) &&
	       (data[0].effective & (1u << CAP_SYS_ADMIN));
}
