/* SPDX-License-Identifier: GPL-2.0 */
/*
 * libreclaim_ext: load reclaim policies, attach them to cgroups and read what
 * they do. A policy is a BPF object with one struct_ops map of type
 * reclaim_ops; the kernel needs CONFIG_RECLAIM_EXT. This is not a way to write
 * a policy: that is BPF C, see Documentation/writing-a-policy.rst.
 *
 * Errors: functions that return a pointer return NULL and set errno, functions
 * that return int return a negative errno (and set errno too). Either way
 * reclaim_ext__error() has one line that says what failed, on which object,
 * why, and what to do, and reclaim_ext__reason() has the class of the failure.
 *
 * Threads: a struct reclaim_ext_policy is for one thread at a time; everything
 * else may be called from any thread. The error is kept per thread.
 *
 * Callbacks: strings and structs passed to them are valid during the call only.
 * A callback that returns non-zero stops the iteration, and the function that
 * called it returns that value.
 *
 * Structs with a member sz: the caller sets it to the size of the struct it
 * was compiled with, best with RECLAIM_EXT_OPTS(), so that members can be
 * added later.
 */
#ifndef RECLAIM_EXT_H
#define RECLAIM_EXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define RECLAIM_EXT_VERSION	"0.1.0"

/* Where reclaim_ext_policy__register() callers pin by convention */
#define RECLAIM_EXT_PIN_DIR	"/sys/fs/bpf/reclaim_ext"

#define RECLAIM_EXT_NAME_LEN	16	/* of a policy, with the terminating NUL */
#define RECLAIM_EXT_MSG_LEN	64
#define RECLAIM_EXT_PATH_LEN	4096

/**
 * RECLAIM_EXT_OPTS - declare a struct that has a member sz
 * @TYPE: of the struct, without "struct".
 * @NAME: of the variable.
 * @...: designated initializers of other members.
 */
#define RECLAIM_EXT_OPTS(TYPE, NAME, ...) \
	struct TYPE NAME = { .sz = sizeof(struct TYPE), __VA_ARGS__ }

/**
 * enum reclaim_ext_reason - classes of failure
 * @RECLAIM_EXT_OK: no call has failed in this thread.
 * @RECLAIM_EXT_USAGE: an argument that no system could accept.
 * @RECLAIM_EXT_SYSTEM: out of memory, I/O error, a file that cannot be parsed.
 * @RECLAIM_EXT_PERMISSION: not privileged enough.
 * @RECLAIM_EXT_UNSUPPORTED: the running kernel has no reclaim_ext.
 * @RECLAIM_EXT_NO_FILE: the object file cannot be read.
 * @RECLAIM_EXT_NOT_BPF: the file is not a BPF object that libbpf can open.
 * @RECLAIM_EXT_NO_POLICY: the object holds no reclaim_ops.
 * @RECLAIM_EXT_MANY_POLICIES: the object holds several.
 * @RECLAIM_EXT_UNKNOWN_KNOB: the policy has no such knob.
 * @RECLAIM_EXT_BAD_VALUE: the knob cannot take that value.
 * @RECLAIM_EXT_VERIFIER: the kernel's verifier refuses a program.
 * @RECLAIM_EXT_REFUSED: the kernel, or the policy's init(), refuses to
 *	register it.
 * @RECLAIM_EXT_NAME_TAKEN: a policy of that name exists.
 * @RECLAIM_EXT_UNKNOWN_POLICY: no policy of that name is registered.
 * @RECLAIM_EXT_NOT_CGROUP: the path is not a cgroup.
 * @RECLAIM_EXT_CGROUP_V1: the path is a cgroup of version 1.
 * @RECLAIM_EXT_NO_CONTROLLER: the cgroup lacks the memory controller.
 * @RECLAIM_EXT_ATTACH_REFUSED: the kernel, or the policy's cgroup_init(),
 *	refuses the attach or detach.
 * @RECLAIM_EXT_PIN: the registration cannot be pinned there.
 *
 * The values are stable; reclaimctl exits with them.
 */
enum reclaim_ext_reason {
	RECLAIM_EXT_OK			= 0,
	RECLAIM_EXT_USAGE		= 1,
	RECLAIM_EXT_SYSTEM		= 2,
	RECLAIM_EXT_PERMISSION		= 3,
	RECLAIM_EXT_UNSUPPORTED		= 4,
	RECLAIM_EXT_NO_FILE		= 5,
	RECLAIM_EXT_NOT_BPF		= 6,
	RECLAIM_EXT_NO_POLICY		= 7,
	RECLAIM_EXT_MANY_POLICIES	= 8,
	RECLAIM_EXT_UNKNOWN_KNOB	= 9,
	RECLAIM_EXT_BAD_VALUE		= 10,
	RECLAIM_EXT_VERIFIER		= 11,
	RECLAIM_EXT_REFUSED		= 12,
	RECLAIM_EXT_NAME_TAKEN		= 13,
	RECLAIM_EXT_UNKNOWN_POLICY	= 14,
	RECLAIM_EXT_NOT_CGROUP		= 15,
	RECLAIM_EXT_CGROUP_V1		= 16,
	RECLAIM_EXT_NO_CONTROLLER	= 17,
	RECLAIM_EXT_ATTACH_REFUSED	= 18,
	RECLAIM_EXT_PIN			= 19,
};

/**
 * reclaim_ext__error - describe the last failure of this thread
 *
 * Return: one line without a newline, "what: which: why; what next"; "" if
 * nothing has failed. Valid until another call fails in this thread; success
 * leaves it alone.
 */
const char *reclaim_ext__error(void);

/**
 * reclaim_ext__reason - classify the last failure of this thread
 *
 * Return: see &enum reclaim_ext_reason.
 */
enum reclaim_ext_reason reclaim_ext__reason(void);

/**
 * reclaim_ext__version - version of the library in use
 *
 * Return: "MAJOR.MINOR.PATCH", to be compared with %RECLAIM_EXT_VERSION.
 */
const char *reclaim_ext__version(void);

/**
 * reclaim_ext__supported - ask whether this kernel can run policies
 *
 * Looks for /sys/kernel/mm/reclaim_ext and for struct reclaim_ops in the
 * kernel's BTF. Needs no privilege.
 *
 * Return: 0, or -EOPNOTSUPP.
 */
int reclaim_ext__supported(void);

/******************************************************************************
 *                             a policy object
 ******************************************************************************/

/** struct reclaim_ext_policy - a policy's object file, opened */
struct reclaim_ext_policy;

/** struct reclaim_ext_knob - a parameter of a policy, set before it is loaded */
struct reclaim_ext_knob;

/**
 * struct reclaim_ext_open_opts - options of reclaim_ext_policy__open()
 * @sz: size of this struct.
 * @name: register under this name instead of the object's own, to have one
 *	object twice with different knobs; NULL for its own.
 */
struct reclaim_ext_open_opts {
	size_t sz;
	const char *name;
	size_t :0;
};

/**
 * reclaim_ext_policy__open - open a policy's object file
 * @path: of a BPF ELF object with exactly one reclaim_ops in the section
 *	.struct_ops.link.
 * @opts: may be NULL.
 *
 * Nothing reaches the kernel yet, so that neither privilege nor a kernel with
 * reclaim_ext is needed.
 *
 * Return: to be released with reclaim_ext_policy__close(); or NULL and errno
 * ENOENT, EACCES...: the file cannot be read;
 * ENOEXEC: not a BPF object;
 * ENODATA: no reclaim_ops in it;
 * E2BIG: several;
 * EINVAL: a name that no policy may have, bad @opts, or a reclaim_ops outside
 * of .struct_ops.link.
 */
struct reclaim_ext_policy *
reclaim_ext_policy__open(const char *path, const struct reclaim_ext_open_opts *opts);

/**
 * reclaim_ext_policy__close - forget a policy object
 * @policy: may be NULL.
 *
 * Unregisters the policy, unless its registration is pinned.
 */
void reclaim_ext_policy__close(struct reclaim_ext_policy *policy);

/**
 * reclaim_ext_policy__name - the name that the policy registers under
 * @policy: opened.
 *
 * Return: valid as long as @policy.
 */
const char *reclaim_ext_policy__name(const struct reclaim_ext_policy *policy);

/**
 * reclaim_ext_policy__next_knob - iterate over the knobs of a policy
 * @policy: opened.
 * @prev: NULL for the first.
 *
 * A knob is a `const volatile` variable of integer, bool or enum type.
 *
 * Return: valid as long as @policy; NULL after the last one.
 */
const struct reclaim_ext_knob *
reclaim_ext_policy__next_knob(const struct reclaim_ext_policy *policy,
			      const struct reclaim_ext_knob *prev);

/**
 * reclaim_ext_knob__name - name of a knob
 * @knob: from reclaim_ext_policy__next_knob().
 *
 * Return: the variable's name in the source.
 */
const char *reclaim_ext_knob__name(const struct reclaim_ext_knob *knob);

/**
 * reclaim_ext_knob__type - type of a knob
 * @knob: from reclaim_ext_policy__next_knob().
 *
 * Return: as in the source, for example "u64", "bool" or "enum reclaim_end".
 */
const char *reclaim_ext_knob__type(const struct reclaim_ext_knob *knob);

/**
 * reclaim_ext_knob__value - value of a knob
 * @knob: from reclaim_ext_policy__next_knob().
 *
 * Return: in a form that reclaim_ext_policy__set_knob() accepts; valid until
 * the knob is set.
 */
const char *reclaim_ext_knob__value(const struct reclaim_ext_knob *knob);

/**
 * reclaim_ext_policy__set_knob - set a knob
 * @policy: opened and not loaded yet.
 * @name: of the knob.
 * @value: integers in decimal or, after 0x, hexadecimal, with a minus sign
 *	where the type has one; bool as true, false, yes, no, on, off, 1 or 0;
 *	enums by the name or number of an enumerator.
 *
 * Return: 0, or, with the knob as it was,
 * -ENOENT: no such knob;
 * -EINVAL: not a value of its type;
 * -ERANGE: a number its type cannot hold;
 * -EBUSY: the policy is loaded.
 */
int reclaim_ext_policy__set_knob(struct reclaim_ext_policy *policy,
				 const char *name, const char *value);

/**
 * reclaim_ext_policy__load - bring the programs and maps into the kernel
 * @policy: opened.
 *
 * The verifier checks the programs. No hook runs before
 * reclaim_ext_policy__register(), which calls this if need be. A second call
 * does nothing. After a failure @policy can only be closed.
 *
 * Context: CAP_BPF, CAP_PERFMON and CAP_SYS_ADMIN.
 *
 * Return: 0, -EOPNOTSUPP: no support in the kernel; -EPERM; or the errno with
 * which the verifier or libbpf refused, mostly -EINVAL and -EACCES.
 */
int reclaim_ext_policy__load(struct reclaim_ext_policy *policy);

/**
 * reclaim_ext_policy__register - make the policy known to the kernel
 * @policy: opened, loaded or not.
 * @pin_dir: folder on a bpf file system, made if it is not there; the
 *	registration is pinned in it under the policy's name, and lasts until
 *	that file is removed or reclaim_ext__unregister() is called. NULL: it
 *	lasts as long as @policy is open.
 *
 * Calls the policy's init(). No cgroup follows the policy yet.
 *
 * Context: CAP_BPF, CAP_PERFMON and CAP_SYS_ADMIN.
 *
 * Return: 0, or, with nothing registered, an errno of
 * reclaim_ext_policy__load(),
 * -EEXIST: a policy or a pinned file of that name exists;
 * -EBUSY: @policy is registered;
 * -EINVAL, -ERANGE, -E2BIG, -EOPNOTSUPP: the kernel refuses it;
 * -ENOSPC: there are as many policies as there can be;
 * -ECANCELED: init() called bpf_reclaim_error();
 * -ENOTSUP: @pin_dir is not on a bpf file system;
 * or what init() returned.
 */
int reclaim_ext_policy__register(struct reclaim_ext_policy *policy, const char *pin_dir);

/**
 * reclaim_ext_policy__unregister - end the registration made by this object
 * @policy: registered.
 *
 * Removes the pinned file too. Its cgroups follow their ancestors afterwards. Does
 * no harm if the policy has ended meanwhile, by reclaim_ext__unregister() say.
 *
 * Return: 0; -ENOENT: @policy is not registered by this object; or another errno, if
 * it is not registered any more but its file could not be removed.
 */
int reclaim_ext_policy__unregister(struct reclaim_ext_policy *policy);

/**
 * reclaim_ext_policy__pin - let the registration outlive this process
 * @policy: registered and not pinned.
 * @dir: see reclaim_ext_policy__register().
 *
 * Return: 0, -ENOENT: not registered; -EBUSY: pinned already; -EEXIST: the
 * file exists; -ENOTSUP: not on a bpf file system; -EINVAL: the name has a full
 * stop, which files there cannot have; or another errno.
 */
int reclaim_ext_policy__pin(struct reclaim_ext_policy *policy, const char *dir);

/**
 * reclaim_ext_policy__unpin - remove the pinned file
 * @policy: pinned through this object.
 *
 * The registration lasts as long as @policy is open.
 *
 * Return: 0, -ENOENT: not pinned; or another errno.
 */
int reclaim_ext_policy__unpin(struct reclaim_ext_policy *policy);

/**
 * reclaim_ext_policy__pin_path - where the registration is pinned
 * @policy: opened.
 *
 * Return: a path, or NULL where it is not; valid until it is unpinned.
 */
const char *reclaim_ext_policy__pin_path(const struct reclaim_ext_policy *policy);

/******************************************************************************
 *                          registered policies
 ******************************************************************************/

/**
 * struct reclaim_ext_info - a registered policy
 * @sz: size of this struct as the library knows it.
 * @name: of the policy.
 * @id: of its struct_ops map, as bpftool shows it.
 * @nr_cgroups: how many cgroups follow it, by attach or inheritance.
 * @nr_classes: classes it tells apart.
 * @hooks: those it has, separated by commas.
 * @expelled: none of its hooks is called any more.
 */
struct reclaim_ext_info {
	size_t sz;
	const char *name;
	uint32_t id;
	uint32_t nr_cgroups;
	uint32_t nr_classes;
	const char *hooks;
	bool expelled;
	size_t :0;
};

/**
 * typedef reclaim_ext_info_fn - called for each policy
 * @info: the policy.
 * @ctx: the caller's.
 */
typedef int (*reclaim_ext_info_fn)(const struct reclaim_ext_info *info, void *ctx);

/**
 * reclaim_ext__list - list the registered BPF policies, oldest first
 * @fn: called for each.
 * @ctx: passed to @fn.
 *
 * Return: 0, what @fn returned, -EOPNOTSUPP: no support in the kernel, or
 * another errno.
 */
int reclaim_ext__list(reclaim_ext_info_fn fn, void *ctx);

/**
 * reclaim_ext__unregister - end the registration of a policy by name
 * @name: of a policy, whoever registered it.
 *
 * Detaches the link, even if another process holds it, and removes the files
 * on /sys/fs/bpf that pin it.
 *
 * Context: CAP_SYS_ADMIN.
 *
 * Return: 0, -ENOENT: no such policy; -EPERM; -EOPNOTSUPP: no support in the
 * kernel; -ENOLINK: registered without a link; or another errno.
 */
int reclaim_ext__unregister(const char *name);

/**
 * reclaim_ext__expel - take a policy from all its cgroups at once
 * @name: of a policy, or "all".
 *
 * No hook is called afterwards. The policy stays registered, so that its
 * counters can be read.
 *
 * Context: root.
 *
 * Return: 0, -ENOENT: no such policy; -EACCES, -EPERM; -EOPNOTSUPP: no support
 * in the kernel.
 */
int reclaim_ext__expel(const char *name);

/**
 * typedef reclaim_ext_stat_fn - called for each counter
 * @policy: name of the policy.
 * @key: name of the counter, see Documentation/cgroup-and-sysfs.rst.
 * @value: since registration, on all CPUs. Time in ns where @key ends in _ns.
 * @ctx: the caller's.
 */
typedef int (*reclaim_ext_stat_fn)(const char *policy, const char *key,
				   uint64_t value, void *ctx);

/**
 * reclaim_ext__stats - read the counters of policies
 * @name: of a policy; NULL for all.
 * @fn: called for each counter, policy by policy.
 * @ctx: passed to @fn.
 *
 * Context: root; debugfs is mounted.
 *
 * Return: 0, what @fn returned, -ENOENT: no such policy; -EACCES: not root;
 * -ENODEV: debugfs is not mounted; -EOPNOTSUPP: no support in the kernel.
 */
int reclaim_ext__stats(const char *name, reclaim_ext_stat_fn fn, void *ctx);

/**
 * struct reclaim_ext_exit - how a policy ended
 * @sz: set by the caller.
 * @policy: its name.
 * @kind: unregistered, error, stall, slow, invalid, oom or admin.
 * @code: the policy's own number for an error, nanoseconds for slow, else 0.
 * @cgroup_id: where it happened, 0 if in no cgroup.
 * @path: of that cgroup, "" if in none, if it is gone or if the path is longer
 *	than 1022 bytes.
 * @msg: one line.
 */
struct reclaim_ext_exit {
	size_t sz;
	char policy[RECLAIM_EXT_NAME_LEN];
	char kind[16];
	int64_t code;
	uint64_t cgroup_id;
	char path[RECLAIM_EXT_PATH_LEN];
	char msg[RECLAIM_EXT_MSG_LEN];
	size_t :0;
};

/**
 * reclaim_ext__last_exit - read how the last policy ended
 * @rec: filled in.
 * @fn: called for each of its counters; may be NULL.
 * @ctx: passed to @fn.
 *
 * Return: 1, or what else above 0 @fn ended it with, and @rec is filled in; 0 if
 * no policy has ended since boot; -EOPNOTSUPP: no support in the kernel; or
 * another errno, that of @fn among them.
 */
int reclaim_ext__last_exit(struct reclaim_ext_exit *rec, reclaim_ext_stat_fn fn, void *ctx);

/**
 * reclaim_ext__exits - count policies that were expelled since boot
 * @nr: the result.
 *
 * Return: 0, -EOPNOTSUPP: no support in the kernel; or another errno.
 */
int reclaim_ext__exits(uint64_t *nr);

/******************************************************************************
 *                                cgroups
 *
 * A cgroup is named by an absolute path, or by one relative to the first
 * cgroup2 file system in /proc/self/mounts; "" is the root.
 ******************************************************************************/

/**
 * reclaim_ext_cgroup__path - check and complete the path of a cgroup
 * @cgroup: see above.
 * @path: the result, absolute, without symbolic links.
 * @len: size of @path, at most %RECLAIM_EXT_PATH_LEN is used.
 *
 * Return: 0, -ENOENT: no such folder; -EINVAL: not a cgroup; -EPROTOTYPE: a
 * cgroup of version 1; -ENAMETOOLONG; or another errno.
 */
int reclaim_ext_cgroup__path(const char *cgroup, char *path, size_t len);

/**
 * reclaim_ext_cgroup__attach - let a policy decide for a cgroup
 * @cgroup: see above.
 * @policy: name of a registered policy or of a built-in one.
 *
 * Also for the cgroups below that name no policy of their own.
 *
 * Context: CAP_SYS_ADMIN.
 *
 * Return: 0, or, with nothing changed, an errno of reclaim_ext_cgroup__path(),
 * -ENOENT: no such policy (see reclaim_ext__reason() to tell it from a
 * missing folder);
 * -EPERM, -EACCES: not privileged;
 * -ENODEV: the cgroup is being removed, or has no memory controller;
 * -EOPNOTSUPP: no support in the kernel;
 * -ESHUTDOWN: the policy was expelled;
 * or what cgroup_init() returned.
 */
int reclaim_ext_cgroup__attach(const char *cgroup, const char *policy);

/**
 * reclaim_ext_cgroup__detach - let the nearest ancestor decide for a cgroup
 * @cgroup: see above.
 *
 * Nothing changes for a cgroup that names no policy. At the root the built-in
 * policy decides afterwards.
 *
 * Context: CAP_SYS_ADMIN.
 *
 * Return: 0, or an errno of reclaim_ext_cgroup__attach().
 */
int reclaim_ext_cgroup__detach(const char *cgroup);

#define RECLAIM_EXT_ALL_NODES	(-1)

/**
 * reclaim_ext_cgroup__attach_node - let a policy decide for one node of a cgroup
 * @cgroup: see above.
 * @nid: the node, or %RECLAIM_EXT_ALL_NODES, which is
 *	reclaim_ext_cgroup__attach() and takes back what was chosen for nodes.
 * @policy: name of a registered policy or of a built-in one.
 *
 * Context: CAP_SYS_ADMIN.
 *
 * Return: as reclaim_ext_cgroup__attach(), and -ENXIO: no such node.
 */
int reclaim_ext_cgroup__attach_node(const char *cgroup, int nid, const char *policy);

/**
 * reclaim_ext_cgroup__detach_node - treat a node as the others of a cgroup
 * @cgroup: see above.
 * @nid: the node, or %RECLAIM_EXT_ALL_NODES, which is
 *	reclaim_ext_cgroup__detach().
 *
 * Context: CAP_SYS_ADMIN.
 *
 * Return: as reclaim_ext_cgroup__attach_node().
 */
int reclaim_ext_cgroup__detach_node(const char *cgroup, int nid);

/**
 * struct reclaim_ext_cgroup_policy - who decides for a cgroup
 * @sz: set by the caller.
 * @active: name of the policy.
 * @inherited: the cgroup names none itself.
 */
struct reclaim_ext_cgroup_policy {
	size_t sz;
	char active[RECLAIM_EXT_NAME_LEN];
	bool inherited;
	size_t :0;
};

/**
 * typedef reclaim_ext_name_fn - called for each policy that can be attached
 * @name: of the policy.
 * @ctx: the caller's.
 */
typedef int (*reclaim_ext_name_fn)(const char *name, void *ctx);

/**
 * reclaim_ext_cgroup__policy - read who decides for a cgroup
 * @cgroup: see above.
 * @policy: filled in.
 * @fn: called for each policy that can be attached, built-in ones included;
 *	may be NULL.
 * @ctx: passed to @fn.
 *
 * Return: 0, what @fn returned, an errno of reclaim_ext_cgroup__path(),
 * -ENODEV: no memory controller; -EOPNOTSUPP: no support in the kernel; or
 * another errno.
 */
int reclaim_ext_cgroup__policy(const char *cgroup, struct reclaim_ext_cgroup_policy *policy,
			       reclaim_ext_name_fn fn, void *ctx);

/**
 * typedef reclaim_ext_node_fn - called for each node that differs
 * @nid: the node.
 * @policy: who decides for it.
 * @ctx: the caller's.
 */
typedef int (*reclaim_ext_node_fn)(int nid, const struct reclaim_ext_cgroup_policy *policy,
				   void *ctx);

/**
 * reclaim_ext_cgroup__nodes - read who decides for single nodes of a cgroup
 * @cgroup: see above.
 * @fn: called for each node that a policy was chosen for here, or that another
 *	one decides for than reclaim_ext_cgroup__policy() says.
 * @ctx: passed to @fn.
 *
 * Return: as reclaim_ext_cgroup__policy().
 */
int reclaim_ext_cgroup__nodes(const char *cgroup, reclaim_ext_node_fn fn, void *ctx);

/**
 * typedef reclaim_ext_cgroup_fn - called for each cgroup
 * @path: absolute.
 * @policy: who decides for it.
 * @ctx: the caller's.
 */
typedef int (*reclaim_ext_cgroup_fn)(const char *path,
				     const struct reclaim_ext_cgroup_policy *policy,
				     void *ctx);

/**
 * reclaim_ext_cgroup__walk - visit a cgroup and those below it
 * @cgroup: see above; NULL for the root.
 * @fn: called for each that has the memory controller, parents first.
 * @ctx: passed to @fn.
 *
 * Cgroups that come or go meanwhile may be missed.
 *
 * Return: as reclaim_ext_cgroup__policy().
 */
int reclaim_ext_cgroup__walk(const char *cgroup, reclaim_ext_cgroup_fn fn, void *ctx);

#ifdef __cplusplus
}
#endif

#endif /* RECLAIM_EXT_H */
