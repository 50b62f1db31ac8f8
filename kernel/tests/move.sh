# SPDX-License-Identifier: GPL-2.0
# shellcheck shell=bash disable=SC2154
# The mover: what each form of a marker takes, what it leaves, what it refuses.
# It is built with sanitizers, so a bad access fails a test as well.
export ASAN_OPTIONS=detect_leaks=0
move=$top/move
build=$(gcc -g -Wall -Wextra -Werror -fsanitize=address,undefined \
	-fno-sanitize-recover=undefined -o "$move" \
	"$here/../tools/items.c" "$here/../tools/move.c" 2>&1)
verdict "the mover builds without a warning" "$build"

source_is() { # standard input: the file a.c
	rm -rf "$top/old" "$top/new" "$top/frames"
	mkdir -p "$top/old" "$top/new" "$top/frames"
	cat >"$top/old/a.c"
}

run_frame() { # TEXT: of the frame b.c
	rm -f "$top/new/"*
	printf '%b' "$1" >"$top/frames/b.c"
	"$move" "$top/old" "$top/new" "$top/frames" b.c >"$top/out" 2>"$top/err"
}

# Standard input: what b.c is after it, a line of ====, what a.c is.
moves() { # NAME FRAME
	local want reason=
	want=$(cat; echo x)
	if ! run_frame "$2"; then
		reason="it failed"
	elif [ "$want" != "$(cat "$top/new/b.c"; echo ====; cat "$top/new/a.c"; echo x)" ]; then
		reason=$(diff <(printf '%s' "${want%x}") \
			<(cat "$top/new/b.c"; echo ====; cat "$top/new/a.c"))
	fi
	verdict "$1" "$reason"
}

takes() { # NAME LIST: as moves, with a frame that is the marker alone
	moves "$1" "/* @move a.c: $2 */\n"
}

refuses() { # NAME STATUS WORDS FRAME
	local code=0 reason=
	run_frame "$4" || code=$?
	[ $code = "$2" ] || reason="status $code, not $2"
	[ "$(wc -l <"$top/err")" = 1 ] || reason+=" not one line"
	grep -qF -- "$3" "$top/err" || reason+=" it does not say '$3'"
	[ -z "$(ls "$top/new")" ] || reason+=" it wrote files"
	verdict "$1" "$reason"
}

source_is <<'END'
#include <a.h>

#define TEN 10
#define SUM(a, b) \
	((a) + \
	 (b))

/* how many */
static int count = TEN;
static int table[] = { 1, 2, 3 };

struct one {
	int a;
};

enum which { FIRST, SECOND };

enum {
	SMALL,
	BIG,
};

union either {
	int a;
	long b;
} either;

typedef unsigned long word_t;

static int early(struct one *one);

/*
 * A brace { and a "quote in a comment, '
 */
static int braces(void)
{
	const char *s = "} \" {", c = '{', d = '\'';	/* } */

	return s[0] == c ? d : '"'; // }
}

static int early(struct one *one)
{
	return one->a;
}
EXPORT_SYMBOL(early);

static DEFINE_MUTEX(lock);

static int __init setup(void)
{
	return 0;
};
late_initcall(setup);
END

takes "a macro" TEN <<'END'
#define TEN 10
====
#include <a.h>

#define SUM(a, b) \
	((a) + \
	 (b))

/* how many */
static int count = TEN;
static int table[] = { 1, 2, 3 };

struct one {
	int a;
};

enum which { FIRST, SECOND };

enum {
	SMALL,
	BIG,
};

union either {
	int a;
	long b;
} either;

typedef unsigned long word_t;

static int early(struct one *one);

/*
 * A brace { and a "quote in a comment, '
 */
static int braces(void)
{
	const char *s = "} \" {", c = '{', d = '\'';	/* } */

	return s[0] == c ? d : '"'; // }
}

static int early(struct one *one)
{
	return one->a;
}
EXPORT_SYMBOL(early);

static DEFINE_MUTEX(lock);

static int __init setup(void)
{
	return 0;
};
late_initcall(setup);
END
# From here on only what is taken.
taken() { # NAME LIST
	local reason=
	if ! run_frame "/* @move a.c: $2 */\n"; then
		reason="it failed"
	else
		reason=$(diff - "$top/new/b.c")
	fi
	verdict "$1" "$reason"
}

taken "a macro of several lines" SUM <<'END'
#define SUM(a, b) \
	((a) + \
	 (b))
END
taken "a variable, with its comment" count <<'END'
/* how many */
static int count = TEN;
END
taken "an array" table <<'END'
static int table[] = { 1, 2, 3 };
END
taken "a struct" 'struct one' <<'END'
struct one {
	int a;
};
END
taken "an enum" 'enum which' <<'END'
enum which { FIRST, SECOND };
END
taken "an enum without a name, by its first constant" 'enum SMALL' <<'END'
enum {
	SMALL,
	BIG,
};
END
taken "a union" 'union either' <<'END'
union either {
	int a;
	long b;
} either;
END
taken "a typedef" word_t <<'END'
typedef unsigned long word_t;
END
taken "a function, whatever its strings and comments hold" braces <<'END'
/*
 * A brace { and a "quote in a comment, '
 */
static int braces(void)
{
	const char *s = "} \" {", c = '{', d = '\'';	/* } */

	return s[0] == c ? d : '"'; // }
}
END
taken "the prototype, as the first of two" early#1 <<'END'
static int early(struct one *one);
END
taken "the definition, with its export" early#2 <<'END'
static int early(struct one *one)
{
	return one->a;
}
EXPORT_SYMBOL(early);
END
taken "a definition by a macro" lock <<'END'
static DEFINE_MUTEX(lock);
END
taken "a function with its initcall" setup <<'END'
static int __init setup(void)
{
	return 0;
};
late_initcall(setup);
END
taken "a range, with what lies between" 'struct one .. enum SMALL' <<'END'
struct one {
	int a;
};

enum which { FIRST, SECOND };

enum {
	SMALL,
	BIG,
};
END
taken "a list, in the order of the source" 'lock, word_t,\n *\tTEN' <<'END'
#define TEN 10

typedef unsigned long word_t;

static DEFINE_MUTEX(lock);
END
reason=
run_frame '/*\n * @move a.c: TEN,\n *\tSUM\n */\nint x;\n' && diff - "$top/new/b.c" >"$top/out" <<'END' || reason=differs
#define TEN 10
#define SUM(a, b) \
	((a) + \
	 (b))
int x;
END
verdict "a marker over several lines" "$reason"

refuses "a name that is not there" 36 "a.c has no 'nobody'" '/* @move a.c: nobody */\n'
refuses "a name of a struct without its tag" 36 "a.c has no 'one'" '/* @move a.c: one */\n'
refuses "a name with two meanings" 36 "'early' 2 times (lines 30, 42)" '/* @move a.c: early */\n'
refuses "a third of two" 36 "has 2 of 'early', not 3" '/* @move a.c: early#3 */\n'
refuses "a range that is turned around" 36 "turn the range around" \
	'/* @move a.c: word_t .. TEN */\n'
refuses "an item that is moved twice" 36 "moved twice" '/* @move a.c: TEN .. count, SUM */\n'
refuses "a file that is not there" 36 "c.c is not in the tree" '/* @move c.c: TEN */\n'
refuses "a marker without names" 35 "not a name" '/* @move a.c: */\n'
refuses "a marker without a file" 35 "not a marker" '/* @move TEN */\n'
refuses "a marker behind code" 35 "not a marker" 'int x; /* @move a.c: TEN */\n'
refuses "a marker behind other words" 35 "not a marker" '/* see @move a.c: TEN */\n'
refuses "a marker before code" 35 "not a marker" '/* @move a.c: TEN */ int x;\n'
refuses "a marker without an end" 35 "not a marker" '/* @move a.c: TEN\n'
refuses "a frame without a marker" 35 "belongs in kernel/src" '/* moves nothing */\n'
refuses "a name that is no name" 35 "'a b' is not a name" '/* @move a.c: a b */\n'
refuses "the line of the frame that is wrong" 36 "kernel/moves/b.c line 3" \
	'/* one */\n\n/* @move a.c: nobody */\n'

source_is <<'END'
int first;

/***** banner *****/

#ifdef CONFIG_X

static int x(void)
{
	return 1;
}

#else /* !CONFIG_X */

static int x(void)
{
	return 0;
}

#endif

/* stays */
int middle;

#if defined(CONFIG_X) && \
	CONFIG_Y > 1
int y;
#endif

static int mixed(int a,
#ifdef CONFIG_X
		 int b,
#endif
		 int c)
{
#ifdef CONFIG_X
	return b;
#else
	return c;
#endif
}

int last;
END

moves "a frame's own text stays around what it takes" \
	'/* Ours. */\n\n/* @move a.c: first */\n\n/* @move a.c: last */\n\nint ours;\n' <<'END'
/* Ours. */

int first;

int last;

int ours;
====
/***** banner *****/

#ifdef CONFIG_X

static int x(void)
{
	return 1;
}

#else /* !CONFIG_X */

static int x(void)
{
	return 0;
}

#endif

/* stays */
int middle;

#if defined(CONFIG_X) && \
	CONFIG_Y > 1
int y;
#endif

static int mixed(int a,
#ifdef CONFIG_X
		 int b,
#endif
		 int c)
{
#ifdef CONFIG_X
	return b;
#else
	return c;
#endif
}
END
takes "a group of #if and #else, and a banner stays" '#if CONFIG_X#1' <<'END'
#ifdef CONFIG_X

static int x(void)
{
	return 1;
}

#else /* !CONFIG_X */

static int x(void)
{
	return 0;
}

#endif
====
int first;

/***** banner *****/

/* stays */
int middle;

#if defined(CONFIG_X) && \
	CONFIG_Y > 1
int y;
#endif

static int mixed(int a,
#ifdef CONFIG_X
		 int b,
#endif
		 int c)
{
#ifdef CONFIG_X
	return b;
#else
	return c;
#endif
}

int last;
END
taken "a group by a name in its condition" '#if CONFIG_Y' <<'END'
#if defined(CONFIG_X) && \
	CONFIG_Y > 1
int y;
#endif
END
taken "one branch's function" x#2 <<'END'
static int x(void)
{
	return 0;
}
END
taken "a function that has #if inside" mixed <<'END'
static int mixed(int a,
#ifdef CONFIG_X
		 int b,
#endif
		 int c)
{
#ifdef CONFIG_X
	return b;
#else
	return c;
#endif
}
END
takes "a range over a banner and a group" 'first .. middle' <<'END'
int first;

/***** banner *****/

#ifdef CONFIG_X

static int x(void)
{
	return 1;
}

#else /* !CONFIG_X */

static int x(void)
{
	return 0;
}

#endif

/* stays */
int middle;
====
#if defined(CONFIG_X) && \
	CONFIG_Y > 1
int y;
#endif

static int mixed(int a,
#ifdef CONFIG_X
		 int b,
#endif
		 int c)
{
#ifdef CONFIG_X
	return b;
#else
	return c;
#endif
}

int last;
END
refuses "a range that ends in a group" 36 "cuts the #if of a.c lines 5-19" \
	'/* @move a.c: first .. x#1 */\n'
refuses "a range over both branches, cut in the middle" 36 "cuts the #if" \
	'/* @move a.c: x#1 .. x#2 */\n'

source_is <<'END'
int a;
#ifdef X
END
refuses "a file with an open #if" 36 "#if without #endif" '/* @move a.c: a */\n'
source_is <<'END'
int a;
int f(void)
{
END
refuses "a file with an open brace" 36 "line 2: what begins here has no end" '/* @move a.c: a */\n'

source_is <<'END'
int a; /* is
	* said at length */
// and this is of b
int b;

int c;
END
takes "comments that begin behind the code" 'a' <<'END'
int a; /* is
	* said at length */
====
// and this is of b
int b;

int c;
END
takes "comments of the other form" 'b' <<'END'
// and this is of b
int b;
====
int a; /* is
	* said at length */

int c;
END
