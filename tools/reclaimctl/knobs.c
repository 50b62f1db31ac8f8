// SPDX-License-Identifier: GPL-2.0
/*
 * knobs: the parameters of a policy that is not loaded yet.
 */
#include <stdio.h>
#include "reclaimctl.h"

static int knobs_json(const struct reclaim_ext_policy *policy)
{
	struct json_object *object = json_object_new_object();
	struct json_object *array = json_object_new_array(), *entry;
	const struct reclaim_ext_knob *knob = NULL;

	json_object_object_add(object, "policy", json_string(reclaim_ext_policy__name(policy)));
	json_object_object_add(object, "knobs", array);
	while ((knob = reclaim_ext_policy__next_knob(policy, knob))) {
		entry = json_object_new_object();
		json_object_object_add(entry, "name", json_string(reclaim_ext_knob__name(knob)));
		json_object_object_add(entry, "type", json_string(reclaim_ext_knob__type(knob)));
		json_object_object_add(entry, "value", json_string(reclaim_ext_knob__value(knob)));
		json_object_array_add(array, entry);
	}
	return print_json(object);
}

static int knobs_text(const struct reclaim_ext_policy *policy)
{
	const struct reclaim_ext_knob *knob = NULL;

	while ((knob = reclaim_ext_policy__next_knob(policy, knob)))
		printf("%s=%s\t%s\n", reclaim_ext_knob__name(knob),
		       reclaim_ext_knob__value(knob), reclaim_ext_knob__type(knob));
	return flush_output();
}

int cmd_knobs(int argc, char **argv)
{
	static const struct option options[] = {
		{ "json", no_argument, NULL, 'j' },
		{}
	};
	struct reclaim_ext_policy *policy;
	bool json = false;
	int option, status;

	while ((option = next_option(argc, argv, options)) != -1) {
		if (option != 'j')
			return bad_option(argv);
		json = true;
	}
	if (need_args(argc, 1, 1))
		return RECLAIM_EXT_USAGE;
	policy = reclaim_ext_policy__open(argv[optind], NULL);
	if (!policy)
		return library_error();
	status = json ? knobs_json(policy) : knobs_text(policy);
	reclaim_ext_policy__close(policy);
	return status;
}
