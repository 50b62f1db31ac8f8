// SPDX-License-Identifier: GPL-2.0
/*
 * The kernel's services as reclaim sees them: memory, time that passes when it is
 * told to, RCU and work queues that run between operations. A warning or a bug
 * ends the run.
 */
#include <linux/workqueue.h>
#include <linux/random.h>
#include <linux/ratelimit.h>
#include <linux/oom.h>
#include <linux/kobject.h>
#include <linux/sysctl.h>
#include "world.h"

struct task_struct core_init_task;
static struct cred cred_;
struct task_struct *core_current = &core_init_task;
struct thread_info core_thread_info;
unsigned long core_irqs_off;
bool core_hw_pte_young = true, core_hw_nonleaf_pmd_young = true;
volatile unsigned long jiffies = 1000000;
enum system_states system_state = SYSTEM_RUNNING;
bool static_key_initialized = true;
struct kobject *mm_kobj;
struct workqueue_struct *system_dfl_wq, *system_percpu_wq;
const int sysctl_vals[] = { 0, 1, 2, 3, 4, 100, 200, 1000, 3000, INT_MAX, 65535, -1 };
struct mm_struct init_mm;
struct user_namespace init_user_ns;
gfp_t gfp_allowed_mask = ~0;
kmem_buckets kmalloc_caches[NR_KMALLOC_TYPES];
DEFINE_MUTEX(oom_lock);
bool numa_demotion_enabled;
unsigned long huge_zero_pfn = ~0UL, zero_page_pfn = ~0UL;
struct folio *huge_zero_folio;
int defrag_mode;
/* a scheduler that only counts who must not migrate */
struct rq {
	unsigned int nr_pinned;
};
DEFINE_PER_CPU_SHARED_ALIGNED(struct rq, runqueues);
DEFINE_PER_CPU(struct mthp_stat, mthp_stats);
DEFINE_STATIC_KEY_TRUE(vm_numa_stat_key);

int w_verbose;
unsigned long w_ops;
u64 w_seed;
static u64 seed_;

/* ---- how a run ends ---- */

void w_trace(const char *fmt, ...)
{
	va_list args;

	if (!w_verbose)
		return;
	va_start(args, fmt);
	dprintf(1, "# %lu ", w_ops);
	vdprintf(1, fmt, args);
	va_end(args);
}

/* called by the sanitizer as well */
void __asan_on_error(void)
{
	if (w_seed)
		dprintf(2, "# op %lu seed %llu\n", w_ops, w_seed);
}

void w_fail(const char *file, int line, const char *fmt, ...)
{
	va_list args;

	fflush(NULL);
	va_start(args, fmt);
	dprintf(2, "# op %lu, %s:%d: ", w_ops, file, line);
	vdprintf(2, fmt, args);
	dprintf(2, "\n");
	va_end(args);
	__asan_on_error();
	__sanitizer_print_stack_trace();
	abort();
}

bool w_apart(void (*run)(void *), void *arg)
{
	int status, pid;

	fflush(NULL);
	pid = fork();
	if (!pid) {
		alarm(60);
		run(arg);
		fflush(NULL);
		_exit(0);
	}
	return pid > 0 && waitpid(pid, &status, 0) == pid && !status;
}

void core_bug(const char *file, int line, const char *what)
{
	w_fail(file, line, "BUG in %s", what);
}

void core_warn(const char *file, int line, const char *what)
{
	w_fail(file, line, "WARN_ON(%s)", what);
}

void __warn_printk(const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	vdprintf(2, fmt, args);
	va_end(args);
}

void dump_page(const struct page *page, const char *reason)
{
	const struct folio *folio = page_folio(page);

	dprintf(2, "# pfn %lx order %u flags %lx refs %d mapcount %d mapping %px: %s\n",
		folio_pfn(folio), folio_order(folio), folio->flags.f,
		folio_ref_count(folio), folio_mapcount(folio), folio->mapping, reason);
}

void dump_vma(const struct vm_area_struct *vma)
{
	dprintf(2, "# vma %lx-%lx\n", vma->vm_start, vma->vm_end);
}

int _printk(const char *fmt, ...)
{
	va_list args;

	if (w_verbose < 2)
		return 0;
	va_start(args, fmt);
	vdprintf(1, printk_skip_level(fmt), args);
	va_end(args);
	return 0;
}

const char *__ubsan_default_options(void)
{
	return "print_stacktrace=1";
}

/* the world is not taken down, only emptied */
const char *__asan_default_options(void)
{
	return "detect_leaks=0";
}

/* called for a function of the kernel that nothing here stands in for */
void core_unmodelled(const char *name)
{
	W_FAIL("%s() was called, which the world does not have", name);
}

/* ---- memory ---- */

struct kmem_cache {
	unsigned int size;
	void (*ctor)(void *object);
};

struct kmem_cache *__kmem_cache_create_args(const char *name, unsigned int size,
					    struct kmem_cache_args *args, slab_flags_t flags)
{
	struct kmem_cache *cache = calloc(1, sizeof(*cache));

	cache->size = size;
	cache->ctor = args->ctor;
	return cache;
}

static void *cache_alloc(struct kmem_cache *cache, gfp_t gfp)
{
	/* what was not asked to be zero must not happen to be */
	void *p = aligned_alloc(64, round_up(cache->size, 64));

	memset(p, gfp & __GFP_ZERO ? 0 : 0xa5, cache->size);
	if (cache->ctor)
		cache->ctor(p);
	return p;
}

void *kmem_cache_alloc_noprof(struct kmem_cache *cache, gfp_t gfp)
{
	return cache_alloc(cache, gfp);
}

void *kmem_cache_alloc_lru_noprof(struct kmem_cache *cache, struct list_lru *lru, gfp_t gfp)
{
	return cache_alloc(cache, gfp);
}

void *kmem_cache_alloc_node_noprof(struct kmem_cache *cache, gfp_t gfp, int node)
{
	return cache_alloc(cache, gfp);
}

void kmem_cache_free(struct kmem_cache *cache, void *p)
{
	free(p);
}

static void *any_alloc(size_t size, gfp_t gfp)
{
	void *p = aligned_alloc(64, round_up(size ?: 1, 64));

	memset(p, gfp & __GFP_ZERO ? 0 : 0xa5, size);
	return p;
}

void *__kmalloc_cache_noprof(struct kmem_cache *cache, gfp_t gfp, size_t size)
{
	return any_alloc(size, gfp);
}

void *__kmalloc_cache_node_noprof(struct kmem_cache *cache, gfp_t gfp, int node, size_t size)
{
	return any_alloc(size, gfp);
}

void *__kmalloc_noprof(DECL_TOKEN_PARAMS(size, token), gfp_t gfp)
{
	return any_alloc(size, gfp);
}

void *__kmalloc_node_noprof(DECL_KMALLOC_PARAMS(size, b, token), gfp_t gfp, int node)
{
	return any_alloc(size, gfp);
}

void *__kmalloc_node_track_caller_noprof(DECL_KMALLOC_PARAMS(size, b, token), gfp_t gfp,
					 int node, unsigned long caller)
{
	return any_alloc(size, gfp);
}

void *__kvmalloc_node_noprof(DECL_KMALLOC_PARAMS(size, b, token), unsigned long align,
			     gfp_t gfp, int node)
{
	return any_alloc(size, gfp);
}

struct kmem_cache *radix_tree_node_cachep;

/* as kmem_cache_alloc() made it: a node goes back constructed */
void radix_tree_node_rcu_free(struct rcu_head *head)
{
	free(container_of(head, struct xa_node, rcu_head));
}

static void node_ctor(void *object)
{
	struct xa_node *node = object;

	memset(node, 0, sizeof(*node));
	INIT_LIST_HEAD(&node->private_list);
}

void kfree(const void *p)
{
	free((void *)p);
}

void kvfree(const void *p)
{
	free((void *)p);
}

void *pcpu_alloc_noprof(size_t size, size_t align, bool reserved, gfp_t gfp)
{
	return any_alloc(size, gfp | __GFP_ZERO);
}

void free_percpu(void *p)
{
	free(p);
}

kmem_buckets *kmem_buckets_create(const char *name, slab_flags_t flags, unsigned int useroffset,
				  unsigned int usersize, void (*ctor)(void *))
{
	return NULL;
}

/* ---- RCU and work: after the operation ---- */

static struct callback_head *callbacks;
static LIST_HEAD(works);

void call_rcu(struct rcu_head *head, rcu_callback_t func)
{
	head->func = func;
	head->next = callbacks;
	callbacks = head;
}

struct late_free {
	struct callback_head head;
	void *object;
};

static void free_late(struct rcu_head *head)
{
	struct late_free *late = container_of(head, struct late_free, head);

	free(late->object);
	free(late);
}

void kvfree_call_rcu(struct kvfree_rcu_head *head, void *p)
{
	struct late_free *late = malloc(sizeof(*late));

	late->object = p;
	call_rcu(&late->head, free_late);
}

static void run_callbacks(void)
{
	while (callbacks) {
		struct callback_head *head = callbacks;

		callbacks = head->next;
		head->func(head);
	}
}

/* Work is for others to do, who may want a lock that is held here. */
void synchronize_rcu(void)
{
	run_callbacks();
}

bool queue_work_on(int cpu, struct workqueue_struct *wq, struct work_struct *work)
{
	if (test_and_set_bit(WORK_STRUCT_PENDING_BIT, work_data_bits(work)))
		return false;
	list_add_tail(&work->entry, &works);
	return true;
}

static void queue_late(struct rcu_head *head)
{
	struct rcu_work *work = container_of(head, struct rcu_work, rcu);

	list_add_tail(&work->work.entry, &works);
}

bool queue_rcu_work(struct workqueue_struct *wq, struct rcu_work *work)
{
	if (test_and_set_bit(WORK_STRUCT_PENDING_BIT, work_data_bits(&work->work)))
		return false;
	call_rcu(&work->rcu, queue_late);
	return true;
}

/* periodic work belongs to whoever moves time */
bool queue_delayed_work_on(int cpu, struct workqueue_struct *wq, struct delayed_work *work,
			   unsigned long delay)
{
	return true;
}

void delayed_work_timer_fn(struct timer_list *timer)
{
}

bool flush_work(struct work_struct *work)
{
	w_run_deferred();
	return true;
}

void __flush_workqueue(struct workqueue_struct *wq)
{
	w_run_deferred();
}

bool cancel_work_sync(struct work_struct *work)
{
	if (!test_and_clear_bit(WORK_STRUCT_PENDING_BIT, work_data_bits(work)))
		return false;
	list_del_init(&work->entry);
	return true;
}

struct workqueue_struct *alloc_workqueue_noprof(const char *fmt, unsigned int flags,
						int max_active, ...)
{
	static int any;

	return (void *)&any;
}

void w_run_deferred(void)
{
	while (callbacks || !list_empty(&works)) {
		struct work_struct *work;

		run_callbacks();
		if (list_empty(&works))
			continue;
		work = list_first_entry(&works, struct work_struct, entry);
		list_del_init(&work->entry);
		clear_bit(WORK_STRUCT_PENDING_BIT, work_data_bits(work));
		work->func(work);
	}
}

/* ---- time, waiting, chance ---- */

void w_advance(unsigned long delta)
{
	jiffies += delta;
}

ktime_t ktime_get(void)
{
	return (u64)jiffies * (NSEC_PER_SEC / HZ);
}

unsigned long nsecs_to_jiffies(u64 nsecs)
{
	return nsecs / (NSEC_PER_SEC / HZ);
}

unsigned long long sched_clock(void)
{
	return ktime_get();
}

bool (*w_on_resched)(void), (*w_on_wait)(void);

/* Others come by once at a time, as a task of their own. */
static void run_others(bool (**hook)(void))
{
	static struct signal_struct signal;
	static struct task_struct other;
	struct task_struct *was = current;
	bool (*act)(void) = *hook;

	if (!act)
		return;
	other.signal = &signal;
	other.stack = &core_thread_info;
	other.cred = other.real_cred = &cred_;
	*hook = NULL;
	core_current = &other;
	if (act())
		*hook = act;
	core_current = was;
}

/* Meanwhile disks end what they write. */
long schedule_timeout(long timeout)
{
	w_advance(timeout);
	w_writeback_done();
	run_others(&w_on_wait);
	return 0;
}

long schedule_timeout_killable(long timeout)
{
	return schedule_timeout(timeout);
}

void schedule(void)
{
}

int __cond_resched(void)
{
	run_others(&w_on_resched);
	return 0;
}

void ___migrate_enable(void)
{
}

void __local_bh_enable_ip(unsigned long ip, unsigned int count)
{
	core_thread_info.preempt_count -= count;
}

void __init_waitqueue_head(struct wait_queue_head *wq, const char *name,
			   struct lock_class_key *key)
{
	INIT_LIST_HEAD(&wq->head);
}

long prepare_to_wait_event(struct wait_queue_head *wq, struct wait_queue_entry *entry, int state)
{
	return 0;
}

void finish_wait(struct wait_queue_head *wq, struct wait_queue_entry *entry)
{
}

void init_wait_entry(struct wait_queue_entry *entry, int flags)
{
}

int autoremove_wake_function(struct wait_queue_entry *entry, unsigned int mode, int sync,
			     void *key)
{
	return 0;
}

int __wake_up(struct wait_queue_head *wq, unsigned int mode, int nr, void *key)
{
	return 0;
}

int ___ratelimit(struct ratelimit_state *rs, const char *func)
{
	return 1;
}

void w_random_seed(u64 seed)
{
	seed_ = seed ?: 1;
}

u32 w_random(void)
{
	seed_ ^= seed_ << 13;
	seed_ ^= seed_ >> 7;
	seed_ ^= seed_ << 17;
	return seed_ >> 16;
}

u64 get_random_u64(void)
{
	return (u64)w_random() << 32 | w_random();
}

u32 __get_random_u32_below(u32 ceil)
{
	return w_random() % ceil;
}

/* ---- start ---- */

extern initcall_t __core_initcalls_start[], __core_initcalls_end[];

/* a sanitizer pads the table, and the padding is not to be looked at */
static __attribute__((no_sanitize_address)) void run_initcalls(void)
{
	initcall_t *call;

	for (call = __core_initcalls_start; call < __core_initcalls_end; call++) {
		if (*call)
			(*call)();
	}
}

void w_kernel_init(void)
{
	static struct signal_struct signal;

	radix_tree_node_cachep = kmem_cache_create("xa_node", sizeof(struct xa_node), 0, 0,
						   node_ctor);
	core_init_task.signal = &signal;
	core_init_task.stack = &core_thread_info;
	core_init_task.cred = core_init_task.real_cred = &cred_;
	INIT_LIST_HEAD(&init_mm.mmlist);
	mem_cgroup_init();
	run_initcalls();
}
