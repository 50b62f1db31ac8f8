/* SPDX-License-Identifier: GPL-2.0 */
#ifndef _CORE_ASM_ELF_H
#define _CORE_ASM_ELF_H
#define ELF_CLASS	ELFCLASS64
#define ELF_DATA	ELFDATA2LSB
#define ELF_ARCH	EM_X86_64
#define ELF_NGREG	1
typedef unsigned long elf_greg_t;
typedef elf_greg_t elf_gregset_t[ELF_NGREG];
typedef unsigned long elf_fpregset_t;
#endif
