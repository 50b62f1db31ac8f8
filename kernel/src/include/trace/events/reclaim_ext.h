/* SPDX-License-Identifier: GPL-2.0 */
#undef TRACE_SYSTEM
#define TRACE_SYSTEM reclaim_ext

#if !defined(_TRACE_RECLAIM_EXT_H) || defined(TRACE_HEADER_MULTI_READ)
#define _TRACE_RECLAIM_EXT_H

#include <linux/reclaim_ops.h>
#include <linux/tracepoint.h>

/* A policy ended: unregistered or expelled; &struct reclaim_exit_info says why. */
TRACE_EVENT(reclaim_policy_exit,
	    TP_PROTO(const char *name, const struct reclaim_exit_info *info),
	    TP_ARGS(name, info),

	    TP_STRUCT__entry(__string(name, name)
			     __string(msg, info->msg)
			     __field(u32, kind)
			     __field(s64, code)
			     __field(u64, cgroup_id)
	    ),

	    TP_fast_assign(__assign_str(name);
			   __assign_str(msg);
			   __entry->kind = info->kind;
			   __entry->code = info->code;
			   __entry->cgroup_id = info->cgroup_id;
	    ),

	    TP_printk("policy=%s kind=%u code=%lld cgroup=%llu msg=%s",
		      __get_str(name), __entry->kind, __entry->code,
		      __entry->cgroup_id, __get_str(msg))
);

#endif /* _TRACE_RECLAIM_EXT_H */

#include <trace/define_trace.h>
