// SPDX-License-Identifier: Apache-2.0
package kasan.api.scheme;

/**
 * Which leaves a populated range may use; part of the era of a scheme.
 *
 * @param maxLeafShift log2 of the largest leaf in bytes; leaves the architecture lacks are not used
 * @param wholeLeaves whether the edges of a range get whole leaves of that size too, rounding the
 *     range out (vmemmap_populate, as in 2017), rather than 4 KiB pages (kasan_populate_pud, today)
 */
public record LeafPolicy(int maxLeafShift, boolean wholeLeaves) {}
