# SPDX-License-Identifier: GPL-2.0
# shellcheck shell=bash disable=SC2034 # read by those who source it
# The guest as tests and demo want it: file systems, swap, and clean again
# after each of them.
set -uo pipefail

CG=/sys/fs/cgroup
LINKS=/sys/fs/bpf/rx
PINS=/sys/fs/bpf/reclaim_ext	# reclaimctl's
SYSFS=/sys/kernel/mm/reclaim_ext
NR_GENS=/sys/kernel/mm/lru_gen/nr_gens
CLASSIC_WALK=/sys/kernel/mm/lru_gen/classic_walk
STATS=/sys/kernel/debug/reclaim_ext/stats
OUT=${RX_OUT:?names the directory with programs and policies}
RECLAIMCTL=$OUT/reclaimctl

die() {
	echo "${0##*/}: $*" >&2
	exit 1
}

mount_once() { # TYPE DIR
	mountpoint -q "$2" || mount -t "$1" none "$2" || die "cannot mount $1 on $2"
}

kernel_files() {
	[ -d $SYSFS ] || die "this kernel has no $SYSFS; it needs CONFIG_RECLAIM_EXT=y"
	mount_once cgroup2 $CG
	mount_once bpf /sys/fs/bpf
	mount_once debugfs /sys/kernel/debug
	mount_once tracefs /sys/kernel/tracing
	echo +memory >$CG/cgroup.subtree_control || die "no memory controller in $CG"
	mkdir -p $LINKS
}

swap_on_zram() { # SIZE
	[ -e /sys/block/zram0 ] || die "no zram0; the kernel needs CONFIG_ZRAM=y"
	[ "$(cat /sys/block/zram0/disksize)" = 0 ] || return 0
	{ echo "$1" >/sys/block/zram0/disksize && mkswap /dev/zram0 >/dev/null &&
		swapon /dev/zram0; } || die "cannot swap to zram0"
}

wait_for() { # COMMAND...
	local i
	for i in $(seq 300); do
		"$@" && return
		sleep 0.1
	done
	return 1
}

no_policies() {
	[ -z "$(cat $SYSFS/policies)" ]
}

# What a test must not leave, one word each
leftovers() {
	local cg
	for cg in "$CG"/rx*; do
		[ ! -d "$cg" ] || echo "$cg"
	done
	find $LINKS $PINS -type f 2>/dev/null
	wait_for no_policies || cut -d' ' -f1 $SYSFS/policies
	grep -q '\[mglru\]' $CG/memory.reclaim_policy || echo "the-policy-of-the-root"
	grep -qx 4 $NR_GENS || echo "the-number-of-generations"
	grep -q 0 $CLASSIC_WALK || echo "walks-for-classic"
}

remove_cgroup() { # DIR
	local dir
	[ ! -d "$1" ] || echo 1 >"$1/cgroup.kill"
	find "$1" -depth -type d 2>/dev/null | while read -r dir; do
		wait_for rmdir "$dir" 2>/dev/null
	done
}

clean_up() {
	local cg
	rm -rf "${LINKS:?}"/* "${PINS:?}"/*
	for cg in "$CG"/rx*; do
		remove_cgroup "$cg"
	done
	echo mglru >$CG/memory.reclaim_policy
	echo 4 >$NR_GENS
	echo 0 >$CLASSIC_WALK
}
