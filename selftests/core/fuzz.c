// SPDX-License-Identifier: GPL-2.0
/* The entry of libFuzzer. */
#include "drive.h"

int LLVMFuzzerTestOneInput(const u8 *data, size_t size)
{
	static bool ready;

	if (!ready)
		w_init(&drive_config);
	ready = true;
	drive(data, size);
	return 0;
}
