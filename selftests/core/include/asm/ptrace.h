/* SPDX-License-Identifier: GPL-2.0 */
#ifndef _CORE_ASM_PTRACE_H
#define _CORE_ASM_PTRACE_H
struct pt_regs {
	unsigned long ip;
};
#define user_mode(regs)			1
#define instruction_pointer(regs)	((regs)->ip)
#define profile_pc(regs)		((regs)->ip)
#define user_stack_pointer(regs)	0UL
#define current_user_stack_pointer()	0UL
#endif
