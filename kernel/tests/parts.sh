# SPDX-License-Identifier: GPL-2.0
# shellcheck shell=bash disable=SC2154
# What same says of two objects that are not the same byte for byte.
parts=$top/parts
build=$(gcc -g -Wall -Wextra -Werror -fsanitize=address,undefined \
	-fno-sanitize-recover=undefined -o "$parts" "$here/../tools/parts.c" -lelf 2>&1)
verdict "parts builds without a warning" "$build"

list() { # standard input: C; prints the parts
	gcc -O2 -fno-pic -mcmodel=kernel -fno-asynchronous-unwind-tables \
		-ffunction-sections -fdata-sections -x c -c -o "$top/o.o" - && "$parts" "$top/o.o" | LC_ALL=C sort
}

# The functions; each is a line, so that an order is an order of lines.
cat >"$top/one" <<'END'
int table[4] = { 1, 2, 3, 4 };
extern int say(const char *s, const void *p);
__attribute__((section(".init.text"))) int first(void) { return say("first and only", table); }
__attribute__((section(".init.text"))) int second(void) { return say("second", table + 1) + 1; }
int counts(void) { static int count = 5; return say("counts", &count); }
int counts_too(void) { static int count = 6; return say("counts", &count) + count++; }
int calls(int a) { return counts() + a * counts_too(); }
END
sed -n '2p;1p;7p' "$top/one" >"$top/two"
sed -i 's/^int calls/int counts(void); int counts_too(void); &/' "$top/two"
sed -n '6p;5p;4p;3p' "$top/one" >>"$top/two"

likeness() { # NAME same|different: of $top/one and standard input
	local reason='' found=different
	cat >"$top/other"
	list <"$top/one" >"$top/out" 2>"$top/err" || reason="one does not list"
	list <"$top/other" >"$top/other.list" 2>>"$top/err" || reason+=" the other does not list"
	[ "$(wc -l <"$top/out")" -gt 12 ] || reason+=" the list is short"
	! cmp -s "$top/out" "$top/other.list" || found=same
	[ $found = "$2" ] || reason+=" they are $found: $(diff "$top/out" "$top/other.list")"
	verdict "$1" "$reason"
}
likeness "another order is the same" same <"$top/two"
likeness "another constant is not" different < <(sed 's/return counts() + a/& * 3/' "$top/one")
likeness "nor another value of a table" different < <(sed 's/3, 4/4, 3/' "$top/one")
likeness "nor another string" different < <(sed 's/first and/first or/' "$top/one")
likeness "nor another place in a table" different < <(sed 's/table + 1/table + 2/' "$top/one")
likeness "nor another callee" different < <(sed 's/return counts()/return counts_too()/' "$top/one")
likeness "nor another static of the same name" different \
	< <(sed 's/count = 5/count = 6/' "$top/one")
likeness "nor another name" different < <(sed 's/calls/other/' "$top/one")
likeness "nor another section" different < <(sed 's/init.text"))) int second/exit.text"))) int second/' "$top/one")

reason=
"$parts" "$top/one" >"$top/out" 2>"$top/err" && reason="it lists a text"
grep -q "is not an object" "$top/err" || reason+=" it does not say what is wrong"
verdict "a file that is no object is refused" "$reason"
