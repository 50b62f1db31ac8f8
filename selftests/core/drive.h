/* SPDX-License-Identifier: GPL-2.0 */
#ifndef CORE_DRIVE_H
#define CORE_DRIVE_H
#include "world.h"

extern const struct w_config drive_config;

/* Runs what @data spells, on a world that w_init() made, and empties it. */
void drive(const u8 *data, size_t size);

#endif
