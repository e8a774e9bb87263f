// SPDX-License-Identifier: Apache-2.0
package kasan.lab.internal.inventory;

import java.util.SortedMap;
import kasan.api.workload.EventBatch;
import kasan.api.workload.EventSource;
import kasan.lab.api.kernel.ForeignCode;
import kasan.lab.api.kernel.Wall;

/** Events of a workload, asked for through a wall, a batch at a time. */
public final class WalledSource implements EventSource {
  private final Wall wall;
  private final ForeignCode code;
  private final EventSource source;

  /**
   * @param code whose events these are
   */
  public WalledSource(Wall wall, ForeignCode code, EventSource source) {
    this.wall = wall;
    this.code = code;
    this.source = source;
  }

  @Override
  public boolean next(EventBatch batch) {
    return wall.call(code, () -> source.next(batch));
  }

  @Override
  public String name(int number) {
    return wall.call(code, () -> source.name(number));
  }

  @Override
  public long lostEvents() {
    return wall.call(code, source::lostEvents);
  }

  @Override
  public long missingEvents() {
    return wall.call(code, source::missingEvents);
  }

  @Override
  public SortedMap<String, Long> passedOver() {
    return wall.call(code, source::passedOver);
  }

  @Override
  public void close() {
    source.close();
  }
}
