// SPDX-License-Identifier: GPL-2.0
/*
 * Mutexes and semaphores. There is one task at a time, which waits for nobody, so
 * to take one that is held is a bug.
 */
#include <linux/mutex.h>
#include <linux/rwsem.h>
#include "world.h"

void mutex_lock(struct mutex *lock)
{
	if (atomic_long_read(&lock->owner))
		W_FAIL("a mutex was taken twice");
	atomic_long_set(&lock->owner, 1);
}

int mutex_lock_killable(struct mutex *lock)
{
	mutex_lock(lock);
	return 0;
}

int mutex_trylock(struct mutex *lock)
{
	if (atomic_long_read(&lock->owner))
		return 0;
	mutex_lock(lock);
	return 1;
}

void mutex_unlock(struct mutex *lock)
{
	if (!atomic_long_read(&lock->owner))
		W_FAIL("a mutex was released that was not held");
	atomic_long_set(&lock->owner, 0);
}

/* the values that the kernel's assertions look for */
#define RWSEM_WRITER	1L
#define RWSEM_READER	256L

void __init_rwsem(struct rw_semaphore *sem, const char *name, struct lock_class_key *key)
{
	memset(sem, 0, sizeof(*sem));
}

void down_read(struct rw_semaphore *sem)
{
	if (atomic_long_read(&sem->count) & RWSEM_WRITER)
		W_FAIL("a semaphore held for write was taken for read");
	atomic_long_add(RWSEM_READER, &sem->count);
}

int down_read_trylock(struct rw_semaphore *sem)
{
	if (atomic_long_read(&sem->count) & RWSEM_WRITER)
		return 0;
	atomic_long_add(RWSEM_READER, &sem->count);
	return 1;
}

void up_read(struct rw_semaphore *sem)
{
	atomic_long_sub(RWSEM_READER, &sem->count);
}

void down_write(struct rw_semaphore *sem)
{
	if (atomic_long_read(&sem->count))
		W_FAIL("a semaphore was taken for write while held");
	atomic_long_set(&sem->count, RWSEM_WRITER);
}

int down_write_killable(struct rw_semaphore *sem)
{
	down_write(sem);
	return 0;
}

void up_write(struct rw_semaphore *sem)
{
	atomic_long_set(&sem->count, 0);
}
