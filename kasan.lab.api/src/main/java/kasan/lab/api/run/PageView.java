// SPDX-License-Identifier: Apache-2.0
package kasan.lab.api.run;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import kasan.api.memory.PageKind;
import kasan.lab.api.kernel.ByteState;

/**
 * One page with the shadow of its bytes, granule by granule.
 *
 * @param atOperation operations that had been done
 * @param scheme that stood
 * @param pfn of the page
 * @param address of its first byte
 * @param kind what it is used for
 * @param block that it lies in
 * @param granuleBytes memory that each of the granules has
 * @param granules ascending
 * @param meanings what the shadow bytes that occur mean
 */
public record PageView(
    long atOperation,
    String scheme,
    long pfn,
    long address,
    PageKind kind,
    long block,
    int granuleBytes,
    List<Granule> granules,
    Map<Integer, String> meanings) {
  /** Copies the list and the map. */
  public PageView {
    granules = List.copyOf(granules);
    meanings = java.util.Collections.unmodifiableMap(new TreeMap<>(meanings));
  }

  /**
   * One granule.
   *
   * @param shadow its byte, 0 to 255; -1 where it has none
   * @param truth what is true of its first byte
   */
  public record Granule(int shadow, ByteState truth) {}
}
