// SPDX-License-Identifier: GPL-2.0
/*
 * A policy for a node: who follows it, what goes before what, and what becomes
 * of it when a policy or a cgroup ends.
 */
#include "reclaim/internal.h"
#include "scenario.h"

#define NODES(gen)	{ .nodes = 2, .zone_pages = { 0, 2048, 0 },			\
			  .swap_pages = 4096, .lru_gen = (gen), .seed = 1 }
#define TWO_NODES(id)	SCENARIO_CONFIG(id, NODES(true))

static bool classic(int cgroup, int nid)
{
	return lruvec_is_classic(w_lruvec(cgroup, nid));
}

/* the BPF policy in charge, "-" for a built-in one */
static const char *hooks(int cgroup, int nid)
{
	struct reclaim_policy *policy =
		rcu_dereference_raw(w_lruvec(cgroup, nid)->reclaim_policy);

	return policy ? policy->name : "-";
}

static unsigned int nr_cgroups(const char *name)
{
	struct reclaim_policy *policy;

	list_for_each_entry(policy, &reclaim_policies, node) {
		if (!strcmp(policy->name, name))
			return policy->nr_cgroups;
	}
	W_FAIL("%s is not registered", name);
}

#define EXPECT_FILE(cgroup, text)						\
do {										\
	const char *is_ = w_cgroup_read(cgroup, "reclaim_policy");		\
	if (strcmp(is_, text))							\
		w_fail(__FILE__, __LINE__, "the file is \"%s\", expected \"%s\"", is_, text);	\
} while (0)

#define EXPECT_HOOKS(cgroup, node0, node1)					\
do {										\
	EXPECT(!strcmp(hooks(cgroup, 0), node0));				\
	EXPECT(!strcmp(hooks(cgroup, 1), node1));				\
} while (0)

TWO_NODES(a_node_can_differ)
{
	int cg = w_create(0);

	EXPECT(!w_policy(cg, "N1=classic"));
	EXPECT(!classic(cg, 0) && classic(cg, 1));
	EXPECT(!classic(0, 1));
	EXPECT_FILE(cg, "classic [mglru] (inherited)\nN1 [classic] mglru\n");
	EXPECT(!w_policy(cg, "N1=inherit"));
	EXPECT(!classic(cg, 1));
	EXPECT_FILE(cg, "classic [mglru] (inherited)\n");
}

TWO_NODES(a_choice_for_a_node_is_shown_though_it_agrees)
{
	int cg = w_create(0);

	w_policy(cg, "mglru");
	w_policy(cg, "N0=mglru");
	EXPECT_FILE(cg, "classic [mglru]\nN0 classic [mglru]\n");
	w_policy(cg, "N1=classic");
	EXPECT_FILE(cg, "classic [mglru]\nN0 classic [mglru]\nN1 [classic] mglru\n");
}

TWO_NODES(a_node_goes_before_the_rest_of_the_cgroup)
{
	int cg = w_create(0);

	w_policy_register(W_TWO);
	w_policy(cg, "two");
	EXPECT(!w_policy(cg, "N1=mglru"));
	EXPECT_HOOKS(cg, "two", "-");
}

TWO_NODES(a_name_for_all_takes_nodes_back)
{
	int cg = w_create(0);

	w_policy(cg, "N0=classic");
	w_policy(cg, "N1=classic");
	w_policy(cg, "mglru");
	EXPECT(!classic(cg, 0) && !classic(cg, 1));
	EXPECT_FILE(cg, "classic [mglru]\n");
	EXPECT(!static_key_enabled(&lru_mixed));
}

TWO_NODES(inherit_for_all_takes_nodes_back)
{
	int cg = w_create(0);

	w_policy(cg, "classic");
	w_policy(cg, "N1=mglru");
	w_policy(cg, "inherit");
	EXPECT_FILE(cg, "classic [mglru] (inherited)\n");
	EXPECT(!static_key_enabled(&lru_mixed));
}

TWO_NODES(children_inherit_a_node)
{
	int cg = w_create(0), child = w_create(cg), late;

	w_policy(cg, "N1=classic");
	late = w_create(child);
	EXPECT(!classic(child, 0) && classic(child, 1) && classic(late, 1));
	EXPECT_FILE(late, "classic [mglru] (inherited)\nN1 [classic] mglru (inherited)\n");
}

TWO_NODES(the_nearest_choice_for_a_node_wins)
{
	int cg = w_create(0), child = w_create(cg), grandchild = w_create(child);

	w_policy(cg, "N1=classic");
	w_policy(child, "mglru");
	EXPECT(!classic(child, 1) && !classic(grandchild, 1));
	w_policy(grandchild, "N1=classic");
	EXPECT(!classic(grandchild, 0) && classic(grandchild, 1));
	w_policy(child, "inherit");
	w_policy(grandchild, "N1=inherit");
	EXPECT(classic(child, 1) && classic(grandchild, 1));
}

TWO_NODES(a_node_of_the_root_is_for_all)
{
	int cg = w_create(0), other = w_create(0);

	w_policy(other, "mglru");
	EXPECT(!w_policy(0, "N1=classic"));
	EXPECT(lru_gen_enabled());
	EXPECT(!classic(0, 0) && classic(0, 1) && !classic(cg, 0) && classic(cg, 1));
	EXPECT(!classic(other, 1));
	EXPECT_FILE(0, "classic [mglru]\nN1 [classic] mglru\n");
	w_switch(false);
	EXPECT_FILE(0, "[classic] mglru\nN1 [classic] mglru\n");
	EXPECT(!w_policy(0, "mglru"));
	EXPECT(!classic(0, 1) && !classic(cg, 1));
	EXPECT_FILE(0, "classic [mglru]\n");
}

TWO_NODES(what_is_no_node_is_refused)
{
	static const char *const bad[] = {
		"N2=mglru", "N1000=mglru", "N-1=mglru", "N=mglru", "Nx=mglru", "N1 =mglru",
	};
	int cg = w_create(0), i;

	for (i = 0; i < ARRAY_SIZE(bad); i++)
		EXPECT_EQ(w_policy(cg, bad[i]), -ENXIO);
	EXPECT_EQ(w_policy(cg, "N1=nonesuch"), -ENOENT);
	EXPECT_EQ(w_policy(cg, "N1="), -ENOENT);
	EXPECT_EQ(w_policy(cg, "n1=mglru"), -ENOENT);
	EXPECT_FILE(cg, "classic [mglru] (inherited)\n");
}

TWO_NODES(a_policy_comes_to_a_cgroup_once)
{
	int cg = w_create(0);

	w_policy_register(W_TWO);
	EXPECT(!w_policy(cg, "N0=two"));
	EXPECT_EQ(w_policy_inits, 1);
	EXPECT(!w_policy(cg, "N1=two"));
	EXPECT(!w_policy(cg, "two"));
	EXPECT_EQ(w_policy_inits, 1);
	EXPECT_EQ(nr_cgroups("two"), 1);
	EXPECT(!w_policy(cg, "N0=classic"));
	EXPECT_EQ(w_policy_exits, 0);
	EXPECT_EQ(nr_cgroups("two"), 1);
	EXPECT_HOOKS(cg, "-", "two");
	EXPECT(!w_policy(cg, "N1=mglru"));
	EXPECT_EQ(w_policy_exits, 1);
	EXPECT_EQ(nr_cgroups("two"), 0);
}

TWO_NODES(policies_can_trade_nodes)
{
	int cg = w_create(0), child = w_create(cg);

	w_policy_register(W_TWO);
	w_policy_register(W_SEVEN);
	w_policy(cg, "N0=two");
	w_policy(cg, "N1=seven");
	EXPECT_HOOKS(child, "two", "seven");
	w_policy(child, "N0=seven");
	EXPECT_HOOKS(child, "seven", "seven");
	w_policy(child, "N1=two");
	EXPECT_HOOKS(child, "seven", "two");
	EXPECT_EQ(nr_cgroups("two"), 2);
	EXPECT_EQ(nr_cgroups("seven"), 2);
	w_policy(child, "inherit");
	EXPECT_HOOKS(child, "two", "seven");
	EXPECT_EQ(w_policy_inits - w_policy_exits, 4);
}

TWO_NODES(a_node_is_left_when_its_policy_ends)
{
	int cg = w_create(0), child = w_create(cg);

	w_policy_register(W_FIFO);
	w_policy_register(W_TWO);
	w_policy(cg, "N1=fifo");
	w_policy(child, "N0=two");
	EXPECT_HOOKS(child, "two", "fifo");
	w_policy_unregister(W_FIFO);
	EXPECT_HOOKS(cg, "-", "-");
	EXPECT_HOOKS(child, "two", "-");
	EXPECT_FILE(child, "classic [mglru] two (inherited)\nN0 classic mglru [two]\n");
	w_policy_unregister(W_TWO);
	EXPECT_EQ(w_policy_exits, 1);
	EXPECT_FILE(child, "classic [mglru] (inherited)\n");
}

TWO_NODES(a_node_is_left_when_its_policy_is_expelled)
{
	int cg = w_create(0);

	w_policy_register(W_TWO);
	w_policy(cg, "classic");
	w_policy(cg, "N1=two");
	EXPECT(!classic(cg, 1));
	EXPECT(!reclaim_policy_expel_name("two"));
	w_drain();
	EXPECT_HOOKS(cg, "-", "-");
	EXPECT(classic(cg, 1));
	EXPECT_FILE(cg, "[classic] mglru\n");
	EXPECT_EQ(w_policy(cg, "N1=two"), -ESHUTDOWN);
	EXPECT_EQ(w_policy_exits, 1);
}

TWO_NODES(who_is_expelled_while_it_comes_is_told_that_it_goes)
{
	int cg = w_create(0), child = w_create(cg);

	w_policy_register(W_TWO);
	w_policy_register(W_SEVEN);
	w_policy(cg, "two");
	w_policy_quits = true;
	EXPECT(!w_policy(child, "seven"));
	w_run_deferred();
	EXPECT_HOOKS(child, "two", "two");
	EXPECT_EQ(nr_cgroups("seven"), 0);
	EXPECT_EQ(nr_cgroups("two"), 2);
	/* the child came to two twice, and to seven between */
	EXPECT_EQ(w_policy_inits, 4);
	EXPECT_EQ(w_policy_exits, 2);
}

TWO_NODES(a_removed_cgroup_is_told_after_a_grace_period)
{
	int cg = w_create(0);

	w_policy_register(W_TWO);
	w_policy(cg, "two");
	w_cgroup_offline(cg);
	EXPECT_EQ(w_policy_exits, 0);
	EXPECT_EQ(nr_cgroups("two"), 1);
	w_run_deferred();
	EXPECT_EQ(w_policy_exits, 1);
	EXPECT_EQ(nr_cgroups("two"), 0);
}

TWO_NODES(a_policy_that_ends_is_told_of_removed_cgroups_first)
{
	int cg = w_create(0);

	w_policy_register(W_TWO);
	w_policy(cg, "N0=two");
	w_cgroup_offline(cg);
	EXPECT_EQ(w_policy_exits, 0);
	w_policy_unregister(W_TWO);
	EXPECT_EQ(w_policy_exits, 1);
	w_run_deferred();
	EXPECT_EQ(w_policy_exits, 1);
}

/* the controller goes, and who depends on it stays: there is no file to ask for more */
TWO_NODES(who_loses_the_controller_follows_its_parent_or_nobody)
{
	int cg = w_create(0), child = w_create(cg);

	w_policy_register(W_TWO);
	w_policy_register(W_SEVEN);
	w_policy(cg, "seven");
	w_policy(child, "two");
	w_policy_refuses = true;
	memory_cgrp_subsys.css_reset(&w_memcg(child)->css);
	EXPECT_HOOKS(child, "-", "-");
	EXPECT_EQ(nr_cgroups("two"), 0);
	w_policy_refuses = false;
	memory_cgrp_subsys.css_reset(&w_memcg(child)->css);
	EXPECT_HOOKS(child, "seven", "seven");
}

TWO_NODES(a_refusal_leaves_all_nodes_as_they_were)
{
	int cg = w_create(0), child = w_create(cg);

	w_policy_register(W_TWO);
	w_policy_register(W_SEVEN);
	w_policy(cg, "N0=classic");
	w_policy(cg, "N1=two");
	w_policy_refuses = true;
	EXPECT_EQ(w_policy(cg, "seven"), -EDOM);
	EXPECT_EQ(w_policy(cg, "N0=seven"), -EDOM);
	EXPECT_EQ(w_policy(cg, "N1=seven"), -EDOM);
	EXPECT(classic(cg, 0) && classic(child, 0));
	EXPECT_HOOKS(cg, "-", "two");
	EXPECT_HOOKS(child, "-", "two");
	EXPECT_FILE(cg, "classic [mglru] two seven (inherited)\n"
			"N0 [classic] mglru two seven\nN1 classic mglru [two] seven\n");
	EXPECT_EQ(nr_cgroups("seven"), 0);
	EXPECT_EQ(nr_cgroups("two"), 2);
}

TWO_NODES(who_agreed_takes_back_when_another_refuses)
{
	int cg = w_create(0), child = w_create(cg);

	w_policy_register(W_TWO);
	w_policy_register(W_SEVEN);
	w_policy(child, "mglru");
	w_policy(cg, "N0=two");
	w_policy(cg, "N1=seven");
	w_policy_refuses = true;
	EXPECT_EQ(w_policy(child, "inherit"), -EDOM);
	EXPECT_HOOKS(child, "-", "-");
	EXPECT_EQ(w_policy_inits, 3);
	EXPECT_EQ(w_policy_exits, 1);
	EXPECT_EQ(nr_cgroups("two"), 1);
	EXPECT_FILE(child, "classic [mglru] two seven\n");
}

TWO_NODES(a_policy_that_changes_nodes_is_not_asked_again)
{
	int cg = w_create(0), child = w_create(cg);

	w_policy_register(W_TWO);
	w_policy(cg, "N1=two");
	w_policy(child, "mglru");
	w_policy(child, "N0=two");
	EXPECT_HOOKS(child, "two", "-");
	EXPECT(!w_policy(child, "inherit"));
	EXPECT_HOOKS(child, "-", "two");
	EXPECT_EQ(w_policy_inits, 3);	/* and once before it named its own */
	EXPECT_EQ(w_policy_exits, 1);
	EXPECT_EQ(nr_cgroups("two"), 2);
}

TWO_NODES(a_refusal_of_one_node_is_not_one_of_the_other)
{
	int cg = w_create(0), child;

	w_policy_register(W_SEVEN);
	w_policy(cg, "seven");
	w_policy_refuses = true;
	child = w_create(cg);
	EXPECT_HOOKS(child, "-", "-");
	EXPECT(!w_policy(child, "N1=classic"));
	EXPECT(!classic(child, 0) && classic(child, 1));
	EXPECT_FILE(child, "classic [mglru] seven (inherited)\nN1 [classic] mglru seven\n");
}

TWO_NODES(mixed_ends_with_the_last_node_that_differs)
{
	int a = w_create(0), b = w_create(0);

	w_policy(a, "N1=classic");
	w_policy(b, "N0=classic");
	EXPECT(static_key_enabled(&lru_mixed));
	w_remove(a);
	EXPECT(static_key_enabled(&lru_mixed));
	w_policy(b, "N0=inherit");
	EXPECT(!static_key_enabled(&lru_mixed));
}

TWO_NODES(nodes_that_differ_are_merged)
{
	int parent = w_create(0), cg = w_create(parent);

	w_policy_register(W_TWO);
	w_policy(cg, "N1=classic");
	w_policy(cg, "N0=two");
	w_policy(parent, "N0=classic");
	w_alloc_nid = 0;
	read_pages(cg, 0, 0, 64);
	read_pages(cg, 0, 0, 32);
	w_alloc_nid = 1;
	read_pages(cg, 1, 0, 64);
	read_pages(cg, 1, 0, 32);
	w_remove(cg);
	EXPECT_EQ(nr_cgroups("two"), 0);
	EXPECT_EQ(w_policy_exits, 1);
	reclaim_all(parent, -1);
	EXPECT_EQ(nr_cached(0, 0, 64) + nr_cached(1, 0, 64), 0);
}

TWO_NODES(folios_are_placed_by_the_policy_of_their_node)
{
	int cg = w_create(0), i;

	w_policy_register(W_SEVEN);
	w_policy(cg, "N1=seven");
	w_alloc_nid = 1;
	for (i = 0; i < 3; i++)
		w_age(cg, 1, 60);
	readahead_pages(cg, 0, 0, 7);
	w_alloc_nid = 0;
	readahead_pages(cg, 1, 0, 7);
	for (i = 0; i < 7; i++) {
		EXPECT_EQ(age_of(w_file_folio(0, i)), 6 - i);
		EXPECT_EQ(age_of(w_file_folio(1, i)), 3);
	}
}
