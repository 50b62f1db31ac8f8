// SPDX-License-Identifier: GPL-2.0
/*
 * t_noprog: none of plan(), rank() and young(). Refused when registered, EINVAL.
 */
#include <reclaim_ext/common.bpf.h>

SEC("struct_ops/init")
int BPF_PROG(t_noprog_init, struct reclaim_init_args *args)
{
	return 0;
}

SEC(".struct_ops.link")
struct reclaim_ops t_noprog = {
	.init		= (void *)t_noprog_init,
	.name		= "t_noprog",
};
