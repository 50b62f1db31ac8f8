/* SPDX-License-Identifier: GPL-2.0 */
#ifndef _CORE_ASM_BYTEORDER_H
#define _CORE_ASM_BYTEORDER_H
#include <linux/byteorder/little_endian.h>
#endif
