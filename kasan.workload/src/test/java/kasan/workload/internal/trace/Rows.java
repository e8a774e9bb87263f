// SPDX-License-Identifier: Apache-2.0
package kasan.workload.internal.trace;

import java.util.ArrayList;
import java.util.List;
import kasan.api.workload.EventBatch;
import kasan.api.workload.EventSource;

/** Writes events as lines, to compare them. */
final class Rows {
  private Rows() {}

  /** All that a source still has. */
  static List<String> of(EventSource source) {
    var rows = new ArrayList<String>();
    var batch = new EventBatch();
    while (source.next(batch)) {
      for (int i = 0; i < batch.size; i++) {
        rows.add(row(batch, i, source));
      }
    }
    return rows;
  }

  /** {@code KIND nanos cpu pid address bytes extra name}. */
  static String row(EventBatch batch, int i, EventSource source) {
    return batch.kind[i]
        + " "
        + batch.nanos[i]
        + " cpu="
        + batch.cpu[i]
        + " pid="
        + batch.pid[i]
        + " 0x"
        + Long.toHexString(batch.address[i])
        + " "
        + Long.toUnsignedString(batch.bytes[i])
        + " "
        + batch.extra[i]
        + " "
        + (batch.name[i] == EventBatch.NO_NAME ? "-" : source.name(batch.name[i]));
  }
}
