// SPDX-License-Identifier: GPL-2.0
/*
 * Errors on one line, JSON on one line, and a check that output arrived.
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include "reclaimctl.h"

int library_error(void)
{
	fprintf(stderr, "reclaimctl: %s\n", reclaim_ext__error());
	return reclaim_ext__reason();
}

int no_memory(const char *subject)
{
	fprintf(stderr, "reclaimctl: %s: memory: none left; free some and try again\n", subject);
	return RECLAIM_EXT_SYSTEM;
}

int flush_output(void)
{
	if (!fflush(stdout) && !ferror(stdout))
		return 0;
	fprintf(stderr, "reclaimctl: output: standard output: %s; write elsewhere\n",
		strerror(errno));
	return RECLAIM_EXT_SYSTEM;
}

/* Takes over @object. */
int print_json(struct json_object *object)
{
	puts(json_object_to_json_string_ext(object, JSON_C_TO_STRING_PLAIN |
					    JSON_C_TO_STRING_NOSLASHESCAPE));
	json_object_put(object);
	return flush_output();
}

struct json_object *json_string(const char *text)
{
	return json_object_new_string(text);
}

struct json_object *json_u64(uint64_t value)
{
	return json_object_new_uint64(value);
}
