# SPDX-License-Identifier: GPL-2.0
# shellcheck shell=bash disable=SC2034,SC1091 # read by those who source it
# Shared by the host-side test drivers: run TAP producers, add up what they say.
. "$(dirname "${BASH_SOURCE[0]}")/../../tools/setup/lib.sh"

PASSED=0 FAILED=0 SKIPPED=0

# A producer that fails without a failed test of its own counts as one.
suite() { # NAME COMMAND...
	local name=$1 counts code=0 passed failed skipped
	shift
	counts=$(mktemp)
	echo "# $name"
	"$@" | "$TOP/selftests/run/tap-count" "$counts" || code=$?
	read -r passed failed skipped <"$counts"
	rm -f "$counts"
	if [ $code != 0 ] && [ "$failed" = 0 ]; then
		echo "not ok - $name ended with status $code"
		failed=1
	fi
	PASSED=$((PASSED + passed))
	FAILED=$((FAILED + failed))
	SKIPPED=$((SKIPPED + skipped))
}

summary() {
	local skipped=
	[ $((PASSED + FAILED + SKIPPED)) -gt 0 ] || FAILED=1
	[ $SKIPPED = 0 ] || skipped=", $SKIPPED skipped"
	echo "$PASSED passed, $FAILED failed$skipped"
	[ $FAILED = 0 ] || exit 1
}

# Prints a directory below RESULTS with a copy of the kernel, named by its content: an
# object directory may be built again while results are collected.
kernel_copy() { # KERNEL_DIR RESULTS
	local key dir image=$1/arch/x86/boot/bzImage
	[ -f "$image" ] || image=$1/bzImage
	[ -f "$image" ] || die 2 "$1 holds no bzImage; build one with kernel-build"
	key=$(digest <"$image")
	dir=$2/kernel-$key
	if [ ! -e "$dir" ]; then
		mkdir -p "$dir.$$"
		cp "$image" "$dir.$$/"
		[ ! -e "$1/vmlinux.h" ] || cp "$1/vmlinux.h" "$dir.$$/"
		mv -T "$dir.$$" "$dir" 2>/dev/null || rm -rf "$dir.$$"
	fi
	echo "$dir"
}

# The machine of the tests: two nodes, a disk, and a second one for swap. memory.stat
# is brought up to date by a timer that does not wake an idle processor, and who waits
# for a number there may be all that happens: so the tick goes on.
guest() { # KERNEL_DIR OUT VM_OPTION... -- COMMAND...
	local kernel=$1 out=$2 options=()
	shift 2
	while [ "$1" != -- ]; do
		options+=("$1")
		shift
	done
	shift
	"$SETUP/vm" -k "$kernel" -m 2G -p 2 -a nohz=off -S -d 2G -d 1G -o "$out" \
		-e RX_OUT="$out" -e RX_DISK=/dev/vda -e RX_SWAP=/dev/vdb \
		"${options[@]}" "$@"
}
