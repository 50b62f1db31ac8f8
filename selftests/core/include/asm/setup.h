/* SPDX-License-Identifier: GPL-2.0 */
#ifndef COMMAND_LINE_SIZE
#define COMMAND_LINE_SIZE 256
#endif
