/* SPDX-License-Identifier: GPL-2.0 */
/* BUG() and WARN() end the run: neither may happen, so none is "once". */
#ifndef _CORE_ASM_BUG_H
#define _CORE_ASM_BUG_H

#ifndef __ASSEMBLER__
void __attribute__((noreturn)) core_bug(const char *file, int line, const char *what);
void core_warn(const char *file, int line, const char *what);

#define HAVE_ARCH_BUG
#define BUG()		core_bug(__FILE__, __LINE__, __func__)
#define __WARN_FLAGS(what, flags)	core_warn(__FILE__, __LINE__, what)
#endif
#include <asm-generic/bug.h>
#endif
