# SPDX-License-Identifier: GPL-2.0
# shellcheck shell=bash disable=SC2154,SC2030,SC2031 # subshells on purpose
# Steps that move items, through tree, export and series, on a toy Linux.
project=$top/project
export STOCK=$top/linux TREE=$top/tree RECLAIM_EXT_CACHE=$top/cache
unset LINUX FORCE

tool() { # NAME ARGUMENT...
	"$project/kernel/tools/$1" "${@:2}" >"$top/out" 2>"$top/err"
}

tgit() {
	git -c safe.directory='*' -C "$TREE" -c user.name=Tester \
		-c user.email=tester@localhost "$@"
}

rm -rf "$project"
mkdir -p "$project/kernel/patches" "$project/kernel/moves/mm/reclaim" \
	"$project/kernel/src/mm" "$project/tools" "$STOCK/mm"
cp -r "$here/../tools" "$here/../BASE" "$project/kernel/"
cp -r "$here/../../tools/setup" "$project/tools/"
touch "$STOCK/.gitignore"
printf 'VERSION = %d\nPATCHLEVEL = %d\nSUBLEVEL = 1\n' \
	"$(sed -n '/^#/d; s/\..*//p' "$here/../BASE")" \
	"$(sed -n '/^#/d; s/.*\.//p' "$here/../BASE")" >"$STOCK/Makefile"
cat >"$STOCK/mm/vmscan.c" <<'END'
int first;

/* twice of it */
static int twice(int a)
{
	return 2 * a;
}

int last;
END
# The steps: one that moves, edits and adds, one that edits what moved.
cat >"$project/kernel/series" <<'END'
0001-mm-split
	< mm/reclaim/twice.c
	mm/new.c
0002-mm-edit
END
echo 'int new;' >"$project/kernel/src/mm/new.c"
cat >"$project/kernel/moves/mm/reclaim/twice.c" <<'END'
/* Ours. */

/* @move mm/vmscan.c: twice */
END
cat >"$project/kernel/patches/0001-mm-split.patch" <<'END'
From: A <a@localhost>
Date: Thu, 1 Jan 2026 00:00:00 +0000
Subject: [PATCH] mm: split

It is long.
---

diff --git a/mm/vmscan.c b/mm/vmscan.c
--- a/mm/vmscan.c
+++ b/mm/vmscan.c
@@ -1,3 +1,5 @@
 int first;
 
+#include "reclaim/twice.c"
+
 int last;
END
cat >"$project/kernel/patches/0002-mm-edit.patch" <<'END'
From: A <a@localhost>
Date: Thu, 1 Jan 2026 00:00:00 +0000
Subject: [PATCH] mm: edit

---

diff --git a/mm/reclaim/twice.c b/mm/reclaim/twice.c
--- a/mm/reclaim/twice.c
+++ b/mm/reclaim/twice.c
@@ -3,5 +3,5 @@
 /* twice of it */
 static int twice(int a)
 {
-	return 2 * a;
+	return a + a;
 }
END

reason=
tool tree || reason="tree failed"
[ "$(tgit log --format=%s 2>&1 | head -2 | paste -sd,)" = "mm: edit,mm: split" ] ||
	reason+=" the steps are not there"
[ "$(tgit show HEAD^:mm/vmscan.c)" = $'int first;\n\n#include "reclaim/twice.c"\n\nint last;' ] ||
	reason+=" mm/vmscan.c is wrong"
[ "$(tgit show HEAD^:mm/reclaim/twice.c | paste -sd' ')" = \
	"/* Ours. */  /* twice of it */ static int twice(int a) { 	return 2 * a; }" ] ||
	reason+=" mm/reclaim/twice.c is wrong"
verdict "a step moves, then edits, then adds files; a later one edits what moved" "$reason"

reason=
[ "$(tgit log -1 --format=%B HEAD^ | tail -n +2 | paste -sd,)" = \
	",It is long.,,Moves: mm/reclaim/twice.c," ] || reason=$(tgit log -1 --format=%B HEAD^)
! tgit log -1 --format=%B HEAD | grep -q Moves || reason="so does the other"
verdict "the commit names its frames, once" "$reason"

round_trip() { # NAME: writes the same bytes, and the same commits from them
	local reason='' commit part
	commit=$(tgit rev-parse HEAD)
	rm -rf "$top/export"
	tool export "$top/export" || reason="export failed"
	for part in series patches src moves; do
		[ ! -e "$project/kernel/$part" ] && [ ! -e "$top/export/$part" ] ||
			diff -r -I '^#' "$project/kernel/$part" "$top/export/$part" ||
			reason+=" $part differs"
	done >"$top/diff" 2>&1
	FORCE=1 tool tree || reason+=" tree failed"
	[ "$(tgit rev-parse HEAD)" = "$commit" ] || reason+=" the commits differ"
	verdict "$1" "${reason:+$reason$'\n'$(cat "$top/diff")}"
}
round_trip "an unchanged tree is exported byte for byte"

reason=
rm -rf "$top/mails" "$top/am"
echo 'Toy' >"$project/kernel/cover-letter.txt"
tool series "$top/mails" || reason="series failed"
tgit worktree add -q --detach "$top/am" base
git -c safe.directory='*' -c user.name=T -c user.email=t@localhost -C "$top/am" \
	am -q "$top"/mails/000[12]*.patch >"$top/out" 2>&1 || reason+=" the mails do not apply"
[ -z "$(tgit diff HEAD "$(git -c safe.directory='*' -C "$top/am" rev-parse HEAD)")" ] ||
	reason+=" they are not the tree"
verdict "the mails hold the whole difference" "$reason"

reason=
echo 'int more;' >>"$TREE/mm/reclaim/twice.c"
tgit commit -qa --fixup HEAD^
GIT_SEQUENCE_EDITOR=true tgit rebase -q -i --autosquash base >"$top/out" 2>&1 ||
	reason="the rebase failed"
tool export || reason+=" export failed"
grep -q '^+int more;$' "$project/kernel/patches/0001-mm-split.patch" ||
	reason+=" the edit is not in the patch of the step"
! grep -q '^[+-].*return 2' "$project/kernel/patches/0001-mm-split.patch" ||
	reason+=" the patch carries what moved"
grep -qx '/\* @move mm/vmscan.c: twice \*/' "$project/kernel/moves/mm/reclaim/twice.c" ||
	reason+=" the frame is not kept"
verdict "an edit of what moved becomes part of the step's patch" "$reason"
FORCE=1 tool tree
round_trip "and is exported byte for byte again"

# What cannot be is refused, and changes nothing.
state() {
	(cd "$project/kernel" && find series patches src moves -type f -exec sha256sum {} +)
	tgit rev-parse HEAD
	tgit status --porcelain
}

refused() { # NAME STATUS WORDS TOOL: undone by the caller
	local code=0 reason='' before
	before=$(state)
	FORCE=1 tool "$4" || code=$?
	[ $code = "$2" ] || reason="status $code, not $2"
	grep -qF -- "$3" "$top/err" || reason+=" it does not say '$3'"
	[ "$(wc -l <"$top/err")" = 1 ] || reason+=" not one line"
	[ "$before" = "$(state)" ] || reason+=" something changed"
	verdict "$1" "$reason"
}

rm -rf "$top/saved"
cp -r "$project/kernel" "$top/saved"
head=$(tgit rev-parse HEAD)
restore() {
	rsync -a --delete "$top/saved/" "$project/kernel/"
	tgit reset -q --hard "$head"
}

echo '/* @move mm/vmscan.c: nobody */' >"$project/kernel/moves/mm/reclaim/twice.c"
refused "a frame that names what is not there" 36 "mm/vmscan.c has no 'nobody'" tree
refused "the same at export" 36 "mm/vmscan.c has no 'nobody'" export
restore
cp "$project/kernel/moves/mm/reclaim/twice.c" "$project/kernel/moves/mm/odd.c"
refused "a frame that no step names" 30 "mm/odd.c" tree
refused "a frame that no commit names" 33 "kernel/moves/mm/odd.c is filled by no commit" export
restore
rm "$project/kernel/moves/mm/reclaim/twice.c"
refused "a step that names a frame that is not there" 30 "named in series but absent" tree
refused "a commit that names one" 33 "kernel/moves/mm/reclaim/twice.c is missing" export
restore
sed -i 's,\t< .*,\t< mm/vmscan.c,' "$project/kernel/series"
mv "$project/kernel/moves/mm/reclaim/twice.c" "$project/kernel/moves/mm/vmscan.c"
refused "a frame for a file that exists" 30 "the tree has it already" tree
restore
sed -i 's,\t< ,\t<,' "$project/kernel/series"
refused "a mark without its blank" 30 "line 7 is neither" tree
restore
tgit commit -q --amend -m 'mm: edit' -m 'Moves: mm/reclaim/twice.c'
refused "two commits that fill one file" 33 "as that of an earlier step does" export
restore

# What belongs to somebody else stays, whatever holds it.
keeps() ( # WORDS TREE: prints what is wrong
	code=0 reason='' TREE=$2
	before=$(find "$TREE" -type f -exec sha256sum {} + | sort)
	tool tree || code=$?
	[ $code = 32 ] || reason="status $code, not 32"
	grep -qF -- "$1" "$top/err" || reason+=" it does not say '$1'"
	[ "$before" = "$(find "$TREE" -type f -exec sha256sum {} + | sort)" ] ||
		reason+=" something changed"
	echo "$reason"
)
rm -rf "$top/theirs" "$top/git"
mkdir "$top/theirs"
echo mine >"$top/theirs/file"
verdict "a directory that holds something else" \
	"$(keeps "holds something else" "$top/theirs")"
cp -r "$STOCK" "$top/git"
(
	TREE=$top/git
	tgit init -q -b mine
	tgit add -f .
	tgit commit -qm Linux
	tgit checkout -q -b reclaim-ext
	tgit commit -q --allow-empty -m mine
	tgit checkout -q mine
)
verdict "a branch of the same name" "$(STOCK=$top/git keeps "has a branch" "$top/git")"
reason=
(
	export TREE=$top/git STOCK=$top/git
	tgit branch -q -m reclaim-ext theirs
	tool tree && [ "$(tgit log -1 --format=%s reclaim-ext)" = "mm: edit" ]
) || reason="tree failed"
verdict "without it the series goes on top of what is checked out" "$reason"

reason=
printf 'All\n\tmm/vmscan.c\n\tmm/reclaim/*\n' >"$project/kernel/lines.groups"
for step in 0 1 2; do
	tool lines $step || reason="lines $step failed"
	awk '$1 == "All" && NF == 4 { print $2, $3, $4 }' "$top/out"
done >"$top/lines"
[ "$(paste -sd, "$top/lines")" = "6 6 +0,6 9 +3,6 9 +3" ] || reason+=$(cat "$top/lines")
verdict "lines counts at every step" "$reason"
reason=
tool lines || reason="lines failed"
grep -A1 '^Elsewhere$' "$top/out" | grep -q '^  mm/new.c  *0  *1  *+1$' ||
	reason+=" mm/new.c is not listed"
verdict "lines says what no group names" "$reason"

# A compiler that fails where it should, and one word for each time it is called
builds() { # RESULT: of configs, with the words
	: >"$top/calls"
	BUILD=$1 tool configs 2
	{ grep -c '^ok' "$top/out"; wc -l <"$top/calls"; } | paste -sd' '
}
reason=
mkdir -p "$project/kernel/configs"
echo 'CONFIG_A=y' >"$project/kernel/configs/base.config"
echo 'config RECLAIM_EXT' >"$project/kernel/src/mm/Kconfig"
sed -i 's,^\tmm/new.c,&\n\tmm/Kconfig,' "$project/kernel/series"
cat >"$project/tools/setup/kernel-build" <<END
#!/bin/bash
echo "\$@" >>"$top/calls"
case \$BUILD:\$* in
bad:*MEMCG=n*) exit 14 ;;
warns:*MEMCG=n*) echo 'a.c:1: warning: odd' >&2 ;;
esac
echo "$top/objects"
END
FORCE=1 tool tree || reason="tree failed"
[ "$(builds warns)" = "9 14" ] || reason+=" not 9 of 14 compile without a warning"
[ "$(builds bad)" = "9 5" ] || reason+=" what failed is not tried again, or what passed is"
[ "$(builds good)" = "14 5" ] || reason+=" not all compile"
[ "$(builds bad)" = "14 0" ] || reason+=" something is compiled twice"
echo 'CONFIG_A=n' >"$project/kernel/configs/base.config"
[ "$(builds good)" = "14 14" ] || reason+=" another configuration goes by what is kept"
verdict "what passed once is kept, what failed is not" "$reason"
rm "$project/kernel/src/mm/Kconfig"

# A series in which nothing moves.
rm -rf "$project/kernel/moves"
printf '0001-mm-new\n\tmm/new.c\n' >"$project/kernel/series"
rm "$project/kernel/patches"/*
cat >"$project/kernel/patches/0001-mm-new.patch" <<'END'
From: A <a@localhost>
Date: Thu, 1 Jan 2026 00:00:00 +0000
Subject: [PATCH] mm: new

---
END
FORCE=1 tool tree
round_trip "a series that moves nothing is exported byte for byte"
