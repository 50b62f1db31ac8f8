# SPDX-License-Identifier: GPL-2.0
# shellcheck shell=bash disable=SC2034,SC1091 # read by those who source it
# Shared by the setup scripts: where things are kept, how a failure is said.
#
# Exit statuses of every script in this directory:
#   2 usage            10 not root, no sudo   11 no tool or no mirror
#   12 wrong Linux     13 no space            14 build failed
#   20 guest did not boot   21 panic   22 timeout   23 kernel log not clean
# `vm` otherwise exits with the status of the guest's command.
set -euo pipefail

SETUP=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)
TOP=$(cd "$SETUP/../.." && pwd -P)
CACHE=${RECLAIM_EXT_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/reclaim-ext}
SELF=$(realpath "$0")
SUITE=trixie
BASE=$(grep -v '^#' "$TOP/kernel/BASE")
CONFIGS=$TOP/kernel/configs
export RECLAIM_EXT_CACHE=$CACHE
# What a user may set, for make or in the environment; sudo would drop it.
VARIABLES='RECLAIM_EXT_CACHE MIRROR LINUX_SRC LINUX TREE KTREE FORCE JOBS KVM UPDATE
	KERNEL STOCK SWITCHES'

die() { # STATUS MESSAGE
	printf '%s: %s\n' "${0##*/}" "$2" >&2
	exit "$1"
}

say() {
	printf '%s %s: %s\n' "$(date +%H:%M:%S)" "${0##*/}" "$*" >&2
}

# Runs the calling script again as root; environment that matters is kept.
need_root() {
	[ "$(id -u)" != 0 ] || return 0
	command -v sudo >/dev/null ||
		die 10 "needs root to make and enter the tool root, and sudo is missing; run as root"
	local name set=()
	for name in $VARIABLES; do
		[ ! -v "$name" ] || set+=("$name=${!name}")
	done
	exec sudo env "${set[@]}" "$SELF" "$@"
}

need_space() { # GIGABYTES
	local free
	mkdir -p "$CACHE"
	free=$(df -BG --output=avail "$CACHE" | tail -1 | tr -dc 0-9)
	[ "$free" -ge "$1" ] ||
		die 13 "$CACHE has $free GB free and this step needs $1; free some or set RECLAIM_EXT_CACHE"
}

digest() { # a short content key of standard input
	sha256sum | cut -c1-12
}

root_key() {
	{ echo "$SUITE"; packages; } | digest
}

packages() {
	grep -v '^#' "$SETUP/packages" | sort
}

root_dir() {
	echo "$CACHE/root-$(root_key)"
}

# What the patched source is made of, names and contents.
series_key() {
	(
		cd "$TOP/kernel"
		moves=''
		[ ! -d moves ] || moves='moves tools/items.h tools/items.c tools/move.c'
		# shellcheck disable=SC2086 # several names
		find BASE series patches src $moves -type f 2>/dev/null | LC_ALL=C sort |
			xargs -r sha256sum
	) | digest
}

# Names a Linux source: ours by its path, a user's by what is in it now
source_key() { # DIR
	case $1 in
	"$CACHE"/linux-*) echo "$1" ;;
	*) (
		cd "$1" || exit
		find . -name .git -prune -o -type f -printf '%P %s %T@\n' | LC_ALL=C sort
	) | digest ;;
	esac
}

config_key() { # CONFIG [OVERRIDES]
	{ config_files "$1" | xargs cat; echo "${2-}"; } | digest
}

config_files() { # base | small | debug | lockstat | kselftest | steps
	case $1 in
	base | small) echo "$CONFIGS/$1.config" ;;
	debug | lockstat | kselftest) echo "$CONFIGS/base.config $CONFIGS/$1.config" ;;
	steps) echo "$CONFIGS/small.config $CONFIGS/$1.config" ;;
	*) die 2 "unknown configuration '$1'; there are: base small debug lockstat kselftest steps" ;;
	esac
}

# Serialises one kind of step over all checkouts sharing the cache.
lock() { # NAME [s], shared
	mkdir -p "$CACHE"
	exec {LOCK_FD}>>"$CACHE/.lock-$1"
	flock -n "-${2:-x}" "$LOCK_FD" && return
	say "waiting for another run to finish its ${1%%-*} step"
	flock "-${2:-x}" "$LOCK_FD"
}

unlock() {
	exec {LOCK_FD}>&-
}
