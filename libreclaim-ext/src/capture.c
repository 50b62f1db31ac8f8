// SPDX-License-Identifier: GPL-2.0
/*
 * What libbpf and the verifier say, turned into part of a line. libbpf prints
 * through one function per process; the one set here keeps what is printed
 * during our own calls and hands on everything else.
 */
#include <ctype.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include "internal.h"

#define CAPTURE_LEN	4096

static _Thread_local char captured[CAPTURE_LEN];
static _Thread_local size_t captured_len;
static _Thread_local bool capturing;
static libbpf_print_fn_t previous_print;

__attribute__((format(printf, 2, 0)))
static int print(enum libbpf_print_level level, const char *fmt, va_list args)
{
	size_t room = sizeof(captured) - captured_len;
	int ret;

	if (!capturing)
		return previous_print ? previous_print(level, fmt, args) : 0;
	if (level != LIBBPF_WARN)
		return 0;
	ret = vsnprintf(captured + captured_len, room, fmt, args);
	if (ret > 0)
		captured_len += (size_t)ret < room ? (size_t)ret : room - 1;
	return ret;
}

static void set_print(void)
{
	previous_print = libbpf_set_print(print);
}

void capture_begin(void)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;

	pthread_once(&once, set_print);
	captured[0] = '\0';
	captured_len = 0;
	capturing = true;
}

/*
 * Return: the first line that libbpf printed, the cause; those after it are
 * about giving up. "" if none.
 */
const char *capture_end(void)
{
	static const char prefix[] = "libbpf: ";

	capturing = false;
	captured[strcspn(captured, "\n")] = '\0';
	if (!strncmp(captured, prefix, strlen(prefix)))
		return captured + strlen(prefix);
	return captured;
}

/*
 * Instructions start with a number and a colon, states of registers as in
 * "R1=ctx()"; "R1 invalid mem access" is a complaint.
 */
static bool is_state(const char *line, size_t len)
{
	size_t digits = strspn(line, "0123456789");

	if (digits)
		return digits < len && line[digits] == ':';
	if (line[0] == 'R') {
		digits = strspn(line + 1, "0123456789");
		return digits && (line[1 + digits] == '=' || line[1 + digits] == '_');
	}
	return !strncmp(line, "from ", strlen("from "));
}

static bool is_summary(const char *line)
{
	return !strncmp(line, "processed ", strlen("processed ")) ||
	       !strncmp(line, "verification time ", strlen("verification time ")) ||
	       !strncmp(line, "stack depth ", strlen("stack depth ")) ||
	       !strncmp(line, "max_states_per_insn ", strlen("max_states_per_insn "));
}

/* Newer kernels explain the complaint once more, over many lines. */
static bool is_report(const char *line)
{
	return !strncmp(line, "Verification failed: ", strlen("Verification failed: "));
}

static void add_text(char *line, size_t len, const char *between, const char *text,
		     size_t text_len)
{
	size_t used = strlen(line);

	snprintf(line + used, len - used, "%s%.*s", used ? between : "", (int)text_len, text);
}

/*
 * Reads the log into the complaints that follow its last instruction and the
 * source line of that instruction.
 */
void verifier_reason(const char *log, char *line, size_t len)
{
	const char *source = NULL;
	size_t end, source_len = 0;

	line[0] = '\0';
	for (; *log; log += end, log += strspn(log, "\n")) {
		end = strcspn(log, "\n");
		if (is_report(log) && line[0])
			break;
		if (!strncmp(log, "; ", 2)) {
			source = log + 2;
			source_len = end - 2;
			line[0] = '\0';
		} else if (is_state(log, end)) {
			line[0] = '\0';
		} else if (!isspace((unsigned char)*log) && !is_summary(log)) {
			add_text(line, len, ", ", log, end);
		}
		if (is_report(log))
			break;
	}
	if (!line[0]) {
		snprintf(line, len, "no reason given");
	} else if (source) {
		add_text(line, len, ", at '", source, source_len);
		add_text(line, len, "'", "", 0);
	}
}
