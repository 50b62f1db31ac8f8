/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The lines of a C file and the top-level items in it, for move.c. Whatever is
 * not understood ends the program by fail(), with one line and status 36.
 */
#ifndef ITEMS_H
#define ITEMS_H

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

enum kind { BLANK, COMMENT, TAIL, DIRECTIVE, CODE };

/* code is text with comments and the insides of strings blanked */
struct line {
	char *text, *code;
	int len;		/* with its newline */
	enum kind kind;		/* TAIL: the rest of a comment that began behind code */
	int group;		/* 1 + index, where it opens, splits or ends one */
	bool taken;
};

struct depth {
	int brace, paren;
	bool value, body;	/* a '=' was seen; the braces are a function's */
	char before;		/* the last character outside of brackets */
};

struct group {			/* #if .. #endif */
	int first, last, nr_items;
	bool inside;		/* of an item, or made part of one */
	struct depth at;
};

struct item {
	int first, last;
	const char *tag;	/* "", "struct", "union", "enum" or "#if" */
	char *name;		/* for #if the condition */
	bool body, about;	/* a function; a macro that is about what is above */
};

struct file {
	char *path;
	struct line *line;
	struct group *group;
	struct item *item;
	int nr_lines, nr_groups, nr_items;
	int open, nest[64], nr_nest;
	struct depth at;
};

struct file *split(const char *path, char *text);	/* lines only */
struct file *parse(const char *path, char *text);	/* and items */

bool is_word(char c);
bool is_blank(const char *p, int len);
char *skip(char *p);
char *word_at(char *p);

/* The caller's. */
void __attribute__((noreturn, format(printf, 2, 3))) fail(int status, const char *fmt, ...);

#define grow(array, nr) do {						\
	if (!((nr) & ((nr) - 1)) &&					\
	    !((array) = realloc(array, ((nr) ? 2 * (nr) : 1) * sizeof(*(array))))) \
		fail(1, "out of memory");				\
	memset(&(array)[(nr)++], 0, sizeof(*(array)));			\
} while (0)

#endif /* ITEMS_H */
