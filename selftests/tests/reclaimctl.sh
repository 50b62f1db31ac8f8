# SPDX-License-Identifier: GPL-2.0
# shellcheck shell=bash
# reclaimctl on a real kernel: every command does what it says.
. "$(dirname "$0")/../lib/rx.sh"

json() { # PYTHON_CONDITION COMMAND...; the parsed output is d
	local condition=$1
	shift
	"$@" | python3 -c "import json, sys; d = json.load(sys.stdin); assert $condition, d"
}

read_a_little() { # CGROUP
	(
		echo 0 >"$CG/$1/cgroup.procs"
		exec dd if=/tmp/rx-files/bytes of=/dev/null bs=64k status=none
	)
}

new_cgroup rx
mkdir $CG/rx/a 2>/dev/null
echo +memory >$CG/rx/cgroup.subtree_control
mkdir $CG/rx/b
echo 6M >$CG/rx/a/memory.max
head -c 12M /dev/zero >/tmp/rx-files/bytes
sync /tmp/rx-files/bytes
echo 1 >/proc/sys/vm/drop_caches

ok "load" "$RECLAIMCTL" load "$OUT/rx_fifo.bpf.o"
says "the policy is registered" "rx_fifo id=" cat $SYSFS/policies
ok "it is pinned" test -e $PINS/rx_fifo
says "ls" "rx_fifo" "$RECLAIMCTL" ls
ok "attach by absolute path" "$RECLAIMCTL" attach rx_fifo $CG/rx/a
ok "it is in charge" is_active rx/a rx_fifo
ok "attach by relative path" "$RECLAIMCTL" attach rx_fifo rx/b
ok "it is in charge there, too" is_active rx/b rx_fifo
says "ls counts cgroups" " 2 " "$RECLAIMCTL" ls
says "ls --cgroups" "$CG/rx/a" "$RECLAIMCTL" ls --cgroups
says "show a cgroup" "rx_fifo" "$RECLAIMCTL" show $CG/rx/a

read_a_little rx/a
says "stats" "evicted" "$RECLAIMCTL" stats rx_fifo
says "show a policy" "verdict_evict" "$RECLAIMCTL" show rx_fifo
ok "ls --json" json 'd["policies"][0]["cgroups"] == 2' "$RECLAIMCTL" ls --json
ok "show --json" json 'd["policy"] == "rx_fifo" and not d["inherited"]' \
	"$RECLAIMCTL" show rx/a --json
ok "stats --json" json '"evicted" in json.dumps(d)' "$RECLAIMCTL" stats rx_fifo --json
evicted=$(awk '$1 == "rx_fifo" && $2 == "evicted" { print $3 }' $STATS)
ok "pages were evicted" test "$evicted" -gt 0
says "stats tells the kernel's number" "$evicted" "$RECLAIMCTL" stats rx_fifo

ok "attach to a node" "$RECLAIMCTL" attach classic rx/b --node 0
ok "the rest of the cgroup is as before" is_active rx/b rx_fifo
says "show names the node" "node 0" "$RECLAIMCTL" show rx/b
says "ls --cgroups, too" "$CG/rx/b node 0" "$RECLAIMCTL" ls --cgroups
ok "show --json, too" json 'd["nodes"] == [{"node": 0, "policy": "classic", "inherited": False}]' \
	"$RECLAIMCTL" show rx/b --json
ok "detach from the node" "$RECLAIMCTL" detach --node 0 rx/b
ok "no node differs" json '"nodes" not in d' "$RECLAIMCTL" show rx/b --json
fails "a node that is not there" 18 "there is no" "$RECLAIMCTL" attach classic rx/b --node 999
ok "detach" "$RECLAIMCTL" detach rx/b
ok "the built-in one is back" is_active rx/b mglru
ok "attach the built-in one" "$RECLAIMCTL" attach mglru rx/a
ok "it is in charge" is_active rx/a mglru
ok "unload" "$RECLAIMCTL" unload rx_fifo
ok "the policy is gone" wait_for no_policies
ok "and so is the pin" test ! -e $PINS/rx_fifo

says "knobs" "fresh_pages" "$RECLAIMCTL" knobs "$OUT/rx_mru.bpf.o"
ok "load with a name, a knob and a cgroup" "$RECLAIMCTL" load "$OUT/rx_mru.bpf.o" \
	--name mine --set fresh_pages=64 --attach rx/b
ok "it is registered by that name and in charge" is_active rx/b mine
ok "pinned elsewhere" "$RECLAIMCTL" load "$OUT/t_evictall.bpf.o" --pin $LINKS
ok "the pin is there" test -e $LINKS/t_evictall
ok "expel" "$RECLAIMCTL" expel mine
ok "the cgroup is without it" wait_for is_active rx/b mglru
says "ls says so" "expelled" "$RECLAIMCTL" ls
says "exits tells why" "admin" "$RECLAIMCTL" exits
ok "exits --json" json '"admin" in json.dumps(d)' "$RECLAIMCTL" exits --json
ok "unload what was expelled" "$RECLAIMCTL" unload mine
ok "unload what is pinned elsewhere" "$RECLAIMCTL" unload t_evictall
ok "all are gone" wait_for no_policies

ok "register with bpftool" bpftool struct_ops register "$OUT/rx_fifo.bpf.o" $LINKS
ok "unload what bpftool registered" "$RECLAIMCTL" unload rx_fifo
ok "it is gone" wait_for no_policies
ok "its pin, too" test ! -e $LINKS/rx_fifo

remove_cgroup $CG/rx
rm /tmp/rx-files/bytes
