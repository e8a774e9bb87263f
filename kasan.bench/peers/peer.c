// SPDX-License-Identifier: Apache-2.0
//
// What a machine does itself, for the figures that the model is held against. Each use prints one number: nanoseconds
// an operation, the least of several passes.
//
//   peer check FILE FIRST END          loads of 8 bytes with KASAN's inline check, at the addresses of FILE (u64)
//   peer fill BYTES                    memset of the shadow of so many bytes, to a code and back to 0: one of the two
//   peer kmalloc BYTES KEPT            an object and its free, with redzones, a quarantine of KEPT objects and shadow
//   peer pages BYTES                   a page and its free, with shadow
//   peer vmalloc BYTES                 an area and its free, with shadow
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <time.h>

enum { PASSES = 5, PAGE = 4096, GRANULE = 8, REDZONE = 64 };
static const double LEAST_NANOS = 4e7;

static int8_t *shadow;
static uint64_t offset;
static volatile uint64_t reports;

static double now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec * 1e9 + t.tv_nsec;
}

static void fail(const char *what)
{
	fprintf(stderr, "peer: %s\n", what);
	exit(2);
}

/* Memory that is really there: each page is written to. */
static void *memory(size_t bytes)
{
	void *at = mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	if (at == MAP_FAILED)
		fail("out of memory");
	memset(at, 1, bytes);
	memset(at, 0, bytes);
	return at;
}

__attribute__((noinline)) static void check8(uint64_t address)
{
	if (__builtin_expect(*(int8_t *)((address >> 3) + offset) != 0, 0))
		reports++;
}

__attribute__((noinline)) static void set(uint64_t at, size_t bytes, int code)
{
	memset(shadow + at / GRANULE, code, (bytes + GRANULE - 1) / GRANULE);
}

/* One pass of so many operations; the least of several passes, each long enough for the clock. */
static double measure(void (*pass)(void), size_t operations)
{
	double least = 1e300;
	int i;

	for (i = 0; i <= PASSES; i++) {
		double start = now(), nanos;
		size_t times = 0;

		do {
			pass();
			times++;
			nanos = now() - start;
		} while (nanos < LEAST_NANOS);
		nanos /= (double)times * operations;
		if (i > 0 && nanos < least)
			least = nanos;
	}
	return least;
}

static uint64_t *addresses;
static size_t count;

static void check_all(void)
{
	size_t i;

	for (i = 0; i < count; i++)
		check8(addresses[i]);
}

static double check(const char *file, uint64_t first, uint64_t end)
{
	FILE *in = fopen(file, "rb");

	if (!in || fseek(in, 0, SEEK_END))
		fail("no addresses");
	count = ftell(in) / sizeof(*addresses);
	rewind(in);
	addresses = memory(count * sizeof(*addresses));
	if (fread(addresses, sizeof(*addresses), count, in) != count)
		fail("addresses cannot be read");
	shadow = memory((end - first) / GRANULE);
	offset = (uint64_t)(uintptr_t)shadow - (first >> 3);
	return measure(check_all, count);
}

enum { AREA = 64 << 20 };
static size_t size;

static void fill_all(void)
{
	uint64_t at;

	for (at = 0; at + size <= AREA; at += size) {
		set(at, size, 0xfb);
		set(at, size, 0);
	}
}

struct object {
	struct object *next;
};

static struct object *free_list, **kept;
static size_t slot, quarantine, turn;
static char *heap;

static void give(struct object *object)
{
	object->next = free_list;
	free_list = object;
}

static void *take(void)
{
	struct object *object = free_list;

	free_list = object->next;
	set((char *)object - heap, size, 0);
	if (slot > size)
		set((char *)object - heap + size, slot - size, 0xfc);
	return object;
}

/* The oldest of the quarantine goes back when another comes in. */
static void drop(void *object)
{
	set((char *)object - heap, slot, 0xfb);
	if (!quarantine) {
		give(object);
		return;
	}
	if (kept[turn])
		give(kept[turn]);
	kept[turn] = object;
	turn = turn + 1 == quarantine ? 0 : turn + 1;
}

enum { PAIRS = 4096 };

static void allocate_all(void)
{
	int i;

	for (i = 0; i < PAIRS; i++) {
		char *object = take();

		*(volatile char *)object = 1;
		drop(object);
	}
}

static double allocate(size_t redzone, size_t objects)
{
	size_t i, all = objects + PAIRS;

	slot = size + redzone;
	quarantine = objects;
	heap = memory(all * slot);
	shadow = memory(all * slot / GRANULE + 1);
	kept = calloc(objects + 1, sizeof(*kept));
	if (!kept)
		fail("out of memory");
	for (i = 0; i < all; i++)
		give((struct object *)(heap + i * slot));
	return measure(allocate_all, PAIRS);
}

int main(int argc, char **argv)
{
	const char *what = argc > 2 ? argv[1] : "";
	double nanos;

	size = argc > 2 ? strtoull(argv[2], NULL, 0) : 0;
	if (!strcmp(what, "check") && argc == 5) {
		nanos = check(argv[2], strtoull(argv[3], NULL, 0), strtoull(argv[4], NULL, 0));
	} else if (!strcmp(what, "fill") && argc == 3 && size > 0 && size <= AREA) {
		shadow = memory(AREA / GRANULE);
		nanos = measure(fill_all, AREA / size * 2);
	} else if (!strcmp(what, "kmalloc") && argc == 4 && size >= sizeof(struct object)) {
		nanos = allocate(REDZONE, strtoull(argv[3], NULL, 0));
	} else if (!strcmp(what, "pages") && argc == 3 && size >= PAGE) {
		nanos = allocate(0, 0);
	} else if (!strcmp(what, "vmalloc") && argc == 3 && size >= PAGE) {
		nanos = allocate(PAGE, 0);
	} else {
		fail("usage: peer check FILE FIRST END | fill BYTES | kmalloc BYTES KEPT | pages BYTES | vmalloc BYTES");
	}
	printf("%.3f\n", nanos);
	return reports != 0;
}
