/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What the harness takes from the C library. Its sources are built with the
 * kernel's headers, which cannot be mixed with the library's, so the few
 * functions are declared here.
 */
#ifndef CORE_HOST_H
#define CORE_HOST_H

#include <linux/types.h>
#include <linux/stdarg.h>

void *malloc(size_t size);
void *calloc(size_t n, size_t size);
void *aligned_alloc(size_t align, size_t size);
void free(void *p);
void __attribute__((noreturn)) abort(void);
void __attribute__((noreturn)) _exit(int status);
int fork(void);
int waitpid(int pid, int *status, int options);
int printf(const char *fmt, ...) __attribute__((format(printf, 1, 2)));
int dprintf(int fd, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
int vdprintf(int fd, const char *fmt, va_list args);
int fflush(void *stream);
unsigned long strtoul(const char *s, char **end, int base);
unsigned int alarm(unsigned int seconds);
void __asan_on_error(void);
void __sanitizer_print_stack_trace(void);
void __asan_poison_memory_region(const volatile void *p, size_t size);
void __asan_unpoison_memory_region(const volatile void *p, size_t size);

#endif
