/* SPDX-License-Identifier: GPL-2.0 */
#ifndef _CORE_ASM_SIGCONTEXT_H
#define _CORE_ASM_SIGCONTEXT_H
struct sigcontext { };
#endif
