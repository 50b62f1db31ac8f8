# SPDX-License-Identifier: GPL-2.0
# shellcheck shell=bash
# TAP of a script that looks at one thing after another.
nr=0
bad=0

result() { # NAME WRONG: what is wrong, nothing if it is as it should be
	nr=$((nr + 1))
	if [ -z "$2" ]; then
		echo "ok $nr - $1"
	else
		echo "not ok $nr - $1"
		head -5 <<<"$2" | sed 's/^/# /'
		bad=1
	fi
}

finish() {
	echo "1..$nr"
	exit $bad
}
