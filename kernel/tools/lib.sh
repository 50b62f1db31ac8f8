# SPDX-License-Identifier: GPL-2.0
# shellcheck shell=bash disable=SC2034,SC1091 # read by those who source it
# Shared by the series tools. They run in the tool root, so that every
# machine has the same git and the exported bytes do not depend on it.
# Exit statuses: those of tools/setup/lib.sh, and
#   30 the series is inconsistent   31 a step does not apply
#   32 the tree holds work that is not exported
#   33 a commit cannot be represented   34 a check failed
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
		TREE=$CACHE/tree-$(echo "$TOP:$STOCK" | digest)
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
	awk -v step="$1" '/^[^\t#]/ { on = $1 == step } on && /^\t/ { print $1 }' \
		"$K/series"
}

# Every file of src/ and patches/ is named once, and every name has a file.
lint() {
	local bad
	[ -f "$K/series" ] || die 30 "kernel/series is missing; kernel/tools/export writes it"
	bad=$(grep -vnE '^(#.*|[0-9]{4}-[A-Za-z0-9._-]+|'$'\t''[^[:space:]]+|)$' "$K/series" || true)
	[ -z "$bad" ] || die 30 "kernel/series line ${bad%%:*} is neither a step nor a tab and a file"
	same "$(steps "$K/series" | sed 's/$/.patch/' | sort)" \
		"$(find "$K/patches" -type f -printf '%P\n' 2>/dev/null | sort)" patches
	same "$(sed -n 's/^\t//p' "$K/series" | sort)" \
		"$(find "$K/src" -type f -printf '%P\n' 2>/dev/null | sort)" src
}

same() { # NAMED PRESENT DIRECTORY
	local odd
	odd=$(diff <(echo "$1") <(echo "$2") |
		sed -n 's/^< /named in series but absent: /p; s/^> /not named in series once: /p' |
		head -1) || true
	[ -z "$odd" ] || die 30 "kernel/$3: $odd"
}
