# SPDX-License-Identifier: GPL-2.0
# shellcheck shell=bash
# What reclaimctl refuses: one line, an exit status of its own, and nothing
# changed.
. "$(dirname "$0")/../lib/rx.sh"

V1=/tmp/rx-v1
PUBLIC=/tmp/rx-public

state() {
	cat $SYSFS/policies $SYSFS/exits $CG/memory.reclaim_policy \
		$CG/rx/memory.reclaim_policy $CG/rx/a/memory.reclaim_policy
	ls -A $LINKS $PINS 2>/dev/null
}

refused() { # NAME CODE TEXT ARGUMENT_OF_RECLAIMCTL...
	local name=$1 code=$2 text=$3 before
	shift 3
	before=$(state)
	fails "$name" "$code" "$text" "$RECLAIMCTL" "$@"
	[ "$before" = "$(state)" ]
	report "$name: nothing changed"
}

as_nobody() { # COMMAND...
	setpriv --reuid=65534 --regid=65534 --clear-groups "$@"
}

without_support() {
	unshare -m sh -c "mount -t tmpfs none /sys/kernel/mm && exec $RECLAIMCTL ls"
}

new_cgroup rx
echo +memory >$CG/rx/cgroup.subtree_control
mkdir -p $CG/rx/a/bare
mkdir -p $V1 $PUBLIC
ok "there is cgroup version 1" mount -t cgroup -o none,name=rx none $V1
cp "$RECLAIMCTL" "$OUT/t_evictall.bpf.o" $PUBLIC/
chmod -R a+rX $PUBLIC
echo "not an object" >$PUBLIC/text.bpf.o
"$RECLAIMCTL" load "$OUT/rx_fifo.bpf.o" || echo "# cannot load rx_fifo"

refused "no command" 1 "command"
refused "unknown command" 1 "frobnicate" frobnicate
refused "missing argument" 1 "missing" attach rx_fifo
refused "no such object" 5 "nonesuch.bpf.o" load /tmp/nonesuch.bpf.o
refused "not an ELF file" 6 "text.bpf.o" load $PUBLIC/text.bpf.o
refused "a program, not a policy" 6 "search" load "$OUT/tests/search"
refused "no policy in the object" 7 "t_noops" load "$OUT/t_noops.bpf.o"
refused "two policies in the object" 8 "t_twoops" load "$OUT/t_twoops.bpf.o"
refused "unknown knob" 9 "speed" load "$OUT/rx_mru.bpf.o" --set speed=1
refused "bad value" 10 "fresh_pages" load "$OUT/rx_mru.bpf.o" --set fresh_pages=many
refused "the verifier's" 11 "verifier" load "$OUT/t_writero.bpf.o"
refused "a hook that sleeps" 11 "may not sleep" load "$OUT/t_sleepable.bpf.o"
refused "too many classes" 12 "nr_classes" load "$OUT/t_classes.bpf.o"
refused "its own init()" 12 "init()" load "$OUT/t_initfail.bpf.o"
refused "name taken" 13 "rx_fifo" load "$OUT/rx_fifo.bpf.o"
refused "a name that cannot be pinned" 19 "full stop" load "$OUT/rx_mru.bpf.o" --name rx.mru
refused "unknown policy" 14 "nonesuch" attach nonesuch rx/a
refused "unload an unknown policy" 14 "nonesuch" unload nonesuch
refused "expel an unknown policy" 14 "nonesuch" expel nonesuch
refused "no such cgroup" 15 "rx/none" attach rx_fifo rx/none
refused "not a cgroup" 15 "/tmp" attach rx_fifo /tmp
refused "load and attach to no cgroup" 15 "rx/none" load "$OUT/rx_mru.bpf.o" --attach rx/none
refused "cgroup version 1" 16 "$V1" attach rx_fifo $V1
refused "no memory controller" 17 "rx/a/bare" attach rx_fifo rx/a/bare

RECLAIMCTL_ROOT=$RECLAIMCTL
RECLAIMCTL=$PUBLIC/reclaimctl
fails "not root: load" 3 "root" as_nobody $RECLAIMCTL load $PUBLIC/t_evictall.bpf.o
fails "not root: attach" 3 "root" as_nobody $RECLAIMCTL attach rx_fifo $CG/rx/a
fails "not root: expel" 3 "root" as_nobody $RECLAIMCTL expel rx_fifo
fails "not root: unload" 3 "root" as_nobody $RECLAIMCTL unload rx_fifo
says "the policy is as it was" "rx_fifo id=" cat $SYSFS/policies
ok "the cgroup is as it was" is_active rx/a mglru
fails "kernel without support" 4 "CONFIG_RECLAIM_EXT" without_support

RECLAIMCTL=$RECLAIMCTL_ROOT
"$RECLAIMCTL" load "$OUT/t_cginitfail.bpf.o" || echo "# cannot load t_cginitfail"
refused "its own cgroup_init()" 18 "t_cginitfail" attach t_cginitfail rx/a
"$RECLAIMCTL" unload t_cginitfail
"$RECLAIMCTL" unload rx_fifo

umount $V1 2>/dev/null
rm -r $V1 $PUBLIC
remove_cgroup $CG/rx
