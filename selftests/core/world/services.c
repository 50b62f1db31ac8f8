// SPDX-License-Identifier: GPL-2.0
/*
 * Neighbours of reclaim: the files it registers, which the world then writes
 * to, strings, and those that have nothing to do here.
 */
#include <linux/debugfs.h>
#include <linux/kobject.h>
#include <linux/sysfs.h>
#include <linux/seq_file.h>
#include <linux/kthread.h>
#include <linux/sysctl.h>
#include <linux/shrinker.h>
#include <linux/oom.h>
#include <linux/khugepaged.h>
#include <linux/blkdev.h>
#include <linux/cpuhotplug.h>
#include <linux/proc_fs.h>
#include "world.h"

/* ---- tasks ---- */

bool kthread_should_stop(void)
{
	return false;
}

int wake_up_process(struct task_struct *task)
{
	return 1;
}

void kick_process(struct task_struct *task)
{
}

bool capable(int cap)
{
	return true;
}

bool current_is_khugepaged(void)
{
	return false;
}

unsigned int w_oom_kills;

bool out_of_memory(struct oom_control *oc)
{
	w_oom_kills++;
	return false;
}

/* ---- what reclaim registers ---- */

static const struct file_operations *lru_gen_fops;
static const struct attribute_group *lru_gen_group;

struct dentry *debugfs_create_dir(const char *name, struct dentry *parent)
{
	return NULL;
}

struct dentry *debugfs_create_file_full(const char *name, umode_t mode, struct dentry *parent,
					void *data, const void *aux,
					const struct file_operations *fops)
{
	if (!strcmp(name, "lru_gen"))
		lru_gen_fops = fops;
	return NULL;
}

int sysfs_create_group(struct kobject *kobj, const struct attribute_group *group)
{
	if (group->name && !strcmp(group->name, "lru_gen"))
		lru_gen_group = group;
	return 0;
}

int w_lru_gen_write(const char *cmd)
{
	loff_t pos = 0;
	ssize_t ret = lru_gen_fops->write(NULL, cmd, strlen(cmd), &pos);

	return ret < 0 ? ret : 0;
}

static struct kobj_attribute *lru_gen_attr(const char *name)
{
	struct attribute **attr;

	for (attr = lru_gen_group->attrs; *attr; attr++) {
		if (!strcmp((*attr)->name, name))
			return container_of(*attr, struct kobj_attribute, attr);
	}
	W_FAIL("reclaim registers no lru_gen/%s", name);
}

/* Return: 0 or the error that the write gave. */
int w_lru_gen_set(const char *file, const char *value)
{
	struct kobj_attribute *attr = lru_gen_attr(file);
	ssize_t ret = attr->store(NULL, attr, value, strlen(value));

	return ret < 0 ? ret : 0;
}

/* Return: what a read of the file gives, until the next call. */
const char *w_lru_gen_get(const char *file)
{
	struct kobj_attribute *attr = lru_gen_attr(file);
	static char buf[64];

	attr->show(NULL, attr, buf);
	return buf;
}

int sysfs_emit(char *buf, const char *fmt, ...)
{
	va_list args;
	int len;

	va_start(args, fmt);
	len = vsnprintf(buf, PAGE_SIZE, fmt, args);
	va_end(args);
	return len;
}

struct proc_dir_entry *proc_create_seq_private(const char *name, umode_t mode,
					       struct proc_dir_entry *parent,
					       const struct seq_operations *ops,
					       unsigned int size, void *data)
{
	return NULL;
}

void __register_sysctl_init(const char *path, const struct ctl_table *table,
			    const char *name, size_t size)
{
}

int __cpuhp_setup_state(enum cpuhp_state state, const char *name, bool invoke,
			int (*startup)(unsigned int cpu), int (*teardown)(unsigned int cpu),
			bool multi)
{
	return 0;
}

struct shrinker *shrinker_alloc(unsigned int flags, const char *fmt, ...)
{
	return calloc(1, sizeof(struct shrinker));
}

void shrinker_register(struct shrinker *shrinker)
{
}

int alloc_shrinker_info(struct mem_cgroup *memcg)
{
	return 0;
}

void free_shrinker_info(struct mem_cgroup *memcg)
{
}

void reparent_shrinker_deferred(struct mem_cgroup *memcg)
{
}

void set_shrinker_bit(struct mem_cgroup *memcg, int nid, int id)
{
}

unsigned long shrink_slab(gfp_t gfp, int nid, struct mem_cgroup *memcg, int priority)
{
	return 0;
}

void vmpressure(gfp_t gfp, int order, struct mem_cgroup *memcg, bool tree,
		unsigned long scanned, unsigned long reclaimed)
{
}

void vmpressure_init(struct vmpressure *vmpr)
{
}

void vmpressure_cleanup(struct vmpressure *vmpr)
{
}

void wakeup_flusher_threads(enum wb_reason reason)
{
}

void wakeup_kcompactd(pg_data_t *pgdat, int order, int highest_zoneidx)
{
}

void reset_isolation_suitable(pg_data_t *pgdat)
{
}

bool compaction_suitable(struct zone *zone, int order, unsigned long watermark,
			 int highest_zoneidx)
{
	return false;
}

void blk_start_plug(struct blk_plug *plug)
{
}

void blk_finish_plug(struct blk_plug *plug)
{
}

void inode_lru_list_add(struct inode *inode)
{
}

void mm_trace_rss_stat(struct mm_struct *mm, int member)
{
}

/* ---- strings ---- */

void *memchr_inv(const void *start, int c, size_t bytes)
{
	const u8 *p = start;

	for (; bytes; bytes--, p++) {
		if (*p != (u8)c)
			return (void *)p;
	}
	return NULL;
}

unsigned long _copy_from_user(void *to, const void __user *from, unsigned long n)
{
	memcpy(to, (const void *)from, n);
	return 0;
}

ssize_t sized_strscpy(char *to, const char *from, size_t size)
{
	size_t len = strnlen(from, size);

	if (!size)
		return -E2BIG;
	if (len == size) {
		memcpy(to, from, size - 1);
		to[size - 1] = 0;
		return -E2BIG;
	}
	memcpy(to, from, len + 1);
	return len;
}

char *skip_spaces(const char *s)
{
	while (*s == ' ' || *s == '\t' || *s == '\n')
		s++;
	return (char *)s;
}

char *strim(char *s)
{
	size_t len;

	s = skip_spaces(s);
	for (len = strlen(s); len && *skip_spaces(s + len - 1) == 0; len--)
		s[len - 1] = 0;
	return s;
}

unsigned long long simple_strtoull(const char *s, char **end, unsigned int base)
{
	return strtoul(s, end, base);
}

unsigned long __msecs_to_jiffies(const unsigned int ms)
{
	return ms;
}
