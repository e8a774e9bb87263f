// SPDX-License-Identifier: Apache-2.0
package kasan.workload.internal.recording;

import kasan.api.workload.EventBatch;
import kasan.api.workload.EventSource;

/** What a recording without a trace gives. */
final class NoEvents implements EventSource {
  @Override
  public boolean next(EventBatch batch) {
    batch.size = 0;
    return false;
  }

  @Override
  public String name(int number) {
    throw new IndexOutOfBoundsException("no names without events: " + number);
  }

  @Override
  public void close() {
    // nothing is open
  }
}
