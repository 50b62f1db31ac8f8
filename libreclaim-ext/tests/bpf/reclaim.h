/* SPDX-License-Identifier: GPL-2.0 */
/*
 * As much of the kernel's types as an object needs to be opened. The objects
 * of these tests are never loaded.
 */
#ifndef TEST_RECLAIM_H
#define TEST_RECLAIM_H

typedef unsigned char u8;
typedef unsigned short u16;
typedef unsigned int u32;
typedef unsigned long long u64;
typedef signed char s8;
typedef short s16;
typedef int s32;
typedef long long s64;

#define SEC(name) __attribute__((section(name), used))

enum reclaim_end {
	RECLAIM_OLDEST,
	RECLAIM_NEWEST,
};

struct reclaim_ctx;
struct reclaim_batch;

struct reclaim_ops {
	void (*rank)(struct reclaim_ctx *ctx, struct reclaim_batch *batch);
	char name[16];
	u64 flags;
};

char _license[] SEC("license") = "GPL";

SEC("struct_ops/rank")
int test_rank(unsigned long long *args)
{
	return 0;
}

#endif /* TEST_RECLAIM_H */
