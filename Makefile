# SPDX-License-Identifier: GPL-2.0
# What a user calls. Everything is set up on demand and kept in the cache,
# ~/.cache/reclaim-ext or RECLAIM_EXT_CACHE; nothing is built in the checkout.

SETUP := tools/setup
export LINUX_SRC MIRROR JOBS KVM UPDATE KERNEL STOCK SWITCHES KTREE

.PHONY: help demo test test-core fuzz test-debug test-stock test-configs test-kernel ratio twins contention \
	switch shell root linux kernel policies lib tools check clean

help:
	@echo 'demo        build all, boot, compare policies on real reclaim'
	@echo 'test        host tests and the selftests in the guest (T=NAME: one)'
	@echo '            KERNEL=DIR: on that object directory, SWITCHES=N: that often'
	@echo 'test-core   the reclaim code in a program of its own, no kernel booted'
	@echo 'fuzz        the same with random operations, for SECONDS=60'
	@echo 'test-debug  the same on a kernel with KASAN and lockdep'
	@echo 'test-stock  the kernel'\''s own memory cgroup tests, patched and stock,'
	@echo '            whether the patched kernel is slower, in eleven cells, and twins'
	@echo 'test-configs pressure on memory without LRU_GEN, MEMCG, NUMA, and in 32 bit'
	@echo '            (T=NAMES: some of them)'
	@echo 'test-kernel the kernel'\''s own tests of mm, cgroup and damon on stock and patched'
	@echo '            (T=mm/ksm: those whose names begin so), hours without KVM'
	@echo 'ratio       instructions patched / stock, all cells (CELLS=NAMES: some)'
	@echo 'twins       rx_mglru and rx_classic against the built-in policies they repeat'
	@echo 'contention  how long two processors hold lru_lock, stock and patched'
	@echo 'switch      time to change the LRU with 1 GiB on the lists, stock and patched'
	@echo 'shell       a prompt in the guest'
	@echo 'kernel      the patched kernel; prints where'
	@echo 'policies lib tools   build that part; prints where'
	@echo 'check       shell scripts and the series, without a guest'
	@echo 'clean       remove this checkout'\''s output from the cache'
	@echo
	@echo 'LINUX_SRC=DIR|TAR  Linux to patch    MIRROR=URL  Debian archive'
	@echo 'KTREE=DIR  a kernel tree for test-core and fuzz instead of the series'
	@echo 'JOBS=N  KVM=0|1  RECLAIM_EXT_CACHE=DIR  UPDATE=1 looks for a newer Linux'
	@echo 'KERNEL=DIR STOCK=DIR KERNEL_OFF=DIR  kernels for ratio and contention, built already'
	@echo 'The series has its own targets: make -C kernel help'

demo:
	@selftests/run/demo

test:
	@selftests/run/test base $(T)

test-core:
	@selftests/run/core $(T)

fuzz:
	@selftests/run/core -f $(or $(SECONDS),60)

test-debug:
	@selftests/run/test debug $(T)

test-stock:
	@selftests/run/stock

test-configs:
	@selftests/run/configs $(T)

test-kernel:
	@selftests/run/kselftest $(and $(T),'$(T)')

# ONLY=gate, what test-stock takes of it beside twins; ONLY=self, whether it
# notices anything; ONLY=walk, what page table walks do for the classic LRU
ratio:
	@selftests/run/ratio $(or $(ONLY),full) $(foreach v,KERNEL STOCK KERNEL_OFF \
		VARIANTS ALGORITHMS CELLS,$(if $($(v)),'$(v)=$($(v))'))

twins:
	@selftests/run/ratio twins $(foreach v,KERNEL ALGORITHMS CELLS,$(if $($(v)),'$(v)=$($(v))'))

contention:
	@selftests/run/contention $(foreach v,KERNEL STOCK BOOTS ROUNDS,$(if $($(v)),'$(v)=$($(v))'))

switch:
	@for kind in stock patched; do echo $$kind; $(SETUP)/vm -i 0 \
		-k "$$($(SETUP)/kernel base $$kind)" $(CURDIR)/selftests/guest/switch || exit; done

shell:
	@selftests/run/shell

root linux kernel:
	@$(SETUP)/$@

policies lib tools:
	@$(SETUP)/userland "$$($(SETUP)/kernel)" base $@

check:
	@$(SETUP)/enter -C $(CURDIR) shellcheck -x -P SCRIPTDIR $(SCRIPTS)
	@$(MAKE) -s -C kernel quick

clean:
	@$(SETUP)/clean

SCRIPTS := $(addprefix $(SETUP)/,lib.sh options.sh root enter linux kernel-build \
	config-check vm dmesg-check kernel userland data clean) \
	$(addprefix kernel/tools/,lib.sh tree export check configs same series diffstat \
	lines) $(addprefix kernel/tests/,run move.sh parts.sh series.sh) \
	$(addprefix selftests/run/,lib.sh tap.sh test core docs reports demo shell stock \
	configs pressure ratio contention prompt kselftest tap-count) $(addprefix selftests/guest/,bench contention demo kselftest lib.sh \
	machine.sh run-all switch) $(addprefix selftests/core/,gen-headers gen-absent) \
	selftests/lib/rx.sh $(wildcard selftests/tests/*.sh) libreclaim-ext/tests/run \
	$(wildcard tools/reclaimctl/tests/[0-9r]*) .ci/run
