# SPDX-License-Identifier: GPL-2.0
# shellcheck shell=bash
# The guest as comparisons with stock want it; nothing of the series is needed
# but for rx_*.
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

FILES=/tmp/bench
LRU_GEN=/sys/kernel/mm/lru_gen/enabled

# A file system in memory that answers at once, so that nobody waits for it
file_system() {
	local dir=/sys/kernel/config/nullb/bench
	mkdir -p $dir $FILES || die "no null_blk; the kernel needs CONFIG_BLK_DEV_NULL_BLK=y"
	{ echo 64 >$dir/size && echo 1 >$dir/memory_backed && echo 0 >$dir/queue_mode &&
		echo 1 >$dir/power; } || die "null_blk refuses its settings"
	{ mkfs.ext4 -q -O ^has_journal /dev/bench && mount -o noatime /dev/bench $FILES; } ||
		die "cannot make a file system on /dev/bench"
}

machine() {
	mount -o remount,favordynmods $CG || die "cannot make moves between cgroups cheap"
	echo +memory >$CG/cgroup.subtree_control || die "no memory controller in $CG"
	file_system
	swap_on_zram 256M
}

# To the root, which keeps its folios as the built-in policy does
attach() { # POLICY BUILTIN
	choose "$2"
	mkdir -p $LINKS
	bpftool struct_ops register "$OUT/$1.bpf.o" $LINKS >&2 || die "$1 was refused"
	echo "$1" >$CG/memory.reclaim_policy || die "cannot choose $1"
}

choose() { # POLICY
	case $1 in
	mglru) echo 7 ;;
	classic) echo 0 ;;
	rx_none | rx_mglru) attach "$1" mglru && return ;;
	rx_none_two | rx_classic) attach "$1" classic && return ;;
	classic_walk)
		choose classic
		echo 1 >$CLASSIC_WALK || die "cannot turn $CLASSIC_WALK on"
		return
		;;
	*) die "no policy '$1'; there are: mglru classic classic_walk rx_none rx_none_two rx_mglru rx_classic" ;;
	esac >$LRU_GEN || die "cannot choose $1 by $LRU_GEN"
	case $1:$(cat $LRU_GEN) in
	mglru:0x0007 | classic:0x0000) ;;
	*) die "$LRU_GEN says $(cat $LRU_GEN) after choosing $1" ;;
	esac
}
