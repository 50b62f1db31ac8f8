// SPDX-License-Identifier: GPL-2.0
/*
 * The last failure of each thread: one line and a class.
 */
#include <ctype.h>
#include <stdio.h>
#include "internal.h"

static _Thread_local char last_error[ERROR_LEN];
static _Thread_local enum reclaim_ext_reason last_reason;

/* Arguments may come from users and logs: one line, whatever is in them. */
static void make_one_line(char *text)
{
	for (; *text; text++) {
		if (iscntrl((unsigned char)*text))
			*text = ' ';
	}
}

int fail(int err, enum reclaim_ext_reason reason, const char *fmt, ...)
{
	char text[ERROR_LEN];
	va_list args;

	/* not in place: the arguments may point to the line before */
	va_start(args, fmt);
	vsnprintf(text, sizeof(text), fmt, args);
	va_end(args);
	make_one_line(text);
	snprintf(last_error, sizeof(last_error), "%s", text);
	last_reason = reason;
	errno = err;
	return -err;
}

int out_of_memory(const char *what)
{
	return fail(ENOMEM, RECLAIM_EXT_SYSTEM,
		    "%s: memory: none left; free some and try again", what);
}

const char *reclaim_ext__error(void)
{
	return last_error;
}

enum reclaim_ext_reason reclaim_ext__reason(void)
{
	return last_reason;
}

const char *reclaim_ext__version(void)
{
	return RECLAIM_EXT_VERSION;
}
