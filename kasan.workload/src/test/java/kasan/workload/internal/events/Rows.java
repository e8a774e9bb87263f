// SPDX-License-Identifier: Apache-2.0
package kasan.workload.internal.events;

import java.util.ArrayList;
import java.util.List;
import kasan.api.workload.EventBatch;
import kasan.api.workload.EventSource;

/** Writes events as lines, to compare them. */
public final class Rows {
  private Rows() {}

  /** All that a source still has. */
  public static List<String> of(EventSource source) {
    var rows = new ArrayList<String>();
    var batch = new EventBatch();
    while (source.next(batch)) {
      for (int i = 0; i < batch.size; i++) {
        rows.add(row(batch, i, source));
      }
    }
    return rows;
  }

  /** The size, of kinds that have one; else 0. */
  public static long bytes(EventBatch batch, int i) {
    return switch (batch.kind[i]) {
      case KMALLOC, CACHE_ALLOC, VMAP_ALLOC, VMAP_PURGE, ACCESS, LOST -> batch.bytes[i];
      default -> 0;
    };
  }

  /** What a kind has beside address and size; else 0. */
  public static long detail(EventBatch batch, int i) {
    return switch (batch.kind[i]) {
      case KMALLOC, CACHE_ALLOC -> batch.given[i];
      case PAGE_ALLOC, PAGE_FREE, PAGE_DRAIN -> batch.order[i];
      case VMAP_ALLOC -> batch.align[i];
      case TASK_NEW -> batch.thread[i] ? 1 : 0;
      case ACCESS -> 2 * batch.offset[i] + (batch.write[i] ? 1 : 0);
      case EVICTABLE -> batch.inode[i];
      default -> 0;
    };
  }

  /** {@code KIND nanos cpu pid address bytes detail name}. */
  public static String row(EventBatch batch, int i, EventSource source) {
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
        + Long.toUnsignedString(bytes(batch, i))
        + " "
        + detail(batch, i)
        + " "
        + (batch.name[i] == EventBatch.NO_NAME ? "-" : source.name(batch.name[i]));
  }
}
