// SPDX-License-Identifier: GPL-2.0
/*
 * Counts, from /proc/kpageflags, slab pages and the blocks of eight pages that hold one: what on-demand
 * shadow has to back. Prints "pages N slab N slabblocks N free N".
 */
#include <stdint.h>
#include <stdio.h>

#define BLOCK_PAGES	8

/* Documentation/admin-guide/mm/pagemap.rst */
#define FLAG_SLAB	(1ULL << 7)
#define FLAG_BUDDY	(1ULL << 10)
#define FLAG_NOPAGE	(1ULL << 20)

int main(void)
{
	static uint64_t flags[BLOCK_PAGES * 512];
	unsigned long pages = 0, slab = 0, blocks = 0, free = 0;
	FILE *file = fopen("/proc/kpageflags", "rb");
	size_t got;

	if (!file) {
		perror("/proc/kpageflags");
		return 1;
	}
	while ((got = fread(flags, sizeof(flags[0]), BLOCK_PAGES * 512, file)) > 0) {
		for (size_t first = 0; first < got; first += BLOCK_PAGES) {
			int any = 0;

			for (size_t i = first; i < first + BLOCK_PAGES && i < got; i++) {
				pages += !(flags[i] & FLAG_NOPAGE);
				free += !!(flags[i] & FLAG_BUDDY);
				slab += !!(flags[i] & FLAG_SLAB);
				any |= !!(flags[i] & FLAG_SLAB);
			}
			blocks += any;
		}
	}
	printf("pages %lu slab %lu slabblocks %lu free %lu\n", pages, slab, blocks, free);
	return fclose(file);
}
