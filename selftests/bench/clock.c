// SPDX-License-Identifier: GPL-2.0
/*
 * Counts instructions. Under QEMU's -icount shift=0 the time stamp counter
 * moves by one for each instruction, and jumps when the processor is idle. So
 * what counts is the scheduler's account, which is the same counter without
 * idle time, added up over every process there is: the bench, kswapd, workers.
 * Where the processor was never idle, the counter itself is exact; the sum has
 * also what others did while it was being added up.
 *
 * The kernel scales that account by a frequency that it measured at boot, and
 * boots differ by some parts in ten thousand; reading both clocks around the
 * phase takes the scale out again.
 */
#include "bench.h"

#include <stdlib.h>
#include <time.h>
#include <unistd.h>
#include <x86intrin.h>

#define NR_PIDS		8192
#define SCHED_CLOCK	2	/* of a process, in the kernel's clock ids */

static uint64_t cpu_ns[NR_PIDS], raw_ns, ticks;
static uint64_t elapsed_ticks, cpu_ticks;

/* Zero for a process that does not exist. */
static uint64_t process_ns(int pid)
{
	struct timespec ts;

	if (clock_gettime((clockid_t)(~(unsigned int)pid << 3 | SCHED_CLOCK), &ts))
		return 0;
	return ts.tv_sec * 1000000000ULL + ts.tv_nsec;
}

static uint64_t raw_now_ns(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC_RAW, &ts);
	return ts.tv_sec * 1000000000ULL + ts.tv_nsec;
}

void clock_begin(void)
{
	int pid;

	for (pid = 1; pid < NR_PIDS; pid++)
		cpu_ns[pid] = process_ns(pid);
	/* asking so many took time */
	cpu_ns[getpid()] = process_ns(getpid());
	raw_ns = raw_now_ns();
	ticks = __rdtsc();
}

void clock_end(unsigned int slow_percent)
{
	uint64_t until, raw, ns;
	int pid;

	/* what a slower kernel would look like */
	until = __rdtsc();
	until += (until - ticks) / 100 * slow_percent;
	while (slow_percent && __rdtsc() < until)
		;
	elapsed_ticks = __rdtsc() - ticks;
	raw = raw_now_ns() - raw_ns;
	ns = process_ns(getpid()) - cpu_ns[getpid()];
	for (pid = 1; pid < NR_PIDS; pid++) {
		uint64_t now = process_ns(pid);

		if (pid != getpid() && now > cpu_ns[pid])
			ns += now - cpu_ns[pid];
	}
	cpu_ticks = (long double)ns * elapsed_ticks / raw;
	if (cpu_ticks > elapsed_ticks)
		cpu_ticks = elapsed_ticks;
}

uint64_t clock_instructions(void)
{
	return cpu_ticks;
}

uint64_t clock_elapsed(void)
{
	return elapsed_ticks;
}
