// SPDX-License-Identifier: GPL-2.0
/*
 * The cgroup core as far as the memory controller sees it: a tree of cgroups
 * that come and go, css references, rstat, and the files of the controller.
 */
#include <linux/cgroup.h>
#include <linux/memcontrol.h>
#include <linux/seq_file.h>
#include "../kernel/cgroup/cgroup-internal.h"
#include "world.h"

struct cgroup_root cgrp_dfl_root;
struct static_key_true memory_cgrp_subsys_enabled_key = STATIC_KEY_TRUE_INIT;
struct static_key_true memory_cgrp_subsys_on_dfl_key = STATIC_KEY_TRUE_INIT;

/* what stands for a cgroup; it lives until its css is released */
struct w_node {
	struct kernfs_node kn;
	struct css_set set;
	int number;
	struct cgroup cgroup;		/* ends in the list of its ancestors */
};

struct w_cgroup w_cgroups[W_CGROUPS];
static u64 next_id = 1;

struct mem_cgroup *w_memcg(int cgroup)
{
	return w_cgroups[cgroup].memcg;
}

struct lruvec *w_lruvec(int cgroup, int nid)
{
	return mem_cgroup_lruvec(w_memcg(cgroup), NODE_DATA(nid));
}

static struct w_node *node_of(struct cgroup_subsys_state *css)
{
	return container_of(css->cgroup, struct w_node, cgroup);
}

struct css_set *w_css_set(int cgroup)
{
	return &node_of(&w_memcg(cgroup)->css)->set;
}

static void release_late(struct rcu_head *rcu)
{
	struct cgroup_subsys_state *css =
		container_of(container_of(rcu, struct rcu_work, rcu),
			     struct cgroup_subsys_state, destroy_rwork);
	struct cgroup_subsys_state *parent = css->parent;
	struct w_node *node = node_of(css);

	percpu_ref_exit(&css->refcnt);
	w_cgroups[node->number].memcg = NULL;
	memory_cgrp_subsys.css_free(css);
	free(node);
	css_put(parent);
}

static void release(struct percpu_ref *ref)
{
	struct cgroup_subsys_state *css = container_of(ref, struct cgroup_subsys_state, refcnt);

	w_trace("cgroup %d is released\n", node_of(css)->number);
	if (refcount_read(&mem_cgroup_from_css(css)->id.ref))
		W_FAIL("cgroup %d is released and %u swap entries refer to it",
		       node_of(css)->number, refcount_read(&mem_cgroup_from_css(css)->id.ref));
	list_del_rcu(&css->sibling);
	css_rstat_flush(css);
	memory_cgrp_subsys.css_released(css);
	call_rcu(&css->destroy_rwork.rcu, release_late);
}

int w_cgroup_new(int parent)
{
	struct cgroup_subsys_state *css, *up = NULL;
	struct w_node *node;
	int i, j, level;

	if (parent >= 0) {
		if (!w_cgroups[parent].memcg || !w_cgroups[parent].online)
			return -ENOENT;
		up = &w_memcg(parent)->css;
	}
	for (i = 0; i < W_CGROUPS && w_cgroups[i].memcg; i++)
		;
	if (i == W_CGROUPS)
		return -ENOSPC;

	css = memory_cgrp_subsys.css_alloc(up);
	if (IS_ERR(css))
		return PTR_ERR(css);
	level = up ? up->cgroup->level + 1 : 0;
	node = calloc(1, sizeof(*node) + (level + 1) * sizeof(struct cgroup *));
	for (j = 0; j <= level; j++)
		node->cgroup.ancestors[j] = j == level ? &node->cgroup : up->cgroup->ancestors[j];
	node->number = i;
	node->kn.id = next_id++;
	node->cgroup.kn = &node->kn;
	node->cgroup.root = &cgrp_dfl_root;
	node->cgroup.level = level;
	node->cgroup.self.cgroup = &node->cgroup;
	node->cgroup.self.flags = CSS_NO_REF | CSS_ONLINE;
	node->cgroup.subsys[memory_cgrp_id] = css;
	node->set.subsys[memory_cgrp_id] = css;
	css->cgroup = &node->cgroup;
	css->ss = &memory_cgrp_subsys;
	css->parent = up;
	css->id = node->kn.id;
	css->serial_nr = node->kn.id;
	css->flags = up ? 0 : CSS_NO_REF;
	INIT_LIST_HEAD(&css->sibling);
	INIT_LIST_HEAD(&css->children);
	if (percpu_ref_init(&css->refcnt, release, 0, GFP_KERNEL))
		W_FAIL("no reference count for a cgroup");
	if (up) {
		css_get(up);
		list_add_tail_rcu(&css->sibling, &up->children);
	}
	w_cgroups[i] = (struct w_cgroup) {
		.memcg = mem_cgroup_from_css(css), .online = true, .parent = parent,
	};
	if (memory_cgrp_subsys.css_online(css))
		W_FAIL("a cgroup did not come online");
	css->flags |= CSS_ONLINE;
	w_trace("cgroup %d below %d\n", i, parent);
	return i;
}

/*
 * rmdir: as there, the cgroup has no processes and no cgroups below it, and what
 * needs a grace period comes later.
 */
void w_cgroup_offline(int cgroup)
{
	struct cgroup_subsys_state *css = &w_memcg(cgroup)->css;

	w_trace("offline cgroup %d\n", cgroup);
	css->flags |= CSS_DYING;
	css_get(css);
	percpu_ref_kill(&css->refcnt);
	w_run_deferred();
	memory_cgrp_subsys.css_offline(css);
	css->flags &= ~CSS_ONLINE;
	w_cgroups[cgroup].online = false;
	css_put(css);
}

void w_cgroups_init(void)
{
	memory_cgrp_subsys.id = memory_cgrp_id;
	cgrp_dfl_root.subsys_mask = BIT(memory_cgrp_id);
	if (w_cgroup_new(-1) != 0)
		W_FAIL("no root cgroup");
}

/* ---- the tree ---- */

struct cgroup_subsys_state *css_next_descendant_pre(struct cgroup_subsys_state *pos,
						    struct cgroup_subsys_state *root)
{
	if (!pos)
		return root;
	if (!list_empty(&pos->children))
		return list_first_entry(&pos->children, struct cgroup_subsys_state, sibling);
	for (; pos != root; pos = pos->parent) {
		if (!list_is_last(&pos->sibling, &pos->parent->children))
			return list_next_entry(pos, sibling);
	}
	return NULL;
}

struct cgroup *cgroup_get_from_id(u64 id)
{
	int i;

	for (i = 0; i < W_CGROUPS; i++) {
		struct mem_cgroup *memcg = w_memcg(i);

		if (memcg && w_cgroups[i].online && cgroup_id(memcg->css.cgroup) == id)
			return memcg->css.cgroup;
	}
	return ERR_PTR(-ENOENT);
}

struct cgroup_subsys_state *cgroup_get_e_css(struct cgroup *cgroup, struct cgroup_subsys *ss)
{
	struct cgroup_subsys_state *css = cgroup->subsys[memory_cgrp_id];

	css_get(css);
	return css;
}

int kernfs_path_from_node(struct kernfs_node *to, struct kernfs_node *from, char *buf,
			  size_t size)
{
	return snprintf(buf, size, "/%llu", to->id);
}

/* ---- rstat: children first, and all of them ---- */

void __css_rstat_updated(struct cgroup_subsys_state *css, int cpu)
{
}

void css_rstat_flush(struct cgroup_subsys_state *css)
{
	struct cgroup_subsys_state *child;

	list_for_each_entry(child, &css->children, sibling)
		css_rstat_flush(child);
	memory_cgrp_subsys.css_rstat_flush(css, 0);
}

/* ---- files ---- */

struct cgroup_subsys_state *of_css(struct kernfs_open_file *of)
{
	return of->priv;
}

static struct cftype *more_files[4];

int cgroup_add_dfl_cftypes(struct cgroup_subsys *ss, struct cftype *files)
{
	int i;

	for (i = 0; more_files[i]; i++)
		;
	more_files[i] = files;
	return 0;
}

void cgroup_file_notify(struct cgroup_file *file)
{
}

bool file_ns_capable(const struct file *file, struct user_namespace *ns, int cap)
{
	return true;
}

static const struct cftype *find_file(const char *name)
{
	const struct cftype *file = memory_cgrp_subsys.dfl_cftypes;
	int i;

	for (i = 0; file; file = more_files[i++]) {
		for (; file->name[0]; file++) {
			if (!strcmp(file->name, name))
				return file;
		}
	}
	W_FAIL("the memory controller has no file %s", name);
}

/* Return: 0 or the error that the write gave. */
int w_cgroup_write(int cgroup, const char *name, const char *value)
{
	static struct file file;
	struct kernfs_open_file of = { .priv = &w_memcg(cgroup)->css, .file = &file };
	char buf[64];
	ssize_t ret;

	strscpy(buf, value);
	ret = find_file(name)->write(&of, buf, strlen(buf), 0);
	w_trace("cgroup %d %s = %s: %zd\n", cgroup, name, value, ret);
	w_run_deferred();
	return ret < 0 ? ret : 0;
}

/* Return: what a read of the file gives, until the next call. */
const char *w_cgroup_read(int cgroup, const char *name)
{
	static char buf[4096];
	struct kernfs_open_file of = { .priv = &w_memcg(cgroup)->css };
	struct seq_file m = { .buf = buf, .size = sizeof(buf), .private = &of };

	find_file(name)->seq_show(&m, NULL);
	buf[m.count] = 0;
	return buf;
}

void seq_printf(struct seq_file *m, const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	m->count += vsnprintf(m->buf + m->count, m->size - m->count, fmt, args);
	va_end(args);
	if (m->count >= m->size)
		W_FAIL("a file is larger than what it is read into");
}

int seq_write(struct seq_file *m, const void *data, size_t len)
{
	seq_printf(m, "%.*s", (int)len, (const char *)data);
	return 0;
}

void __seq_puts(struct seq_file *m, const char *s)
{
	seq_printf(m, "%s", s);
}

void seq_putc(struct seq_file *m, char c)
{
	seq_printf(m, "%c", c);
}

unsigned long w_stat(int cgroup, int nid, int item)
{
	css_rstat_flush(&root_mem_cgroup->css);
	return lruvec_page_state_local(w_lruvec(cgroup, nid), item);
}
