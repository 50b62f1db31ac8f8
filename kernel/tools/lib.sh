# SPDX-License-Identifier: GPL-2.0
# shellcheck shell=bash disable=SC2034,SC1091 # read by those who source it
# Shared by the series tools. They run in the tool root, so that every
# machine has the same git and the exported bytes do not depend on it.
# Exit statuses: those of tools/setup/lib.sh, and
#   30 the series is inconsistent   31 a step does not apply
#   32 the tree holds work that is not exported
#   33 a commit cannot be represented   34 a check failed
#   35 a frame is malformed   36 a frame does not fit the files it names
. "$(dirname "${BASH_SOURCE[0]}")/../../tools/setup/lib.sh"

K=$TOP/kernel
BRANCH=reclaim-ext
BASE_REF=refs/reclaim-ext/base
TIP_REF=refs/reclaim-ext/tip

# The work tree: TREE=, else LINUX= when that is a git tree, else the cache.
pick_tree() {
	if [ -z "${TREE-}" ] && [ -n "${LINUX-}" ] && [ -e "$LINUX/.git" ]; then
		TREE=$LINUX
	fi
	if [ -z "${TREE-}" ]; then
		TREE=$CACHE/tree-$(echo "$TOP:$(source_key "$STOCK")" | digest)
	fi
	TREE=$(realpath -m "$TREE")
	export TREE
}

# Runs the calling script again in the tool root, with the tree visible, and
# the directory BIND where that is set.
in_root() {
	[ ! -e /etc/reclaim-ext-root ] || return 0
	need_root "$@"
	STOCK=$(LINUX_SRC=${LINUX:-${LINUX_SRC-}} "$SETUP/linux")
	export STOCK
	pick_tree
	mkdir -p "$TREE"
	exec "$SETUP/enter" -b "$TREE" -b "$STOCK" ${BIND:+-b "$BIND"} "$SELF" "$@"
}

tgit() {
	git -c safe.directory='*' -c core.fileMode=true -C "$TREE" "$@"
}

steps() { # FILE: the names of the steps, in order
	sed -n 's/^\([0-9]\{4\}-[^ ]*\)$/\1/p' "$1"
}

files_of() { # STEP: the new files that enter with it
	awk -v step="$1" '/^[^\t#]/ { on = $1 == step } on && /^\t[^<]/ { print $1 }' \
		"$K/series"
}

frames_of() { # STEP: the files that it fills with items of others
	awk -v step="$1" '/^[^\t#]/ { on = $1 == step } on && /^\t</ { print $2 }' \
		"$K/series"
}

# A program of this directory, compiled once for its source.
compiled() { # NAME LIBRARY SOURCE...
	local name=$1 library=$2 bin
	shift 2
	bin=$CACHE/$name-$(cd "$K/tools" && cat items.h "$@" | digest)
	if [ ! -x "$bin" ]; then
		(cd "$K/tools" && gcc -O2 -o "$bin.$$.tmp" "$@" ${library:+"$library"}) ||
			die 14 "kernel/tools/$name.c did not build, see above"
		mv "$bin.$$.tmp" "$bin"
	fi
	echo "$bin"
}

mover() {
	compiled move "" items.c move.c
}

# Fills the frames of a step in the index; a failure leaves it as it was.
move_items() { # FRAMES PATH...
	local frames=$1 move work file blob info='' sources
	shift
	[ $# -gt 0 ] || return 0
	move=$(mover) || exit
	for file; do
		[ -z "$(tgit ls-files "$file")" ] ||
			die 30 "kernel/moves/$file: a step fills it, but the tree has it already"
	done
	sources=$("$move" -l "$frames" "$@") || exit
	sources=$(sort -u <<<"$sources")
	work=$(mktemp -d)
	for file in $sources "$@"; do
		mkdir -p "$work/old/$(dirname "$file")" "$work/new/$(dirname "$file")"
	done
	for file in $sources; do
		[ -z "$(tgit ls-files "$file")" ] ||
			tgit cat-file blob ":$file" >"$work/old/$file"
	done
	"$move" "$work/old" "$work/new" "$frames" "$@" || exit
	for file in $sources "$@"; do
		blob=$(tgit hash-object -w "$work/new/$file")
		info+="100644 $blob	$file"$'\n'
	done
	tgit update-index --add --index-info <<<"${info%$'\n'}"
	rm -rf "$work"
}

# Where the edits of a step begin: its parent, with its frames filled.
base_of() { # COMMIT FRAMES PATH...
	local index
	[ $# -gt 2 ] || { tgit rev-parse "$1^^{tree}"; return; }
	index=$(mktemp -u)
	GIT_INDEX_FILE=$index moved_tree "$@" || exit
	rm -f "$index"
}

moved_tree() { # COMMIT FRAMES PATH...
	tgit read-tree "$1^" || exit
	shift
	move_items "$@"
	tgit write-tree
}

# The frames that a commit's message names.
trailer_of() { # COMMIT
	tgit log -1 --format='%(trailers:key=Moves,valueonly,unfold)' "$1" | xargs -n 1 |
		LC_ALL=C sort -u
}

# Every file of src/, patches/ and moves/ is named once, and every name has a file.
lint() {
	local bad
	[ -f "$K/series" ] || die 30 "kernel/series is missing; kernel/tools/export writes it"
	bad=$(grep -vnE '^(#.*|[0-9]{4}-[A-Za-z0-9._-]+|'$'\t''(< )?[^[:space:]<]+|)$' "$K/series" || true)
	[ -z "$bad" ] || die 30 "kernel/series line ${bad%%:*} is neither a step, nor a tab and a file, nor a tab, '<' and a frame"
	same "$(steps "$K/series" | sed 's/$/.patch/' | sort)" \
		"$(find "$K/patches" -type f -printf '%P\n' 2>/dev/null | sort)" patches
	same "$(sed -n 's/^\t< //p' "$K/series" | sort)" \
		"$(find "$K/moves" -type f -printf '%P\n' 2>/dev/null | sort)" moves
	same "$(sed -n 's/^\t\([^<]\)/\1/p' "$K/series" | sort)" \
		"$(find "$K/src" -type f -printf '%P\n' 2>/dev/null | sort)" src
}

same() { # NAMED PRESENT DIRECTORY
	local odd
	odd=$(diff <(echo "$1") <(echo "$2") |
		sed -n 's/^< /named in series but absent: /p; s/^> /not named in series once: /p' |
		head -1) || true
	[ -z "$odd" ] || die 30 "kernel/$3: $odd"
}

TAP=0 FAILED=0
result() { # STATUS NAME
	TAP=$((TAP + 1))
	if [ "$1" = 0 ]; then
		echo "ok $TAP $2"
	else
		echo "not ok $TAP $2"
		FAILED=$((FAILED + 1))
	fi
}

# The steps asked for, in SELECT, and the number of the last one there is
select_steps() { # USAGE ARGUMENT...
	local usage=$1 arg from to
	shift
	LAST=$(steps "$K/series" | wc -l)
	SELECT=()
	for arg; do
		[[ $arg =~ ^[0-9]+(-[0-9]+)?$ ]] || die 2 "usage: $usage [STEP | FIRST-LAST]..."
		from=${arg%-*} to=${arg#*-}
		if [ "$from" -lt 1 ] || [ "$from" -gt "$to" ] || [ "$to" -gt "$LAST" ]; then
			die 2 "$arg: no such step; there are 1 to $LAST"
		fi
		SELECT+=("$arg")
	done
}

# Lines NUMBER COMMIT NAME, one for each step of the tree
numbered_steps() {
	paste -d' ' <(tgit rev-list --reverse "$BASE_REF..$TIP_REF") <(steps "$K/series") |
		cat -n
}

# What kernel-build makes of a tree, in OBJ; a compiler warning is a failure.
builds_cleanly() { # KERNEL_BUILD_ARGUMENT...
	local log=$CACHE/build.$$.log code=0
	OBJ=$({ "$SETUP/kernel-build" "TREE=$STEPS" "$@" 2>&1 >&3 | tee "$log" >&2; } 3>&1) ||
		code=$?
	! grep -E 'warning:|WARNING:' "$log" || code=1
	rm -f "$log"
	return $code
}

has_option() { # COMMIT: whether there is CONFIG_RECLAIM_EXT to be chosen yet
	tgit grep -q '^config RECLAIM_EXT' "$1" -- mm/Kconfig
}

selected() { # NUMBER: of SELECT, numbers and ranges
	[ ${#SELECT[@]} -gt 0 ] || return 0
	local item
	for item in "${SELECT[@]}"; do
		[ "$1" -lt "${item%-*}" ] || [ "$1" -gt "${item#*-}" ] || return 0
	done
	return 1
}

# Runs a check unless it has passed before with the same tree and MATTER, by which
# files or texts else the outcome hangs: what takes hours goes on where it was.
once() { # COMMIT MATTER COMMAND...
	local mark
	mark=$CACHE/passed/$({ tgit rev-parse "$1^{tree}"; echo "$2"; root_key; } | digest)
	[ ! -e "$mark" ] || return 0
	"${@:3}" || return
	mkdir -p "$CACHE/passed"
	: >"$mark"
}

# What a build's outcome hangs on besides its tree: how it is made, of which options,
# and what is done with it
matter() { # CONFIG [FILE]...
	config_files "$1" | xargs cat "$SETUP/kernel-build" "${@:2}" | digest
}

# The worktree of the steps keeps its own objects, so each step is a small
# incremental build. Nobody edits it: what an interrupted run left is dropped.
AT=''
at_step() { # COMMIT
	[ "$AT" != "$1" ] || return 0
	STEPS=$CACHE/steps-$(echo "$TREE" | digest)
	[ -e "$STEPS/.git" ] || tgit worktree add -f --detach -q "$STEPS" "$1"
	git -c safe.directory='*' -C "$STEPS" checkout -qf --detach "$1" && AT=$1
}
