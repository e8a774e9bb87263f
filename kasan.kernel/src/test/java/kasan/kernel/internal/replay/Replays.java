// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal.replay;

import java.util.Set;
import kasan.api.workload.EventBatch;
import kasan.api.workload.EventField;
import kasan.api.workload.EventSource;
import kasan.api.workload.Recording;
import kasan.lab.api.kernel.Kernel;

/** Plays recordings to the end. */
final class Replays {
  private Replays() {}

  static void play(Recording recording, Kernel kernel) {
    var batch = new EventBatch();
    Set<EventField> wanted =
        Set.of(EventField.CACHE_NAME, EventField.SIZE, EventField.FREES, EventField.VMALLOC);
    try (EventSource source = recording.open(wanted)) {
      while (source.next(batch)) {
        kernel.apply(batch, 0, batch.size, source);
      }
    }
    kernel.finish();
  }
}
