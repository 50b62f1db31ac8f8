/* SPDX-License-Identifier: GPL-2.0 */
#ifndef _CORE_ASM_TOPOLOGY_H
#define _CORE_ASM_TOPOLOGY_H
/* the CPU is on node 0 */
#define cpu_to_node(cpu)	0
#define cpu_to_mem(cpu)		0
#define cpumask_of_node(node)	cpu_all_mask
#include <asm-generic/topology.h>
#endif
