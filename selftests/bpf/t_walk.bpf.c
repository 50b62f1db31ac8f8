// SPDX-License-Identifier: GPL-2.0
/*
 * t_walk: not a policy, a program to be run by hand. Has the page tables of a
 * cgroup walked.
 */
#include <reclaim_ext/common.bpf.h>

struct cgroup *bpf_cgroup_from_id(u64 cgid) __ksym;
void bpf_cgroup_release(struct cgroup *cgrp) __ksym;
struct mem_cgroup *bpf_get_mem_cgroup(struct cgroup_subsys_state *css) __ksym;
void bpf_put_mem_cgroup(struct mem_cgroup *memcg) __ksym;
long bpf_reclaim_walk(struct mem_cgroup *memcg, int nid) __ksym;

struct walk {
	u64 cgroup;
	s64 result;
	u64 nid;
};

SEC("syscall")
int t_walk(struct walk *walk)
{
	struct cgroup *cgrp = bpf_cgroup_from_id(walk->cgroup);
	struct mem_cgroup *memcg;

	walk->result = -2;
	if (!cgrp)
		return 0;
	memcg = bpf_get_mem_cgroup(&cgrp->self);
	if (memcg) {
		walk->result = bpf_reclaim_walk(memcg, walk->nid);
		bpf_put_mem_cgroup(memcg);
	}
	bpf_cgroup_release(cgrp);
	return 0;
}
