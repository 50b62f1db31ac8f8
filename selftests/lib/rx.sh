# SPDX-License-Identifier: GPL-2.0
# shellcheck shell=bash
# For tests in shell: one line of TAP for each thing that must be so.
#   ok NAME COMMAND...       the command must succeed
#   says NAME TEXT COMMAND.. it must succeed, and what it prints on either stream
#                            must hold TEXT
#   refuses NAME TEXT COMMAND..  it must fail, and tell TEXT on one of some lines
#   fails NAME CODE TEXT COMMAND...   it must exit with CODE and print one line
#                            of text, which holds TEXT
. "$(dirname "${BASH_SOURCE[0]}")/../guest/lib.sh"

N=0 BAD=0
trap 'echo "1..$N"; [ $BAD = 0 ] || exit 1' EXIT

report() { # NAME; verdict in $?
	local code=$?
	N=$((N + 1))
	if [ $code = 0 ]; then
		echo "ok $N - $1"
		return
	fi
	BAD=$((BAD + 1))
	echo "not ok $N - $1"
	return 1
}

# Runs COMMAND into said and code
attempt() { # COMMAND...
	said=$("$@" 2>&1)
	code=$?
}

# Not what it must be
complain() { # COMMAND...
	echo "# '$*' ended with $code and said: $said"
	return 1
}

ok() {
	local name=$1 said code
	shift
	attempt "$@"
	[ "$code" = 0 ] || complain "$@"
	report "$name"
}

says() {
	local name=$1 text=$2 said code
	shift 2
	attempt "$@"
	[[ $code = 0 && $said == *"$text"* ]] || complain "$@"
	report "$name"
}

refuses() {
	local name=$1 text=$2 said code
	shift 2
	attempt "$@"
	[[ $code != 0 && $said == *"$text"* ]] || complain "$@"
	report "$name"
}

fails() {
	local name=$1 want=$2 text=$3 said code
	shift 3
	attempt "$@"
	[[ $code = "$want" && $said == *"$text"* && $said != *$'\n'* ]] || complain "$@"
	report "$name"
}

new_cgroup() { # NAME
	mkdir "$CG/$1"
}

active() { # CGROUP
	sed -n '1s/.*\[\(.*\)\].*/\1/p' "$CG/$1/memory.reclaim_policy"
}

is_active() { # CGROUP POLICY
	[ "$(active "$1")" = "$2" ]
}
