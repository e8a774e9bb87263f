// SPDX-License-Identifier: Apache-2.0
package kasan.itest;

import java.util.EnumSet;
import java.util.Set;
import kasan.api.memory.Machine;
import kasan.api.option.Options;
import kasan.api.workload.EventBatch;
import kasan.api.workload.EventField;
import kasan.api.workload.EventKind;
import kasan.api.workload.EventSource;
import kasan.api.workload.Workload;

/** A load without end and without bugs: objects are allocated, read and freed, round and round. */
final class EndlessWorkload implements Workload {
  static final String NAME = "endless";

  @Override
  public Set<EventField> provides() {
    return EnumSet.allOf(EventField.class);
  }

  @Override
  public EventSource open(Machine machine, Options options, long seed) {
    return new Source();
  }

  private static final class Source implements EventSource {
    private static final int OBJECTS = 300;
    private static final EventKind[] ROUND = {EventKind.KMALLOC, EventKind.ACCESS, EventKind.KFREE};

    private long made;

    @Override
    public boolean next(EventBatch batch) {
      batch.size = EventBatch.CAPACITY;
      for (int row = 0; row < batch.size; row++, made++) {
        EventKind kind = ROUND[(int) (made / OBJECTS % ROUND.length)];
        batch.kind[row] = kind;
        batch.nanos[row] = made * 1000;
        batch.cpu[row] = -1;
        batch.pid[row] = 1;
        batch.name[row] = EventBatch.NO_NAME;
        batch.address[row] = 1 + made % OBJECTS;
        batch.bytes[row] = kind == EventKind.KMALLOC ? 8 + made % OBJECTS : 1;
        batch.given[row] = 0;
        batch.offset[row] = 0;
        batch.write[row] = false;
      }
      return true;
    }

    @Override
    public String name(int number) {
      throw new IllegalArgumentException("no name " + number);
    }

    @Override
    public void close() {}
  }
}
