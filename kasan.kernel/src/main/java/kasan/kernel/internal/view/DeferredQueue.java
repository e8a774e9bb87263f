// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal.view;

import java.util.Comparator;
import java.util.PriorityQueue;
import kasan.api.scheme.DeferredWork;

/** Work put off, by due time, then in the order in which it was queued. */
final class DeferredQueue {
  /** Nothing is queued. */
  static final long NEVER = Long.MAX_VALUE;

  private record Item(long due, long number, int cpu, DeferredWork work) {}

  private final PriorityQueue<Item> items =
      new PriorityQueue<>(Comparator.comparingLong(Item::due).thenComparingLong(Item::number));
  private long queued;

  /** When the next piece is due, or {@link #NEVER}. */
  private long nextDue = NEVER;

  void add(long due, int cpu, DeferredWork work) {
    items.add(new Item(due, queued++, cpu, work));
    nextDue = Math.min(nextDue, due);
  }

  long nextDue() {
    return nextDue;
  }

  /** Runs what is due by {@code nanos}, what it queues included. */
  void run(long nanos) {
    for (Item item = items.peek(); item != null && item.due <= nanos; item = items.peek()) {
      items.remove();
      item.work.run(item.cpu);
    }
    Item first = items.peek();
    nextDue = first == null ? NEVER : first.due;
  }

  void clear() {
    items.clear();
    nextDue = NEVER;
  }
}
