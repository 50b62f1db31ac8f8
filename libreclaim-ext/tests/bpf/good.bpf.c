// SPDX-License-Identifier: GPL-2.0
/* One policy, with a knob of each type. */
#include "reclaim.h"

enum level { LEVEL_LOW = -2, LEVEL_HIGH = 7 };
enum wide { WIDE_SMALL = 1, WIDE_LARGE = 0x123456789abcULL };

const volatile u8 knob_u8 = 1;
const volatile u16 knob_u16 = 2;
const volatile u32 knob_u32 = 3;
const volatile u64 knob_u64 = 4;
const volatile s8 knob_s8 = -1;
const volatile s16 knob_s16 = -2;
const volatile s32 knob_s32 = -3;
const volatile s64 knob_s64 = -4;
const volatile _Bool knob_bool = 1;
const volatile enum reclaim_end knob_end = RECLAIM_NEWEST;
const volatile enum level knob_level = LEVEL_LOW;
const volatile enum wide knob_wide = WIDE_SMALL;
const volatile unsigned int knob_plain;
/* none of these is a knob */
const volatile u32 array[4];
const u32 constant = 5;
volatile u32 variable = 6;

SEC("struct_ops/rank")
int use(unsigned long long *args)
{
	return knob_u8 + knob_u16 + knob_u32 + knob_u64 + knob_s8 + knob_s16 +
	       knob_s32 + knob_s64 + knob_bool + knob_end + knob_level +
	       knob_wide + knob_plain + array[args[0] & 3] + constant + variable;
}

SEC(".struct_ops.link")
struct reclaim_ops good = {
	.rank = (void *)use,
	.name = "good",
};
