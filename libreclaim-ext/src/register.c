// SPDX-License-Identifier: GPL-2.0
/*
 * Loading and registering, and why the kernel would not.
 */
#include <bpf/bpf.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "internal.h"

static int no_privilege(const char *what, const char *name)
{
	return fail(EPERM, RECLAIM_EXT_PERMISSION,
		    "%s: %s: it needs CAP_BPF, CAP_PERFMON and CAP_SYS_ADMIN; run as root",
		    what, name);
}

static int load_refused(const struct reclaim_ext_policy *policy, int err,
			const char *libbpf, const char *log)
{
	/* libbpf has run the verifier if there is a log or it names a program */
	bool verified = policy->verifier_log[0] ||
			!strncmp(libbpf, "prog '", strlen("prog '"));
	char reason[1024], program[64] = "it";

	/* without privilege libbpf gives up before, with whatever errno */
	if (!is_privileged() && (err == EPERM || !verified))
		return no_privilege("load", policy->path);
	if (!verified)
		return fail(err, RECLAIM_EXT_REFUSED,
			    "load: %s: the kernel refuses it: %s (%s); see the kernel log",
			    policy->path, log ? log : libbpf, strerror(err));
	sscanf(libbpf, "prog '%63[^']'", program);
	verifier_reason(policy->verifier_log, reason, sizeof(reason));
	return fail(err, RECLAIM_EXT_VERIFIER,
		    "load: %s: the verifier refuses %s: %s; change the program", policy->path,
		    program, log ? log : reason);
}

int reclaim_ext_policy__load(struct reclaim_ext_policy *policy)
{
	const char *libbpf;
	char line[512];
	int kmsg, err;
	bool logged;

	if (policy->loaded)
		return 0;
	err = reclaim_ext__supported();
	if (err)
		return err;
	kmsg = kmsg_begin();
	capture_begin();
	err = bpf_object__load(policy->obj);
	libbpf = capture_end();
	logged = kmsg_end(kmsg, policy->name, line, sizeof(line));
	if (err)
		return load_refused(policy, -err, libbpf, logged ? line : NULL);
	policy->loaded = true;
	return 0;
}

static int name_taken(const char *name, const char *by)
{
	return fail(EEXIST, RECLAIM_EXT_NAME_TAKEN,
		    "register: %s: the name is taken by %s; unload that one or use another name",
		    name, by);
}

/* Said before anything is loaded; the kernel checks again. */
static int check_name(const char *name)
{
	struct reclaim_ext_info info;
	int ret;

	if (!strcmp(name, "classic") || !strcmp(name, "mglru"))
		return name_taken(name, "a built-in policy");
	if (!strcmp(name, "inherit") || !strcmp(name, "all"))
		return fail(EEXIST, RECLAIM_EXT_NAME_TAKEN,
			    "register: %s: the name has a meaning of its own; use another name",
			    name);
	ret = find_policy("register", name, &info);
	if (ret > 0)
		return name_taken(name, "a registered policy");
	return ret;
}

static const char *register_reason(int err)
{
	switch (err) {
	case EINVAL:
		return "a member of its reclaim_ops is wrong; see the kernel log";
	case ERANGE:
		return "nr_classes or budget_us is out of range; see the kernel log";
	case E2BIG:
		return "a program uses too much stack, or a map has entries that are too large; see the kernel log";
	case EOPNOTSUPP:
	case ENOTSUPP:
		return "it uses a map of a type that policies may not use; take an array or a preallocated hash";
	case ENOSPC:
		return "there are as many policies as there can be; unload one";
	case ECANCELED:
		return "its init() gave up; see the policy's own manual";
	case EBUSY:
		return "this object is registered already; load another copy";
	default:
		return NULL;
	}
}

static int register_refused(const struct reclaim_ext_policy *policy, int err,
			    const char *log)
{
	const char *why = log ? log : register_reason(err);

	if (err == EPERM && !is_privileged())
		return no_privilege("register", policy->name);
	/* init() may return the same */
	if (err == EEXIST && (!log || strstr(log, "the name is taken")))
		return name_taken(policy->name, "another policy");
	if (why)
		return fail(err, RECLAIM_EXT_REFUSED, "register: %s: %s", policy->name, why);
	return fail(err, RECLAIM_EXT_REFUSED,
		    "register: %s: init() of the policy refused: %s; see the policy's own manual",
		    policy->name, strerror(err));
}

static int attach(struct reclaim_ext_policy *policy)
{
	int kmsg = kmsg_begin(), err;
	char line[512];
	bool logged;

	capture_begin();
	policy->link = bpf_map__attach_struct_ops(policy->ops);
	err = errno;
	capture_end();
	logged = kmsg_end(kmsg, policy->name, line, sizeof(line));
	if (policy->link)
		return 0;
	return register_refused(policy, err, logged ? line : NULL);
}

int reclaim_ext_policy__register(struct reclaim_ext_policy *policy, const char *pin_dir)
{
	int err;

	if (policy->link)
		return fail(EBUSY, RECLAIM_EXT_USAGE,
			    "register: %s: it is registered; unregister it first",
			    policy->name);
	err = check_sysfs("register");
	if (!err)
		err = check_name(policy->name);
	if (!err && pin_dir)
		err = pin_check(pin_dir, policy->name);
	if (!err)
		err = reclaim_ext_policy__load(policy);
	if (!err)
		err = attach(policy);
	if (err || !pin_dir)
		return err;
	err = reclaim_ext_policy__pin(policy, pin_dir);
	if (err) {
		bpf_link__destroy(policy->link);
		policy->link = NULL;
		errno = -err;
	}
	return err;
}

static int not_registered(const char *what, const char *name)
{
	return fail(ENOENT, RECLAIM_EXT_USAGE,
		    "%s: %s: it is not registered by this object; register it first",
		    what, name);
}

static void forget_pin(struct reclaim_ext_policy *policy)
{
	free(policy->pin_path);
	policy->pin_path = NULL;
}

int reclaim_ext_policy__unregister(struct reclaim_ext_policy *policy)
{
	int err;

	if (!policy->link)
		return not_registered("unregister", policy->name);
	/* others may hold the link: detach, so that the policy ends now */
	err = bpf_link__detach(policy->link);
	if (err && err != -EINVAL)	/* which it is for one that ended before */
		return fail(-err, RECLAIM_EXT_SYSTEM, "unregister: %s: %s; see the kernel's log",
			    policy->name, strerror(-err));
	err = policy->pin_path ? reclaim_ext_policy__unpin(policy) : 0;
	forget_pin(policy);
	bpf_link__destroy(policy->link);
	policy->link = NULL;
	errno = -err;
	return err;
}

int reclaim_ext_policy__pin(struct reclaim_ext_policy *policy, const char *dir)
{
	int err;

	if (!policy->link)
		return not_registered("pin", policy->name);
	if (policy->pin_path)
		return fail(EBUSY, RECLAIM_EXT_USAGE,
			    "pin: %s: it is pinned as %s; unpin it first", policy->name,
			    policy->pin_path);
	err = pin_check(dir, policy->name);
	return err ? err : pin_make(policy->link, dir, policy->name, &policy->pin_path);
}

int reclaim_ext_policy__unpin(struct reclaim_ext_policy *policy)
{
	int err;

	if (!policy->pin_path)
		return fail(ENOENT, RECLAIM_EXT_USAGE,
			    "unpin: %s: it is not pinned by this object; remove the file by hand",
			    policy->name);
	err = pin_remove(policy->pin_path);
	if (!err)
		forget_pin(policy);
	return err;
}

const char *reclaim_ext_policy__pin_path(const struct reclaim_ext_policy *policy)
{
	return policy->pin_path;
}
