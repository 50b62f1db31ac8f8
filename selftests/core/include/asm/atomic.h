/* SPDX-License-Identifier: GPL-2.0 */
/* One CPU: a plain operation is atomic. */
#ifndef _CORE_ASM_ATOMIC_H
#define _CORE_ASM_ATOMIC_H

#include <asm-generic/atomic.h>

#define ATOMIC64_INIT(i)	{ (i) }

#define arch_atomic64_read(v)	READ_ONCE((v)->counter)
#define arch_atomic64_set(v, i)	WRITE_ONCE((v)->counter, (i))

#define CORE_ATOMIC64(op, expr)						\
static inline void arch_atomic64_##op(s64 i, atomic64_t *v)		\
{									\
	s64 old = v->counter;						\
	v->counter = (expr);						\
}									\
static inline s64 arch_atomic64_##op##_return(s64 i, atomic64_t *v)	\
{									\
	arch_atomic64_##op(i, v);					\
	return v->counter;						\
}									\
static inline s64 arch_atomic64_fetch_##op(s64 i, atomic64_t *v)	\
{									\
	s64 was = v->counter;						\
	arch_atomic64_##op(i, v);					\
	return was;							\
}
CORE_ATOMIC64(add, old + i)
CORE_ATOMIC64(sub, old - i)
CORE_ATOMIC64(and, old & i)
CORE_ATOMIC64(or, old | i)
CORE_ATOMIC64(xor, old ^ i)
#undef CORE_ATOMIC64

#define arch_atomic64_add_return	arch_atomic64_add_return
#define arch_atomic64_sub_return	arch_atomic64_sub_return
#define arch_atomic64_fetch_add		arch_atomic64_fetch_add
#define arch_atomic64_fetch_sub		arch_atomic64_fetch_sub
#define arch_atomic64_fetch_and		arch_atomic64_fetch_and
#define arch_atomic64_fetch_or		arch_atomic64_fetch_or
#define arch_atomic64_fetch_xor		arch_atomic64_fetch_xor

#endif
