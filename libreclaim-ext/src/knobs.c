// SPDX-License-Identifier: GPL-2.0
/*
 * Knobs: the `const volatile` variables of a policy. BTF says where they are
 * in .rodata and of which type; until the object is loaded the initial value
 * of that map can be written.
 */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "internal.h"

struct number {
	bool negative;
	__u64 magnitude;
};

/* @alias becomes the outermost typedef, the name that the source uses. */
__u32 skip_qualifiers(const struct btf *btf, __u32 id, bool *is_volatile,
		      const char **alias)
{
	const struct btf_type *t = btf__type_by_id(btf, id);

	for (; t; id = t->type, t = btf__type_by_id(btf, id)) {
		if (btf_is_volatile(t))
			*is_volatile = true;
		else if (btf_is_typedef(t)) {
			if (!*alias)
				*alias = btf__name_by_offset(btf, t->name_off);
		} else if (!btf_is_mod(t)) {
			return id;
		}
	}
	return 0;
}

/******************************************************************************
 *                             writing a value
 ******************************************************************************/

static bool is_signed(const struct btf_type *t)
{
	if (btf_is_int(t))
		return btf_int_encoding(t) & BTF_INT_SIGNED;
	return btf_kflag(t);	/* an enum with a negative member */
}

static bool is_hexadecimal(const char *text)
{
	return text[0] == '0' && (text[1] == 'x' || text[1] == 'X');
}

static bool parse_number(const char *text, struct number *number, bool *overflow)
{
	char *end;
	int base = 10;

	number->negative = *text == '-';
	if (number->negative)
		text++;
	if (is_hexadecimal(text)) {
		text += 2;
		base = 16;
	}
	/* strtoull() would take blanks and signs, and another 0x */
	if (!isxdigit((unsigned char)*text) || is_hexadecimal(text))
		return false;
	errno = 0;
	number->magnitude = strtoull(text, &end, base);
	*overflow = errno == ERANGE;
	return end != text && !*end;
}

static bool fits(const struct number *number, __u32 bits, bool with_sign)
{
	__u64 max = with_sign ? (1ULL << (bits - 1)) - 1 :
		    bits == 64 ? UINT64_MAX : (1ULL << bits) - 1;

	if (!number->negative)
		return number->magnitude <= max;
	return with_sign ? number->magnitude <= max + 1 : !number->magnitude;
}

static __u64 to_bits(const struct number *number)
{
	return number->negative ? -number->magnitude : number->magnitude;
}

static void store(const struct reclaim_ext_knob *knob, __u64 bits)
{
	switch (knob->size_bytes) {
	case 1: *(__u8 *)knob->data = bits; break;
	case 2: *(__u16 *)knob->data = bits; break;
	case 4: *(__u32 *)knob->data = bits; break;
	case 8: *(__u64 *)knob->data = bits; break;
	}
}

static int bad_value(const struct reclaim_ext_knob *knob, const char *value,
		     const char *want)
{
	return fail(EINVAL, RECLAIM_EXT_BAD_VALUE, "set: %s=%s: not a %s; give %s",
		    knob->name, value, knob->type, want);
}

static void describe_range(char *buf, size_t len, __u32 bits, bool with_sign)
{
	if (with_sign)
		snprintf(buf, len, "%lld to %lld", -(long long)((1ULL << (bits - 1)) - 1) - 1,
			 (long long)((1ULL << (bits - 1)) - 1));
	else
		snprintf(buf, len, "0 to %llu",
			 bits == 64 ? (unsigned long long)UINT64_MAX : (1ULL << bits) - 1);
}

static int set_int(const struct reclaim_ext_knob *knob, const struct btf_type *t,
		   const char *value)
{
	__u32 bits = knob->size_bytes * CHAR_BIT;
	bool overflow, with_sign = is_signed(t);
	struct number number;
	char range[64];

	if (!parse_number(value, &number, &overflow))
		return bad_value(knob, value, "a decimal or, after 0x, hexadecimal number");
	if (overflow || !fits(&number, bits, with_sign)) {
		describe_range(range, sizeof(range), bits, with_sign);
		return fail(ERANGE, RECLAIM_EXT_BAD_VALUE,
			    "set: %s=%s: out of the range of %s; give %s", knob->name,
			    value, knob->type, range);
	}
	store(knob, to_bits(&number));
	return 0;
}

static int set_bool(const struct reclaim_ext_knob *knob, const char *value)
{
	static const char *const words[] = {
		"false", "true", "no", "yes", "off", "on", "n", "y", "0", "1",
	};

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		if (strcmp(value, words[i]))
			continue;
		store(knob, i % 2);
		return 0;
	}
	return bad_value(knob, value, "true or false");
}

static int nr_enumerators(const struct btf_type *t)
{
	return btf_vlen(t);
}

static const char *enumerator(const struct btf *btf, const struct btf_type *t, int i,
			      __u64 *bits)
{
	if (btf_is_enum64(t)) {
		*bits = btf_enum64_value(btf_enum64(t) + i);
		return btf__name_by_offset(btf, btf_enum64(t)[i].name_off);
	}
	*bits = is_signed(t) ? (__u64)(__s64)btf_enum(t)[i].val :
	       (__u64)(__u32)btf_enum(t)[i].val;
	return btf__name_by_offset(btf, btf_enum(t)[i].name_off);
}

static int set_enum(const struct reclaim_ext_knob *knob, const struct btf_type *t,
		    const char *value)
{
	struct number number;
	bool overflow, is_number = parse_number(value, &number, &overflow) && !overflow;
	char names[512] = "";
	size_t len = 0;
	__u64 bits;

	for (int i = 0; i < nr_enumerators(t); i++) {
		const char *name = enumerator(knob->btf, t, i, &bits);

		if (!strcmp(name, value) || (is_number && to_bits(&number) == bits)) {
			store(knob, bits);
			return 0;
		}
		if (len < sizeof(names))
			len += snprintf(names + len, sizeof(names) - len, "%s%s",
					i ? " or " : "", name);
	}
	if (!is_number)
		return bad_value(knob, value, names);
	return fail(ERANGE, RECLAIM_EXT_BAD_VALUE,
		    "set: %s=%s: not a value of %s; give %s", knob->name, value,
		    knob->type, names);
}

/******************************************************************************
 *                             reading a value
 ******************************************************************************/

static __u64 fetch(const struct reclaim_ext_knob *knob, bool with_sign)
{
	switch (knob->size_bytes) {
	case 1: return with_sign ? (__u64)*(__s8 *)knob->data : *(__u8 *)knob->data;
	case 2: return with_sign ? (__u64)*(__s16 *)knob->data : *(__u16 *)knob->data;
	case 4: return with_sign ? (__u64)*(__s32 *)knob->data : *(__u32 *)knob->data;
	default: return *(__u64 *)knob->data;
	}
}

static bool is_bool(const struct btf_type *t)
{
	return btf_is_int(t) && (btf_int_encoding(t) & BTF_INT_BOOL);
}

static const char *enumerator_of(const struct reclaim_ext_knob *knob,
				 const struct btf_type *t, __u64 value)
{
	__u64 bits;

	for (int i = 0; !btf_is_int(t) && i < nr_enumerators(t); i++) {
		const char *name = enumerator(knob->btf, t, i, &bits);

		if (bits == value)
			return name;
	}
	return NULL;
}

static void format_value(struct reclaim_ext_knob *knob)
{
	const struct btf_type *t = btf__type_by_id(knob->btf, knob->type_id);
	__u64 value = fetch(knob, is_signed(t));
	const char *name = is_bool(t) ? (value ? "true" : "false") :
			   enumerator_of(knob, t, value);

	if (name)
		snprintf(knob->value, sizeof(knob->value), "%s", name);
	else if (is_signed(t))
		snprintf(knob->value, sizeof(knob->value), "%lld", (long long)value);
	else
		snprintf(knob->value, sizeof(knob->value), "%llu", (unsigned long long)value);
}

/******************************************************************************
 *                            finding the knobs
 ******************************************************************************/

static bool is_settable(const struct btf_type *t)
{
	if (!btf_is_int(t) && !btf_is_any_enum(t))
		return false;
	return t->size == 1 || t->size == 2 || t->size == 4 || t->size == 8;
}

static void name_type(struct reclaim_ext_knob *knob, const struct btf_type *t,
		      const char *alias)
{
	const char *name = btf__name_by_offset(knob->btf, t->name_off);
	const char *prefix = btf_is_int(t) ? "" : "enum ";

	if (alias)
		snprintf(knob->type, sizeof(knob->type), "%s", alias);
	else if (is_bool(t))
		snprintf(knob->type, sizeof(knob->type), "bool");
	else
		snprintf(knob->type, sizeof(knob->type), "%s%s", prefix, name);
}

static bool knob_init(struct reclaim_ext_knob *knob, const struct btf *btf,
		      const struct btf_var_secinfo *info, void *data, size_t size)
{
	const struct btf_type *var = btf__type_by_id(btf, info->type), *t;
	bool is_volatile = false;
	const char *alias = NULL;

	if (!var || !btf_is_var(var))
		return false;
	knob->btf = btf;
	knob->name = btf__name_by_offset(btf, var->name_off);
	knob->type_id = skip_qualifiers(btf, var->type, &is_volatile, &alias);
	t = btf__type_by_id(btf, knob->type_id);
	if (!t || !is_volatile || !is_settable(t) || info->offset + t->size > size)
		return false;
	knob->size_bytes = t->size;
	knob->data = (char *)data + info->offset;
	name_type(knob, t, alias);
	format_value(knob);
	return true;
}

static struct bpf_map *find_rodata(struct bpf_object *obj)
{
	static const char suffix[] = ".rodata";
	struct bpf_map *map;

	bpf_object__for_each_map(map, obj) {
		const char *name = bpf_map__name(map);
		size_t len = strlen(name);

		if (bpf_map__is_internal(map) && len >= strlen(suffix) &&
		    !strcmp(name + len - strlen(suffix), suffix))
			return map;
	}
	return NULL;
}

int knobs_init(struct reclaim_ext_policy *policy)
{
	const struct btf *btf = bpf_object__btf(policy->obj);
	struct bpf_map *map = find_rodata(policy->obj);
	const struct btf_var_secinfo *info;
	const struct btf_type *section;
	size_t size = 0;
	void *data;
	int id;

	data = map ? bpf_map__initial_value(map, &size) : NULL;
	id = btf__find_by_name_kind(btf, ".rodata", BTF_KIND_DATASEC);
	if (!data || id < 0)
		return 0;
	section = btf__type_by_id(btf, id);
	info = btf_var_secinfos(section);
	policy->knobs = calloc(btf_vlen(section), sizeof(*policy->knobs));
	if (!policy->knobs)
		return out_of_memory("open");
	for (int i = 0; i < btf_vlen(section); i++) {
		if (knob_init(&policy->knobs[policy->nr_knobs], btf, info + i, data, size))
			policy->nr_knobs++;
	}
	return 0;
}

static struct reclaim_ext_knob *find_knob(struct reclaim_ext_policy *policy,
					  const char *name)
{
	for (size_t i = 0; i < policy->nr_knobs; i++) {
		if (!strcmp(policy->knobs[i].name, name))
			return &policy->knobs[i];
	}
	return NULL;
}

static int unknown_knob(const struct reclaim_ext_policy *policy, const char *name)
{
	char names[512] = "";
	size_t len = 0;

	for (size_t i = 0; i < policy->nr_knobs && len < sizeof(names); i++)
		len += snprintf(names + len, sizeof(names) - len, " %s",
				policy->knobs[i].name);
	if (!policy->nr_knobs)
		return fail(ENOENT, RECLAIM_EXT_UNKNOWN_KNOB,
			    "set: %s: no such knob in %s; it has none", name, policy->path);
	return fail(ENOENT, RECLAIM_EXT_UNKNOWN_KNOB,
		    "set: %s: no such knob in %s; it has:%s", name, policy->path, names);
}

int reclaim_ext_policy__set_knob(struct reclaim_ext_policy *policy, const char *name,
				 const char *value)
{
	struct reclaim_ext_knob *knob = find_knob(policy, name);
	const struct btf_type *t;
	int err;

	if (!knob)
		return unknown_knob(policy, name);
	if (policy->loaded)
		return fail(EBUSY, RECLAIM_EXT_USAGE,
			    "set: %s: the policy is loaded; set knobs before", name);
	t = btf__type_by_id(knob->btf, knob->type_id);
	if (is_bool(t))
		err = set_bool(knob, value);
	else if (btf_is_int(t))
		err = set_int(knob, t, value);
	else
		err = set_enum(knob, t, value);
	if (!err)
		format_value(knob);
	return err;
}

const struct reclaim_ext_knob *
reclaim_ext_policy__next_knob(const struct reclaim_ext_policy *policy,
			      const struct reclaim_ext_knob *prev)
{
	size_t i = prev ? (size_t)(prev - policy->knobs) + 1 : 0;

	return i < policy->nr_knobs ? &policy->knobs[i] : NULL;
}

const char *reclaim_ext_knob__name(const struct reclaim_ext_knob *knob)
{
	return knob->name;
}

const char *reclaim_ext_knob__type(const struct reclaim_ext_knob *knob)
{
	return knob->type;
}

const char *reclaim_ext_knob__value(const struct reclaim_ext_knob *knob)
{
	return knob->value;
}
