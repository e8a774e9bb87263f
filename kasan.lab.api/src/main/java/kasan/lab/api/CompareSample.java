// SPDX-License-Identifier: Apache-2.0
package kasan.lab.api;

import java.util.List;
import kasan.api.memory.Machine;
import kasan.lab.api.kernel.Footprint;
import kasan.lab.api.kernel.SlabUse;
import kasan.lab.api.kernel.Work;
import org.jspecify.annotations.Nullable;

/**
 * How a comparison stands at one moment.
 *
 * @param machine that is compared on
 * @param nanos time of the last event, by the clock of the events
 * @param events applied so far
 * @param lostEvents that the source has told of so far
 * @param slab what slabs take now; null where nobody counts
 * @param rows one a scheme, in the order of the comparison
 */
public record CompareSample(
    Machine machine,
    long nanos,
    long events,
    long lostEvents,
    @Nullable SlabUse slab,
    List<Row> rows) {
  /** Copies the list. */
  public CompareSample {
    rows = List.copyOf(rows);
  }

  /**
   * One scheme.
   *
   * @param scheme its name
   * @param footprint frames now and at most; null when it has no shadow
   * @param work so far, building included; null likewise
   * @param reason why it has no shadow; null when it has one
   */
  public record Row(
      String scheme, @Nullable Footprint footprint, @Nullable Work work, @Nullable String reason) {}
}
