// SPDX-License-Identifier: GPL-2.0
/*
 * Prints an x86-64 object as a list of its parts, one line for each function,
 * variable and table: section, name, size, and a digest of its bytes and of what
 * they refer to. Sorted, the lists of two objects are equal when the objects
 * differ in the order of their parts only. It is no disassembler: compile with
 * -ffunction-sections, so that no function holds the distance to another.
 *
 * Referring to a string means its text, to a part the part and the place in it.
 * Sections that name no parts, such as __bug_table, are bags: their references
 * and their bytes are compared without order. The numbers that make the names
 * of local statics unique are left out, and their contents stand in for them.
 *
 *   parts OBJECT
 */
#define _GNU_SOURCE
#include <err.h>
#include <fcntl.h>
#include <gelf.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct part {
	size_t section;
	size_t start, end;
	char *name;		/* NULL for a bag */
	bool local;
};

struct section {
	GElf_Shdr head;
	const char *name;
	const unsigned char *bytes;	/* NULL where they are all zero */
	struct part *part;
	size_t nr_parts;
};

static struct section *section;
static size_t nr_sections;
static Elf_Data *symbols;
static size_t nr_symbols, symbol_names;
static Elf *elf;

static void *grown(void *array, size_t nr, size_t size)
{
	array = realloc(array, (nr + 1) * size);
	if (!array)
		err(1, "memory");
	return array;
}

static GElf_Sym symbol_at(size_t i)
{
	GElf_Sym symbol;

	if (!gelf_getsym(symbols, i, &symbol))
		errx(1, "a symbol is broken: %s", elf_errmsg(-1));
	return symbol;
}

static const char *name_of(const GElf_Sym *symbol)
{
	const char *name = elf_strptr(elf, symbol_names, symbol->st_name);

	return name ? name : "";
}

/* Counters of the compiler and of macros come in the order of the source. */
static char *plain_name(const char *name)
{
	static const char *const counted[] = { "__UNIQUE_ID", "__BTF_ID", "__initcall", "__addressable" };
	char *plain = strdup(name);
	bool count = false;
	size_t len = strlen(plain);

	for (size_t i = 0; i < sizeof(counted) / sizeof(*counted); i++)
		count |= !strncmp(name, counted[i], strlen(counted[i]));
	if (count) {
		char *to = plain;

		for (char *p = plain; *p; p++)
			if (*p < '0' || *p > '9')
				*to++ = *p;
		*to = 0;
		return plain;
	}
	while (len && plain[len - 1] >= '0' && plain[len - 1] <= '9')
		len--;
	if (len && plain[len] && plain[len - 1] == '.')
		plain[len - 1] = 0;
	return plain;
}

static unsigned long long digest(unsigned long long sum, const void *bytes, size_t len)
{
	for (const unsigned char *p = bytes; len--; p++)
		sum = (sum ^ *p) * 0x100000001b3ULL;
	return sum;
}

#define EMPTY 0xcbf29ce484222325ULL

static unsigned long long bytes_of(const struct part *part)
{
	const struct section *s = &section[part->section];

	return s->bytes ? digest(EMPTY, s->bytes + part->start, part->end - part->start) : EMPTY;
}

static struct part *part_at(size_t index, long offset)
{
	struct section *s = &section[index];

	for (size_t i = 0; i < s->nr_parts; i++)
		if (offset >= (long)s->part[i].start && offset < (long)s->part[i].end)
			return &s->part[i];
	return s->nr_parts == 1 ? s->part : NULL;
}

static bool is_pool(const struct section *s)
{
	return s->head.sh_flags & SHF_MERGE;
}

/* What stands at a place of this object, in words that no order changes. */
static char *place(size_t index, long offset)
{
	struct section *s = &section[index];
	struct part *part = part_at(index, offset);
	char *text = NULL;
	int len = 0;

	if (is_pool(s) && s->bytes && offset >= 0 && (size_t)offset < s->head.sh_size) {
		size_t left = s->head.sh_size - offset, size = s->head.sh_entsize;

		if (s->head.sh_flags & SHF_STRINGS)
			size = strnlen((const char *)s->bytes + offset, left);
		len = asprintf(&text, "constant %zu %llx", size,
			       digest(EMPTY, s->bytes + offset, size < left ? size : left));
	} else if (!part) {
		len = asprintf(&text, "%s %+ld", s->name, offset);
	} else if (!part->name) {
		len = asprintf(&text, "%s", s->name);
	} else {
		len = asprintf(&text, "%s%+ld %llx", part->name, offset - (long)part->start,
			       part->local && !(s->head.sh_flags & SHF_EXECINSTR) ? bytes_of(part) : 0);
	}
	if (len < 0)
		err(1, "memory");
	return text;
}

static char *target(const GElf_Rela *rela, bool code)
{
	GElf_Sym symbol = symbol_at(GELF_R_SYM(rela->r_info));
	size_t type = GELF_R_TYPE(rela->r_info);
	const char *name = name_of(&symbol);
	long behind = code && (type == R_X86_64_PC32 || type == R_X86_64_PLT32) ? 4 : 0;
	char *where, *text;

	if (symbol.st_shndx && symbol.st_shndx < nr_sections)
		where = place(symbol.st_shndx, symbol.st_value + rela->r_addend + behind);
	else if (asprintf(&where, "%s%+ld", name, (long)rela->r_addend) < 0)
		err(1, "memory");
	if (asprintf(&text, "%zu %s", type, where) < 0)
		err(1, "memory");
	return text;
}

static int by_text(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

static int by_start(const void *a, const void *b)
{
	const struct part *x = a, *y = b;

	return x->start != y->start ? (x->start > y->start) - (x->start < y->start) :
				      strcmp(x->name, y->name);
}

/* Those inside of the part; with a part of no size, those outside of all. */
static bool concerns(const struct part *part, size_t offset)
{
	const struct section *s = &section[part->section];

	if (part->start < part->end)
		return offset >= part->start && offset < part->end;
	for (size_t i = 0; i < s->nr_parts; i++)
		if (concerns(&s->part[i], offset))
			return false;
	return true;
}

static unsigned long long references(const struct part *part, unsigned long long sum)
{
	bool code = section[part->section].head.sh_flags & SHF_EXECINSTR;
	char **line = NULL;
	size_t nr = 0;

	for (size_t i = 1; i < nr_sections; i++) {
		Elf_Data *data = elf_getdata(elf_getscn(elf, i), NULL);
		GElf_Rela rela;

		if (section[i].head.sh_type != SHT_RELA || section[i].head.sh_info != part->section)
			continue;
		for (int r = 0; gelf_getrela(data, r, &rela); r++) {
			if (!concerns(part, rela.r_offset))
				continue;
			line = grown(line, nr, sizeof(*line));
			if (asprintf(&line[nr++], "%zd %s", part->name ? rela.r_offset - part->start : 0,
				     target(&rela, code)) < 0)
				err(1, "memory");
		}
	}
	if (nr)
		qsort(line, nr, sizeof(*line), by_text);
	for (size_t i = 0; i < nr; i++)
		sum = digest(sum, line[i], strlen(line[i]) + 1);
	return sum;
}

/* The bytes of a bag, counted by value. */
static unsigned long long bag_of(const struct part *part)
{
	const struct section *s = &section[part->section];
	unsigned int count[256] = { 0 };

	for (size_t i = part->start; s->bytes && i < part->end; i++)
		count[s->bytes[i]]++;
	return digest(EMPTY, count, sizeof(count));
}

static void print_part(const struct part *part)
{
	struct section *s = &section[part->section];

	printf("%s %s %zu %016llx\n", s->name, part->name ? part->name : "(all)",
	       part->end - part->start,
	       references(part, part->name ? bytes_of(part) : bag_of(part)));
}

static void add_part(size_t index, size_t start, size_t size, const char *name, bool local)
{
	struct section *s = &section[index];

	s->part = grown(s->part, s->nr_parts, sizeof(*s->part));
	s->part[s->nr_parts++] = (struct part){ .section = index, .start = start,
		.end = start + size, .name = name ? plain_name(name) : NULL, .local = local };
}

/* Two names of one place are one part; parts that overlap make a bag. */
static void settle(size_t index)
{
	struct section *s = &section[index];
	size_t nr = 0;

	if (s->nr_parts)
		qsort(s->part, s->nr_parts, sizeof(*s->part), by_start);
	for (size_t i = 0; i < s->nr_parts; i++) {
		struct part *last = nr ? &s->part[nr - 1] : NULL;

		if (last && last->start == s->part[i].start && last->end == s->part[i].end) {
			if (asprintf(&last->name, "%s=%s", last->name, s->part[i].name) < 0)
				err(1, "memory");
			continue;
		}
		if (last && last->end > s->part[i].start) {
			nr = 0;
			break;
		}
		s->part[nr++] = s->part[i];
	}
	s->nr_parts = nr;
	if (!nr && s->head.sh_size)
		add_part(index, 0, s->head.sh_size, NULL, true);
}

static void load(const char *path)
{
	int fd = open(path, O_RDONLY);
	size_t names;

	if (fd < 0)
		err(1, "%s", path);
	elf_version(EV_CURRENT);
	elf = elf_begin(fd, ELF_C_READ, NULL);
	if (!elf || elf_getshdrnum(elf, &nr_sections) || elf_getshdrstrndx(elf, &names))
		errx(1, "%s is not an object: %s", path, elf_errmsg(-1));
	section = calloc(nr_sections, sizeof(*section));
	for (size_t i = 1; i < nr_sections; i++) {
		Elf_Scn *scn = elf_getscn(elf, i);
		Elf_Data *data = elf_getdata(scn, NULL);

		gelf_getshdr(scn, &section[i].head);
		section[i].name = plain_name(elf_strptr(elf, names, section[i].head.sh_name));
		if (data && section[i].head.sh_type != SHT_NOBITS)
			section[i].bytes = data->d_buf;
		if (section[i].head.sh_type == SHT_SYMTAB) {
			symbols = data;
			symbol_names = section[i].head.sh_link;
			nr_symbols = section[i].head.sh_size / section[i].head.sh_entsize;
		}
	}
	if (!symbols)
		errx(1, "%s has no symbols", path);
}

int main(int argc, char **argv)
{
	if (argc != 2)
		errx(2, "usage: parts OBJECT");
	load(argv[1]);
	for (size_t i = 1; i < nr_symbols; i++) {
		GElf_Sym symbol = symbol_at(i);
		int type = GELF_ST_TYPE(symbol.st_info), bind = GELF_ST_BIND(symbol.st_info);
		const char *name = name_of(&symbol);
		bool here = symbol.st_shndx && symbol.st_shndx < nr_sections;

		if (type == STT_SECTION || type == STT_FILE || !strncmp(name, ".L", 2))
			continue;
		printf("symbol %s %d %d %s\n", plain_name(name), type, bind,
		       here ? section[symbol.st_shndx].name : "");
		if (here && symbol.st_size &&
		    (section[symbol.st_shndx].head.sh_flags & SHF_ALLOC) && (type == STT_FUNC || type == STT_OBJECT))
			add_part(symbol.st_shndx, symbol.st_value, symbol.st_size, name,
				 bind == STB_LOCAL);
	}
	for (size_t i = 1; i < nr_sections; i++)
		if (section[i].head.sh_flags & SHF_ALLOC)
			settle(i);
	for (size_t i = 1; i < nr_sections; i++) {
		struct part between = { .section = i, .name = "(between)" };

		if (!section[i].nr_parts || is_pool(&section[i]))
			continue;
		for (size_t p = 0; p < section[i].nr_parts; p++)
			print_part(&section[i].part[p]);
		if (references(&between, EMPTY) != EMPTY)
			print_part(&between);
	}
	return 0;
}
