/* SPDX-License-Identifier: GPL-2.0 */
#ifndef _CORE_ASM_UACCESS_H
#define _CORE_ASM_UACCESS_H
#include <linux/string.h>
static inline unsigned long raw_copy_to_user(void *to, const void *from, unsigned long n)
{
	memcpy(to, from, n);
	return 0;
}

static inline unsigned long raw_copy_from_user(void *to, const void *from, unsigned long n)
{
	memcpy(to, from, n);
	return 0;
}
#include <asm-generic/uaccess.h>
#endif
