# SPDX-License-Identifier: GPL-2.0
# Completion of reclaimctl for bash: commands, options, policies and cgroups.

_reclaimctl_policies() {
	cut -d' ' -f1 /sys/kernel/mm/reclaim_ext/policies 2>/dev/null
}

_reclaimctl_words() { # for the word after the previous ones
	case $1 in
	load) echo --pin --name --set --attach ;;
	unload | stats) _reclaimctl_policies ;;
	attach) _reclaimctl_policies; echo classic mglru --node ;;
	detach) echo --node ;;
	expel) _reclaimctl_policies; echo all ;;
	ls) echo --cgroups --json ;;
	show) _reclaimctl_policies; echo --json ;;
	knobs | exits) echo --json ;;
	esac
	[ "$1" != stats ] || echo --interval --count --json
}

_reclaimctl() {
	local word=${COMP_WORDS[COMP_CWORD]} words
	if [ "$COMP_CWORD" = 1 ]; then
		words="load unload attach detach ls show stats knobs expel exits --help --version"
	else
		words=$(_reclaimctl_words "${COMP_WORDS[1]}")
	fi
	mapfile -t COMPREPLY < <(compgen -W "$words" -- "$word")
}

complete -o default -F _reclaimctl reclaimctl
