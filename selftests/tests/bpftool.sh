# SPDX-License-Identifier: GPL-2.0
# shellcheck shell=bash
# The way without any tool of ours: bpftool registers, the cgroup's file
# attaches, removing the pin unregisters.
. "$(dirname "$0")/../lib/rx.sh"

new_cgroup rx
ok "register" bpftool struct_ops register "$OUT/rx_fifo.bpf.o" $LINKS
says "the policy is listed" "rx_fifo id=" cat $SYSFS/policies
says "and offered to cgroups" " rx_fifo (inherited)" cat $CG/rx/memory.reclaim_policy
says "bpftool lists it" "reclaim_ops" bpftool struct_ops list
ok "attach" sh -c "echo rx_fifo > $CG/rx/memory.reclaim_policy"
says "it is in charge" "[rx_fifo]" cat $CG/rx/memory.reclaim_policy
id=$(sed -n 's/^rx_fifo id=\([0-9]*\) .*/\1/p' $SYSFS/policies)
says "its id is that of the map" "rx_fifo" bpftool map show id "$id"
ok "remove the pin" rm $LINKS/rx_fifo
ok "the policy is gone" wait_for no_policies
ok "and the built-in one is back" is_active rx mglru
says "the exit record says why" "kind unregistered" cat $SYSFS/last_exit

says "two policies in one object" "Registered" bpftool struct_ops register "$OUT/t_twoops.bpf.o" $LINKS
says "the first is there" "t_twoops id=" cat $SYSFS/policies
says "the second is there" "t_twoops2 id=" cat $SYSFS/policies
rm -f $LINKS/*
ok "both go" wait_for no_policies

refuses "the verifier's reason reaches the user" "is read-only" \
	bpftool struct_ops register "$OUT/t_writero.bpf.o" $LINKS
ok "nothing was registered" no_policies
rmdir $CG/rx
