// SPDX-License-Identifier: Apache-2.0
package kasan.lab.internal.run;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/** Orders that a run was given and has not carried out. Any thread adds, the run's thread takes. */
final class Orders {
  private final String run;
  private final BlockingQueue<Order<?>> queue = new LinkedBlockingQueue<>();
  private volatile boolean over;

  /** The one that was given out last. Of the run's thread. */
  private @Nullable Order<?> underWay;

  /** To be done when more operations are done. Of the run's thread. */
  private @Nullable Order<?> later;

  /**
   * @param run its name
   */
  Orders(String run) {
    this.run = run;
  }

  /**
   * Adds one; refuses it when the run is over.
   *
   * @param operation how many operations are to be done before
   */
  <T> Order<T> add(long operation, Order.Wish<T> wish) {
    Order<T> order = Order.at(operation, wish);
    queue.add(order);
    if (over) {
      refuseAll();
    }
    return order;
  }

  /** The next one; null when there is none. */
  @Nullable Order<?> poll() {
    underWay = queue.poll();
    return underWay;
  }

  /** The next one, however long it takes to come. */
  Order<?> take() throws InterruptedException {
    underWay = queue.take();
    return underWay;
  }

  /** Whoever was carrying an order out does not come back: who asked is told so. */
  void lost(String why) {
    Order<?> order = underWay;
    if (order != null && !order.equals(later)) {
      order.refuse(why); // which changes nothing where it has been answered
    }
  }

  /** Puts one aside until its operation; there is one such operation, the last that was named. */
  void putAside(Order<?> order) {
    Order<?> before = later;
    if (before != null) {
      before.refuse(run + " is to be held at another operation");
    }
    later = order;
  }

  /** The operation before which an order that was put aside falls due. */
  long nextOperation() {
    Order<?> next = later;
    return next == null ? Long.MAX_VALUE : next.notBefore();
  }

  /** The order that was put aside and is due by now; null when there is none. */
  @Nullable Order<?> due(long done) {
    Order<?> next = later;
    if (next == null || done < next.notBefore()) {
      return null;
    }
    later = null;
    underWay = next;
    return next;
  }

  /** The run is over. */
  void close() {
    over = true;
    Order<?> never = later;
    if (never != null) {
      never.refuse(run + " ended before that operation");
    }
    refuseAll();
  }

  private void refuseAll() {
    for (Order<?> order = queue.poll(); order != null; order = queue.poll()) {
      order.refuse(run + " has ended");
    }
  }
}
