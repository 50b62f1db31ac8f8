/* SPDX-License-Identifier: GPL-2.0 */
#ifndef CORE_DRIVE_H
#define CORE_DRIVE_H
#include "world.h"

extern const struct w_config drive_config;

/*
 * Runs what @data spells on the world that w_init() made, empties it and calls
 * @done, in a child: each sequence finds a new world, whatever went before.
 *
 * Return: whether it passed.
 */
bool drive_apart(const u8 *data, size_t size, void (*done)(void));

#endif
