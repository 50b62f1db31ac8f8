// SPDX-License-Identifier: GPL-2.0
/*
 * Control groups: make, configure, run something in them, take them away.
 */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include "rx.h"

#define CG_ROOT "/sys/fs/cgroup"

static const char *cg_path(const char *cg, const char *file)
{
	static char path[1024];

	snprintf(path, sizeof(path), "%s/%s/%s", CG_ROOT, cg, file);
	return path;
}

int cg_create(const char *cg)
{
	return mkdir(cg_path(cg, ""), 0755) ? -errno : 0;
}

static int remove_children(const char *cg)
{
	DIR *dir = opendir(cg_path(cg, ""));
	struct dirent *entry;
	char child[512];
	int err = 0;

	if (!dir)
		return errno == ENOENT ? 0 : -errno;
	while (!err && (entry = readdir(dir))) {
		if (entry->d_type != DT_DIR || entry->d_name[0] == '.')
			continue;
		snprintf(child, sizeof(child), "%s/%s", cg, entry->d_name);
		err = cg_remove(child);
	}
	closedir(dir);
	return err;
}

int cg_remove(const char *cg)
{
	int err;

	cg_write(cg, "cgroup.kill", "1");
	err = remove_children(cg);
	if (err)
		return err;
	/* a killed process leaves its cgroup some time after the signal */
	wait_for(!rmdir(cg_path(cg, "")) || errno != EBUSY);
	return access(cg_path(cg, ""), F_OK) ? 0 : -EBUSY;
}

int cg_open(const char *cg, const char *file, int flags)
{
	int fd = open(cg_path(cg, file), flags | O_CLOEXEC);

	return fd < 0 ? -errno : fd;
}

int cg_write(const char *cg, const char *file, const char *fmt, ...)
{
	char text[256];
	va_list args;

	va_start(args, fmt);
	vsnprintf(text, sizeof(text), fmt, args);
	va_end(args);
	return file_write(cg_path(cg, file), text);
}

int cg_read(const char *cg, const char *file, char *buf, size_t size)
{
	return file_read(cg_path(cg, file), buf, size);
}

uint64_t cg_number(const char *cg, const char *file)
{
	char buf[64];

	return cg_read(cg, file, buf, sizeof(buf)) > 0 ? strtoull(buf, NULL, 10) : 0;
}

uint64_t cg_stat(const char *cg, const char *key)
{
	return file_number(cg_path(cg, "memory.stat"), key);
}

uint64_t cg_event(const char *cg, const char *key)
{
	return file_number(cg_path(cg, "memory.events"), key);
}

uint64_t cg_id(const char *cg)
{
	struct stat st;

	return stat(cg_path(cg, ""), &st) ? 0 : st.st_ino;
}

/* The child dies with the test, so a failed assert leaves nothing running. */
pid_t cg_spawn(const char *cg, int (*fn)(void *), void *arg)
{
	pid_t pid = fork();

	if (pid)
		return pid;
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (cg_write(cg, "cgroup.procs", "0"))
		_exit(99);
	_exit(fn(arg));
}

int child_wait(pid_t pid)
{
	int status;

	if (waitpid(pid, &status, 0) != pid)
		return -errno;
	return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

/* One that ended keeps its status for child_wait(). */
bool child_runs(pid_t pid)
{
	siginfo_t info = {};

	return !waitid(P_PID, pid, &info, WEXITED | WNOHANG | WNOWAIT) && !info.si_pid;
}

void child_kill(pid_t pid)
{
	kill(pid, SIGKILL);
	child_wait(pid);
}

int cg_run(const char *cg, int (*fn)(void *), void *arg)
{
	pid_t pid = cg_spawn(cg, fn, arg);

	return pid < 0 ? -errno : child_wait(pid);
}

int cg_attach(const char *cg, const char *policy)
{
	return cg_write(cg, "memory.reclaim_policy", "%s", policy);
}

const char *cg_policy(const char *cg)
{
	static char buf[1024];
	char *start, *end;

	if (cg_read(cg, "memory.reclaim_policy", buf, sizeof(buf)) <= 0)
		return "(unreadable)";
	start = strchr(buf, '[');
	end = start ? strchr(start, ']') : NULL;
	if (!end)
		return "(none)";
	*end = '\0';
	return start + 1;
}

bool cg_inherits(const char *cg)
{
	char buf[1024];

	return cg_read(cg, "memory.reclaim_policy", buf, sizeof(buf)) > 0 &&
	       strstr(buf, " (inherited)\n");
}
