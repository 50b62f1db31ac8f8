// SPDX-License-Identifier: GPL-2.0
/*
 * Finds the top-level items of a C file: functions, prototypes, variables,
 * types, macros, and #if groups. It knows comments, strings, conditionals and
 * brackets, and no more C than that. Nothing is expanded.
 */
#define _GNU_SOURCE
#include <ctype.h>
#include <stdio.h>
#include "items.h"

bool is_word(char c)
{
	return isalnum((unsigned char)c) || c == '_';
}

char *skip(char *p)
{
	return p + strspn(p, " \t\n\v\f");
}

bool is_blank(const char *p, int len)
{
	return (int)strspn(p, " \t\n\v\f\r") >= len;
}

/* A comment becomes form feeds, with a vertical tab where its lines end. */
static void blank_out(char *code)
{
	for (char *p = code, *end; *p; p++) {
		if (p[0] == '/' && (p[1] == '*' || p[1] == '/')) {
			end = p[1] == '/' ? strchrnul(p, '\n') : strstr(p + 2, "*/");
			end = !end ? p + strlen(p) : p[1] == '/' ? end : end + 2;
			for (; p < end; p++)
				*p = *p == '\n' ? '\v' : '\f';
			p--;
		} else if (*p == '"' || *p == '\'') {
			for (end = p + 1; *end && *end != '\n' && *end != *p; end++)
				if (*end == '\\' && end[1])
					*end++ = ' ';
			for (char *in = p + 1; in < end; in++)
				if (*in != '\n')
					*in = ' ';
			if (!*end)
				return;
			p = end;
		}
	}
}

static bool continues(const struct line *line)
{
	return line->len > 1 && line->text[line->len - 2] == '\\';
}

static enum kind kind_of(const struct line *line, const struct line *above)
{
	if (above && above->kind == DIRECTIVE && continues(above))
		return DIRECTIVE;
	if (!is_blank(line->code, line->len))
		return line->code[strspn(line->code, " \t\f")] == '#' ? DIRECTIVE : CODE;
	if (above && above->code[above->len - 1] == '\v')
		return above->kind == COMMENT ? COMMENT : TAIL;
	return is_blank(line->text, line->len) ? BLANK : COMMENT;
}

struct file *split(const char *path, char *text)
{
	struct file *f = calloc(1, sizeof(*f));
	char *code = strdup(text);

	f->path = strdup(path);
	f->open = -1;
	blank_out(code);
	for (int len; *text; text += len, code += len) {
		struct line *line;

		len = strcspn(text, "\n");
		len += text[len] == '\n';
		grow(f->line, f->nr_lines);
		line = &f->line[f->nr_lines - 1];
		*line = (struct line){ .text = text, .code = code, .len = len };
		line->kind = kind_of(line, f->nr_lines > 1 ? line - 1 : NULL);
	}
	return f;
}

/* The words of a declaration, without directives in it. */
static char *code_of(const struct file *f, int first, int last)
{
	char *text;
	size_t size;
	FILE *out = open_memstream(&text, &size);

	for (; first <= last; first++)
		if (f->line[first].kind == CODE)
			fwrite(f->line[first].code, f->line[first].len, 1, out);
	fclose(out);
	return text;
}

char *word_at(char *p)
{
	int len = 0;

	while (*p && !is_word(*p))
		p++;
	while (is_word(p[len]))
		len++;
	return strndup(p, len);
}

static char *behind(char *p)	/* the bracket at p */
{
	int depth = 0;

	for (; *p; p++) {
		depth += *p == '(' || *p == '{';
		depth -= *p == ')' || *p == '}';
		if (!depth)
			return p + 1;
	}
	return p;
}

static bool is_attribute(const char *word)
{
	static const char *const known[] = { "__attribute__", "__aligned", "__section",
		"__printf", "__scanf", "__guarded_by", "__counted_by", "__alias", "__free" };

	for (size_t i = 0; i < sizeof(known) / sizeof(*known); i++)
		if (!strcmp(word, known[i]))
			return true;
	return false;
}

static bool is_macro(const char *word)
{
	return !strpbrk(word, "abcdefghijklmnopqrstuvwxyz");
}

/* WORD(ARGUMENTS), as in DEFINE_MUTEX(name) or late_initcall(function) */
static void name_call(struct item *item, char *word, char *args)
{
	item->about = !is_macro(word) || !strncmp(word, "EXPORT_", 7) ||
		      !strncmp(word, "ALLOW_", 6) || !strncmp(word, "MODULE_", 7);
	if (strstr(word, "PER_CPU") && strchr(args, ','))
		args = strchr(args, ',');
	item->name = item->about ? word : word_at(args);
}

static void name_item(struct item *item, char *code)
{
	char *p = skip(code), *word, *tag = NULL, *last = strdup("?");
	int words = 0;

	for (item->tag = ""; *p && !strchr("=[,;", *p); p = skip(p)) {
		if (*p == '{') {
			if (tag && !strcmp(tag, "enum") && last == tag)
				last = word_at(p);
			else if (!tag || last == tag) {
				p = behind(p);
				continue;
			}
			item->tag = tag;
			break;
		}
		if (!is_word(*p)) {
			p++;
			continue;
		}
		word = word_at(p);
		p = skip(p + strlen(word));
		if (*p == '(' && is_attribute(word)) {
			p = behind(p);
		} else if (*p == '(' && *skip(p + 1) == '*') {
			item->name = word_at(p);
			return;
		} else if (*p == '(') {
			item->name = word;
			if (!words || is_macro(word))
				name_call(item, word, p + 1);
			return;
		} else if (!words++ || strncmp(word, "__", 2)) {
			last = word;
		}
		if (!strcmp(word, "struct") || !strcmp(word, "union") || !strcmp(word, "enum"))
			tag = words == 1 || !tag ? word : tag;
		if (strcmp(word, "typedef"))
			continue;
		while (*p && !strchr(";([", *p))
			if (*p == '{')
				p = behind(p);
			else if (is_word(*p))
				p += strlen(last = word_at(p));
			else
				p++;
		item->name = *p == '(' && *skip(p + 1) == '*' ? word_at(p) : last;
		return;
	}
	if (*p == ';' && words == 2 && tag && last != tag)
		item->tag = tag;
	item->name = last;
}

static void add_item(struct file *f, int first, int last, struct item item)
{
	struct item *above = f->nr_items ? &f->item[f->nr_items - 1] : NULL;
	char *code = *item.tag ? NULL : code_of(f, first, last);

	while (last + 1 < f->nr_lines && f->line[last + 1].kind == TAIL)
		last++;
	if (code && !item.name) {
		name_item(&item, code);
		if (above && *above->tag != '#' &&
		    ((item.about && strstr(code, above->name)) ||
		     (above->last + 1 == first &&
		      (item.about || (above->body && !item.body && is_macro(word_at(code))))))) {
			above->last = last;
			return;
		}
	}
	while (first && f->line[first - 1].kind == COMMENT)
		first--;
	item.first = first;
	item.last = last;
	grow(f->item, f->nr_items);
	f->item[f->nr_items - 1] = item;
}

static void close_item(struct file *f, int last)
{
	add_item(f, f->open, last, (struct item){ .tag = "", .body = f->at.body });
	f->open = -1;
	f->at = (struct depth){ 0 };
}

/* A declaration that begins in a branch and ends behind it owns the group. */
static void straddle(struct file *f, struct group *group)
{
	if (f->open <= group->first)
		return;
	if (group->nr_items != f->nr_items)
		fail(36, "%s line %d: an item begins in an #if and ends behind it; it cannot be told from its neighbours",
		     f->path, f->open + 1);
	f->open = group->first;
	group->inside = true;
}

static int ends(const struct file *f, int i)	/* the directive at i */
{
	while (i + 1 < f->nr_lines && f->line[i + 1].kind == DIRECTIVE && continues(&f->line[i]))
		i++;
	return i;
}

static char *condition(const struct file *f, int i)
{
	const struct line *last = &f->line[ends(f, i)];
	char *p = skip(strchr(f->line[i].code, '#') + 1);

	return strndup(p, last->code + last->len - p);
}

static int directive(struct file *f, int i)
{
	char *p = skip(strchr(f->line[i].code, '#') + 1), *word = word_at(p);
	int last = ends(f, i), nr = f->nr_nest ? f->nest[f->nr_nest - 1] : -1;
	struct group *group = nr < 0 ? NULL : &f->group[nr];

	if (!strncmp(word, "if", 2)) {
		if (f->nr_nest == sizeof(f->nest) / sizeof(*f->nest))
			fail(36, "%s line %d: #if nested too deeply", f->path, i + 1);
		f->nest[f->nr_nest++] = f->nr_groups;
		grow(f->group, f->nr_groups);
		f->group[f->nr_groups - 1] = (struct group){ .first = i, .at = f->at,
			.nr_items = f->nr_items, .inside = f->open >= 0 };
		f->line[i].group = f->nr_groups;
	} else if (!strncmp(word, "el", 2) || !strcmp(word, "endif")) {
		if (!group)
			fail(36, "%s line %d: #%s without #if", f->path, i + 1, word);
		f->line[i].group = nr + 1;
		straddle(f, group);
		if (*word == 'e' && word[1] == 'l') {
			f->at = group->at;
			return last;
		}
		group->last = last;
		f->nr_nest--;
		if (!group->inside)
			add_item(f, group->first, last, (struct item){ .tag = "#if",
				 .name = condition(f, group->first) });
	} else if (!strcmp(word, "define") && f->open < 0) {
		add_item(f, i, last, (struct item){ .tag = "", .name = word_at(p + 6) });
	}
	return last;
}

/* BTF_ID(...), module_init(...) and the like may have no semicolon. */
static bool ends_alone(const struct file *f, char *p)
{
	char *start = skip(f->line[f->open].code), *word = word_at(start);

	return start[strlen(word)] == '(' && strncmp(word, "__", 2) &&
	       behind(start + strlen(word)) == p && (!*skip(p) || !strchr("{;=", *skip(p)));
}

static void code_line(struct file *f, int i)
{
	char *p = f->line[i].code, *end = p + f->line[i].len;
	struct depth *at = &f->at;

	if (f->open < 0)
		f->open = i;
	for (; p < end; p++) {
		bool ends = false;

		if (*p == '{') {
			if (!at->brace++ && !at->paren)
				at->body = !at->value && at->before == ')';
		} else if (*p == '}') {
			ends = !--at->brace && !at->paren && at->body;
		} else if (*p == '(') {
			at->paren++;
		} else if (*p == ')') {
			ends = !--at->paren && !at->brace && ends_alone(f, p + 1);
		} else if (!at->brace && !at->paren) {
			at->value |= *p == '=';
			ends = *p == ';';
		}
		if (!at->brace && !isspace((unsigned char)*p))
			at->before = *p;
		if (at->brace < 0 || at->paren < 0)
			fail(36, "%s line %d: a bracket closes that none opened", f->path, i + 1);
		if (ends && is_blank(p + 1, end - p - 1)) {
			close_item(f, i);
			return;
		}
	}
}

static int by_line(const void *a, const void *b)
{
	const struct item *x = a, *y = b;

	return x->first != y->first ? x->first - y->first : y->last - x->last;
}

struct file *parse(const char *path, char *text)
{
	struct file *f = split(path, text);

	for (int i = 0; i < f->nr_lines; i++)
		if (f->line[i].kind == DIRECTIVE)
			i = directive(f, i);
		else if (f->line[i].kind == CODE)
			code_line(f, i);
	if (f->open >= 0)
		fail(36, "%s line %d: what begins here has no end", f->path, f->open + 1);
	if (f->nr_nest)
		fail(36, "%s line %d: #if without #endif", f->path,
		     f->group[f->nest[f->nr_nest - 1]].first + 1);
	if (f->nr_items)
		qsort(f->item, f->nr_items, sizeof(*f->item), by_line);
	return f;
}
