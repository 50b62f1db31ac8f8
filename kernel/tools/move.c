// SPDX-License-Identifier: GPL-2.0
/*
 * Moves top-level items of C files into other files by name, so that a step of
 * the series can say what moves without carrying its text. What stands around
 * the items is a frame: a file of ours with markers, comments that hold
 *
 *	@move mm/vmscan.c: NAME, NAME .. NAME, struct NAME, #if NAME, NAME#2
 *
 * and nothing else. Nothing is rewritten: whole lines go from one file to
 * another.
 *
 *   move -l FRAMES PATH...        print the files that the markers name
 *   move OLD NEW FRAMES PATH...   read those files from OLD, and write to NEW
 *                                 the filled frames and what is left
 *   move -c FILE...               print how many lines hold code, and the file
 *
 * Exit status: 1 a file cannot be read or written, 2 usage, 35 a frame is
 * malformed, 36 a frame does not fit the file it names.
 */
#define _GNU_SOURCE
#include <ctype.h>
#include <stdarg.h>
#include <stdio.h>
#include "items.h"

struct range { int first, last; };

static struct file *files[256];
static int nr_files;

static char where[512];		/* the frame and line at work */

void fail(int status, const char *fmt, ...)
{
	va_list args;

	fprintf(stderr, "move: %s%s", where, *where ? ": " : "");
	va_start(args, fmt);
	vfprintf(stderr, fmt, args);
	va_end(args);
	fputc('\n', stderr);
	exit(status);
}

static char *read_file(const char *path)
{
	FILE *in = fopen(path, "r");
	char *text = NULL;
	size_t size = 0;

	if (!in)
		return NULL;
	if (getdelim(&text, &size, 0, in) < 0)
		text = strdup("");
	fclose(in);
	return text;
}

static struct file *source(const char *old, const char *path)
{
	char *name, *text;

	for (int i = 0; i < nr_files; i++)
		if (!strcmp(files[i]->path, path))
			return files[i];
	if (nr_files == sizeof(files) / sizeof(*files))
		fail(36, "too many files are named");
	if (asprintf(&name, "%s/%s", old, path) < 0)
		fail(1, "out of memory");
	text = read_file(name);
	if (!text)
		fail(36, "%s is not in the tree", path);
	files[nr_files] = parse(path, text);
	return files[nr_files++];
}

static bool has_word(const char *text, const char *word)
{
	size_t len = strlen(word);

	for (const char *p = text; (p = strstr(p, word)); p++)
		if ((p == text || !is_word(p[-1])) && !is_word(p[len]))
			return true;
	return false;
}

static bool is_named(const struct item *item, const char *tag, const char *name)
{
	if (strcmp(item->tag, tag))
		return false;
	return *tag == '#' ? has_word(item->name, name) : !strcmp(item->name, name);
}

/* TAG NAME#NUMBER, where tag and number may be left out */
static struct item *find(struct file *f, const char *what)
{
	static const char *const tags[] = { "struct", "union", "enum", "#if", "" };
	char *name = strdup(what), *tag = name, *hash = strrchr(name, '#'), lines[128] = "";
	int number = 0, count = 0;
	struct item *found = NULL;
	size_t t = 0;

	if (hash > name && isdigit((unsigned char)hash[1])) {
		number = atoi(hash + 1);
		*hash = 0;
	}
	name = strchr(name, ' ');
	if (name)
		*name++ = 0;
	else
		name = tag + strlen(tag);
	for (; t < 4 && strcmp(tags[t], tag); t++)
		;
	if (t == 4 && !*name)
		name = tag;
	name = skip(name);
	if (!*name || (t == 4 && name != tag) || strlen(word_at(name)) != strlen(name))
		fail(35, "'%s' is not a name; write NAME, struct NAME, #if NAME, NAME#2 or NAME .. NAME", what);
	for (struct item *item = f->item; item < f->item + f->nr_items; item++) {
		if (!is_named(item, tags[t], name) || (++count, number && count != number))
			continue;
		found = item;
		snprintf(lines + strlen(lines), sizeof(lines) - strlen(lines), "%s%d",
			 *lines ? ", " : "", item->first + 1);
	}
	if (!found && count)
		fail(36, "%s has %d of '%s', not %d", f->path, count, name, number);
	if (!found)
		fail(36, "%s has no '%s' outside of functions; is the name right, and is it a struct or a macro?",
		     f->path, what);
	if (!number && count > 1)
		fail(36, "%s has '%s' %d times (lines %s); write %s#1, or a range around it",
		     f->path, what, count, lines, what);
	return found;
}

static struct range take(struct file *f, char *entry)
{
	char *to = strstr(entry, "..");
	struct range range;

	if (to)
		for (*to = 0, to = skip(to + 2); is_blank(entry + strlen(entry) - 1, 1); )
			entry[strlen(entry) - 1] = 0;
	range.first = find(f, entry)->first;
	range.last = find(f, to ? to : entry)->last;
	if (range.last < range.first)
		fail(36, "%s stands before %s in %s; turn the range around", to, entry, f->path);
	for (int i = range.first; i <= range.last; i++) {
		struct group *group = f->line[i].group ? &f->group[f->line[i].group - 1] : NULL;

		if (group && (group->first < range.first || group->last > range.last))
			fail(36, "%s .. %s cuts the #if of %s lines %d-%d; take all of it, or end before it",
			     entry, to, f->path, group->first + 1, group->last + 1);
		if (f->line[i].taken)
			fail(36, "%s of %s is moved twice (line %d)", entry, f->path, i + 1);
		f->line[i].taken = true;
	}
	return range;
}

static int by_first(const void *a, const void *b)
{
	return ((const struct range *)a)->first - ((const struct range *)b)->first;
}

static void put(FILE *out, const struct file *f, int first, int last)
{
	for (; first <= last; first++)
		fwrite(f->line[first].text, f->line[first].len, 1, out);
}

/* Neighbours keep the blank lines between them, others get one. */
static void put_items(FILE *out, struct file *f, char *list)
{
	struct range *range = NULL;
	int nr = 0;

	for (char *entry; (entry = strsep(&list, ",")); ) {
		entry = skip(entry);
		while (*entry && is_blank(entry + strlen(entry) - 1, 1))
			entry[strlen(entry) - 1] = 0;
		grow(range, nr);
		range[nr - 1] = take(f, entry);
	}
	qsort(range, nr, sizeof(*range), by_first);
	for (int i = 0; i < nr; i++) {
		int gap = i ? range[i - 1].last + 1 : range[i].first;

		while (gap < range[i].first && f->line[gap].kind == BLANK)
			gap++;
		if (gap < range[i].first)
			fputc('\n', out);
		else if (i)
			put(out, f, range[i - 1].last + 1, range[i].first - 1);
		put(out, f, range[i].first, range[i].last);
	}
}

/* Without OLD, prints the files that are named. */
static void fill(const char *frame, const char *old, char *text, FILE *out)
{
	char *p = text, *start, *end, *colon;

	for (char *mark; (mark = strstr(p, "@move")); p = end) {
		int nr = 1;

		for (start = text; start < mark; start++)
			nr += *start == '\n';
		snprintf(where, sizeof(where), "kernel/moves/%s line %d", frame, nr);
		while (start > text && strchr(" \t\n*", start[-1]))
			start--;
		if (start > text)
			start--;
		end = strstr(mark, "*/");
		colon = end ? memchr(mark, ':', end - mark) : NULL;
		if (!colon || strncmp(start, "/*", 2) || (start > text && start[-1] != '\n') ||
		    end[2 + strspn(end + 2, " \t")] != '\n' || skip(mark + 5) == colon)
			fail(35, "not a marker; it is a comment on lines of its own: @move FILE: NAME, NAME");
		fwrite(p, start - p, 1, out);
		*colon = *end = 0;
		mark = skip(mark + 5);
		for (start = colon + 1; (start = strstr(start, "\n *")); )
			memset(start, ' ', 3);
		if (old)
			put_items(out, source(old, mark), colon + 1);
		else
			puts(mark);
		end = strchr(end + 1, '\n') + 1;
	}
	if (p == text)
		fail(35, "kernel/moves/%s has no @move in it; a file that is all new belongs in kernel/src", frame);
	fputs(p, out);
}

/* Where a blank line stands above what is gone, the one below goes too. */
static void put_rest(FILE *out, const struct file *f)
{
	const struct line *above = NULL;
	bool gone = false;
	int end = f->nr_lines;

	while (end && (f->line[end - 1].taken || f->line[end - 1].kind == BLANK))
		gone |= f->line[--end].taken;
	if (!gone)
		end = f->nr_lines;
	gone = false;
	for (int i = 0; i < end; i++) {
		const struct line *line = &f->line[i];

		if (line->taken) {
			gone = true;
		} else if (!gone || line->kind != BLANK || (above && above->kind != BLANK)) {
			put(out, f, i, i);
			above = line;
			gone = false;
		}
	}
}

static FILE *create(const char *dir, const char *path)
{
	char *name;
	FILE *out;

	if (asprintf(&name, "%s/%s", dir, path) < 0)
		fail(1, "out of memory");
	out = fopen(name, "w");
	if (!out)
		fail(1, "%s: %m", name);
	return out;
}

static void finish(FILE *out)
{
	if (ferror(out) | fclose(out))
		fail(1, "writing failed: %m");
}

static char *frame_text(const char *dir, const char *path)
{
	char *name, *text;

	if (asprintf(&name, "%s/%s", dir, path) < 0)
		fail(1, "out of memory");
	text = read_file(name);
	if (!text)
		fail(35, "kernel/moves/%s cannot be read: %m", path);
	return text;
}

static void count(const char *path)
{
	char *text = read_file(path);
	struct file *f;
	int lines = 0;

	if (!text)
		fail(1, "%s: %m", path);
	f = split(path, text);
	for (int i = 0; i < f->nr_lines; i++)
		lines += f->line[i].kind >= DIRECTIVE;
	printf("%d %s\n", lines, path);
}

int main(int argc, char **argv)
{
	FILE *out[argc];
	char *text[argc];
	size_t size;

	if (argc > 2 && !strcmp(argv[1], "-c")) {
		for (int i = 2; i < argc; i++)
			count(argv[i]);
	} else if (argc > 3 && !strcmp(argv[1], "-l")) {
		for (int i = 3; i < argc; i++)
			fill(argv[i], NULL, frame_text(argv[2], argv[i]), fopen("/dev/null", "w"));
	} else if (argc > 4 && *argv[1] != '-') {
		for (int i = 4; i < argc; i++) {
			out[i] = open_memstream(&text[i], &size);
			fill(argv[i], argv[1], frame_text(argv[3], argv[i]), out[i]);
			finish(out[i]);
		}
		*where = 0;
		for (int i = 0; i < nr_files; i++) {
			FILE *file = create(argv[2], files[i]->path);

			put_rest(file, files[i]);
			finish(file);
		}
		for (int i = 4; i < argc; i++) {
			FILE *file = create(argv[2], argv[i]);

			fputs(text[i], file);
			finish(file);
		}
	} else {
		fail(2, "usage: move -l FRAMES PATH... | OLD NEW FRAMES PATH... | -c FILE...");
	}
	return 0;
}
