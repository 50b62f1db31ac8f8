// SPDX-License-Identifier: GPL-2.0
/*
 * Knobs of every type: found, read, set, and refused.
 */
#include "internal.h"
#include "tap.h"

static struct reclaim_ext_policy *open_object(const char *name)
{
	char path[1024];

	snprintf(path, sizeof(path), "%s/%s.bpf.o", getenv("RX_OBJECTS"), name);
	return reclaim_ext_policy__open(path, NULL);
}

static const struct reclaim_ext_knob *find(struct reclaim_ext_policy *policy,
					   const char *name)
{
	const struct reclaim_ext_knob *knob = NULL;

	while ((knob = reclaim_ext_policy__next_knob(policy, knob))) {
		if (!strcmp(reclaim_ext_knob__name(knob), name))
			return knob;
	}
	return NULL;
}

/* Sets a knob in a fresh object. Return: the error, or its value in @value. */
static int set(const char *name, const char *text, char *value)
{
	struct reclaim_ext_policy *policy = open_object("good");
	int err;

	if (!policy)
		return -1;
	err = reclaim_ext_policy__set_knob(policy, name, text);
	snprintf(value, 64, "%s", find(policy, name) ?
		 reclaim_ext_knob__value(find(policy, name)) : "");
	reclaim_ext_policy__close(policy);
	return err;
}

#define CHECK_SET(name, text, want) do {				\
	char value[64];							\
	CHECK(set(name, text, value) == 0);				\
	CHECK_STR(value, want);						\
} while (0)

#define CHECK_REFUSED(name, text, err, was) do {			\
	char value[64];							\
	CHECK(set(name, text, value) == -(err));			\
	CHECK_ERROR(RECLAIM_EXT_BAD_VALUE, name "=" text);		\
	CHECK_STR(value, was);						\
} while (0)

TEST(all_found, "knobs: each type is found, arrays and constants are not")
{
	static const char *const want[][3] = {
		{ "knob_u8", "u8", "1" }, { "knob_u16", "u16", "2" },
		{ "knob_u32", "u32", "3" }, { "knob_u64", "u64", "4" },
		{ "knob_s8", "s8", "-1" }, { "knob_s16", "s16", "-2" },
		{ "knob_s32", "s32", "-3" }, { "knob_s64", "s64", "-4" },
		{ "knob_bool", "bool", "true" },
		{ "knob_end", "enum reclaim_end", "RECLAIM_NEWEST" },
		{ "knob_level", "enum level", "LEVEL_LOW" },
		{ "knob_wide", "enum wide", "WIDE_SMALL" },
		{ "knob_plain", "unsigned int", "0" },
	};
	struct reclaim_ext_policy *policy = open_object("good");
	const struct reclaim_ext_knob *knob = NULL;
	size_t nr = 0;

	CHECK(policy);
	while ((knob = reclaim_ext_policy__next_knob(policy, knob)))
		nr++;
	CHECK(nr == sizeof(want) / sizeof(want[0]));
	for (size_t i = 0; i < nr; i++) {
		knob = find(policy, want[i][0]);
		CHECK(knob);
		CHECK_STR(reclaim_ext_knob__type(knob), want[i][1]);
		CHECK_STR(reclaim_ext_knob__value(knob), want[i][2]);
	}
	reclaim_ext_policy__close(policy);
}

TEST(limits, "knobs: the limits of each integer type are accepted")
{
	CHECK_SET("knob_u8", "255", "255");
	CHECK_SET("knob_u16", "65535", "65535");
	CHECK_SET("knob_u32", "4294967295", "4294967295");
	CHECK_SET("knob_u64", "18446744073709551615", "18446744073709551615");
	CHECK_SET("knob_s8", "-128", "-128");
	CHECK_SET("knob_s8", "127", "127");
	CHECK_SET("knob_s16", "-32768", "-32768");
	CHECK_SET("knob_s16", "32767", "32767");
	CHECK_SET("knob_s32", "-2147483648", "-2147483648");
	CHECK_SET("knob_s32", "2147483647", "2147483647");
	CHECK_SET("knob_s64", "-9223372036854775808", "-9223372036854775808");
	CHECK_SET("knob_s64", "9223372036854775807", "9223372036854775807");
}

TEST(beyond, "knobs: one beyond the limit of each integer type is refused")
{
	CHECK_REFUSED("knob_u8", "256", ERANGE, "1");
	CHECK_REFUSED("knob_u16", "65536", ERANGE, "2");
	CHECK_REFUSED("knob_u32", "4294967296", ERANGE, "3");
	CHECK_REFUSED("knob_u64", "18446744073709551616", ERANGE, "4");
	CHECK_REFUSED("knob_s8", "-129", ERANGE, "-1");
	CHECK_REFUSED("knob_s8", "128", ERANGE, "-1");
	CHECK_REFUSED("knob_s16", "32768", ERANGE, "-2");
	CHECK_REFUSED("knob_s32", "-2147483649", ERANGE, "-3");
	CHECK_REFUSED("knob_s64", "9223372036854775808", ERANGE, "-4");
	CHECK_REFUSED("knob_s64", "-9223372036854775809", ERANGE, "-4");
	CHECK_REFUSED("knob_u64", "99999999999999999999999", ERANGE, "4");
}

TEST(range_named, "knobs: the refusal names the range")
{
	char value[64];

	CHECK(set("knob_s8", "300", value) == -ERANGE);
	CHECK_ERROR(RECLAIM_EXT_BAD_VALUE, "give -128 to 127");
	CHECK(set("knob_u64", "-1", value) == -ERANGE);
	CHECK_ERROR(RECLAIM_EXT_BAD_VALUE, "give 0 to 18446744073709551615");
}

TEST(negative, "knobs: unsigned types refuse negative numbers")
{
	CHECK_REFUSED("knob_u8", "-1", ERANGE, "1");
	CHECK_REFUSED("knob_u64", "-1", ERANGE, "4");
	CHECK_SET("knob_u32", "-0", "0");
}

TEST(hexadecimal, "knobs: hexadecimal after 0x, a leading zero is decimal")
{
	CHECK_SET("knob_u16", "0xfFfF", "65535");
	CHECK_SET("knob_s32", "-0x10", "-16");
	CHECK_SET("knob_u32", "010", "10");
	CHECK_REFUSED("knob_u8", "0x100", ERANGE, "1");
	CHECK_REFUSED("knob_u8", "0x", EINVAL, "1");
	CHECK_REFUSED("knob_u8", "0x0x10", EINVAL, "1");
}

TEST(not_a_number, "knobs: what is not a number is refused")
{
	CHECK_REFUSED("knob_u32", "", EINVAL, "3");
	CHECK_REFUSED("knob_u32", "abc", EINVAL, "3");
	CHECK_REFUSED("knob_u32", "1k", EINVAL, "3");
	CHECK_REFUSED("knob_u32", " 1", EINVAL, "3");
	CHECK_REFUSED("knob_u32", "1 ", EINVAL, "3");
	CHECK_REFUSED("knob_u32", "+1", EINVAL, "3");
	CHECK_REFUSED("knob_u32", "--1", EINVAL, "3");
	CHECK_REFUSED("knob_u32", "- 1", EINVAL, "3");
	CHECK_REFUSED("knob_u32", "1.5", EINVAL, "3");
	CHECK_REFUSED("knob_u32", "0x-1", EINVAL, "3");
}

TEST(booleans, "knobs: bool takes words and 0 or 1, nothing else")
{
	CHECK_SET("knob_bool", "false", "false");
	CHECK_SET("knob_bool", "no", "false");
	CHECK_SET("knob_bool", "0", "false");
	CHECK_SET("knob_bool", "on", "true");
	CHECK_REFUSED("knob_bool", "2", EINVAL, "true");
	CHECK_REFUSED("knob_bool", "maybe", EINVAL, "true");
}

TEST(enums, "knobs: enums take names and numbers of enumerators")
{
	CHECK_SET("knob_end", "RECLAIM_OLDEST", "RECLAIM_OLDEST");
	CHECK_SET("knob_end", "0", "RECLAIM_OLDEST");
	CHECK_SET("knob_level", "LEVEL_HIGH", "LEVEL_HIGH");
	CHECK_SET("knob_level", "-2", "LEVEL_LOW");
	CHECK_SET("knob_wide", "WIDE_LARGE", "WIDE_LARGE");
	CHECK_SET("knob_wide", "0x123456789abc", "WIDE_LARGE");
	CHECK_REFUSED("knob_end", "2", ERANGE, "RECLAIM_NEWEST");
	CHECK_REFUSED("knob_end", "OLDEST", EINVAL, "RECLAIM_NEWEST");
	CHECK_REFUSED("knob_wide", "99999999999999999999999", EINVAL, "WIDE_SMALL");
}

TEST(neighbours, "knobs: setting one leaves the others alone")
{
	struct reclaim_ext_policy *policy = open_object("good");

	CHECK(policy);
	CHECK(!reclaim_ext_policy__set_knob(policy, "knob_u16", "0xffff"));
	CHECK(!reclaim_ext_policy__set_knob(policy, "knob_s8", "-128"));
	CHECK_STR(reclaim_ext_knob__value(find(policy, "knob_u16")), "65535");
	CHECK_STR(reclaim_ext_knob__value(find(policy, "knob_u8")), "1");
	CHECK_STR(reclaim_ext_knob__value(find(policy, "knob_u32")), "3");
	CHECK_STR(reclaim_ext_knob__value(find(policy, "knob_s16")), "-2");
	CHECK_STR(reclaim_ext_knob__value(find(policy, "knob_bool")), "true");
	reclaim_ext_policy__close(policy);
}

TEST(unknown, "knobs: an unknown one is refused and the known are named")
{
	char value[64];

	CHECK(set("array", "1", value) == -ENOENT);
	CHECK(set("constant", "1", value) == -ENOENT);
	CHECK(set("knob", "1", value) == -ENOENT);
	CHECK_ERROR(RECLAIM_EXT_UNKNOWN_KNOB, "knob_u8");
}

TEST(knobless, "knobs: an object without any says so")
{
	struct reclaim_ext_policy *policy = open_object("plain");

	CHECK(policy);
	CHECK(!reclaim_ext_policy__next_knob(policy, NULL));
	CHECK(reclaim_ext_policy__set_knob(policy, "x", "1") == -ENOENT);
	CHECK_ERROR(RECLAIM_EXT_UNKNOWN_KNOB, "it has none");
	reclaim_ext_policy__close(policy);
}

TEST(loaded, "knobs: none can be set once the policy is loaded")
{
	struct reclaim_ext_policy *policy = open_object("good");

	CHECK(policy);
	policy->loaded = true;
	CHECK(reclaim_ext_policy__set_knob(policy, "knob_u8", "2") == -EBUSY);
	CHECK_STR(reclaim_ext_knob__value(find(policy, "knob_u8")), "1");
	reclaim_ext_policy__close(policy);
}
