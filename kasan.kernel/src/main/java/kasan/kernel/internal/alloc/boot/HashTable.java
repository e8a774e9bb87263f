// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal.alloc.boot;

/**
 * One of the kernel's hash tables that are allocated before the page allocator stands and that grow
 * with RAM (alloc_large_system_hash with HASH_EARLY): a bucket for each 2^scale bytes, rounded up
 * to a power of two, at most 1/16 of memory. Above 64 GiB the scale grows by one whenever memory
 * quadruples.
 *
 * @param name as the boot log prints it
 * @param scale log2 of the bytes of memory for one bucket
 * @param bucketBytes size of a bucket
 */
public record HashTable(String name, int scale, int bucketBytes) {
  private static final long ADAPT_FROM_BYTES = 64L << 30;
  private static final int ADAPT_SHIFT = 2;
  private static final long MAX_BUCKETS = 1L << 31;

  /**
   * Size of the table.
   *
   * @param kernelPages pages that memblock had free when zones were set up (nr_kernel_pages)
   * @param pageShift log2 of the page size
   */
  public long bytes(long kernelPages, int pageShift) {
    long pagesPerMib = 1L << (20 - pageShift);
    long pages = ImageSizes.roundUp(kernelPages, pagesPerMib);
    int adapted = scale;
    for (long limit = ADAPT_FROM_BYTES >> pageShift; limit < pages; limit <<= ADAPT_SHIFT) {
      adapted++;
    }
    long buckets =
        adapted > pageShift ? pages >> (adapted - pageShift) : pages << (pageShift - adapted);
    buckets = Math.max(buckets, (1L << pageShift) / bucketBytes);
    long rounded = Long.highestOneBit(buckets);
    if (rounded < buckets) {
      rounded <<= 1;
    }
    long most = Math.min((kernelPages << pageShift >> 4) / bucketBytes, MAX_BUCKETS);
    return Long.highestOneBit(Math.min(rounded, most)) * bucketBytes;
  }
}
