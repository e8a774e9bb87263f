// SPDX-License-Identifier: Apache-2.0
package kasan.shell.internal.call;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.felix.service.command.CommandSession;

/**
 * Ctrl-C while verbs work: their threads are interrupted, and each verb says what it stopped or
 * returns what it has. Whoever sees the key pressed at a terminal tells this.
 */
public final class InterruptKey {
  /** Variable of a session that holds its key. */
  public static final String VARIABLE = ".kasan.interrupt.key";

  /** Threads that work. */
  private final Map<Thread, Listening> working = new LinkedHashMap<>();

  private boolean ahead;

  /** A thread that works; it hears of the key until this is closed. */
  final class Listening implements AutoCloseable {
    private final Thread thread = Thread.currentThread();
    private final String who;
    private boolean told;

    private Listening(String who) {
      this.who = who;
    }

    @Override
    public void close() {
      synchronized (InterruptKey.this) {
        working.remove(thread);
        Thread.interrupted(); // pressed too late: not for what this thread does next
      }
    }
  }

  /** The key of a session; one that is never pressed where it has none. */
  static InterruptKey of(CommandSession session) {
    return session.get(VARIABLE) instanceof InterruptKey key ? key : new InterruptKey();
  }

  /**
   * Listens from now on, in the thread that works.
   *
   * @param who works, in words
   */
  synchronized Listening listen(String who) {
    var listening = new Listening(who);
    working.put(Thread.currentThread(), listening);
    if (ahead) {
      ahead = false;
      press();
    }
    return listening;
  }

  /**
   * The key was pressed and nobody works yet: who works next hears of it.
   *
   * @return false when somebody works, or it was pressed like this before
   */
  public synchronized boolean pressAhead() {
    if (!working.isEmpty() || ahead) {
      return false;
    }
    ahead = true;
    return true;
  }

  /** Who works, and at which line of its code it is; empty when nobody does. */
  public synchronized String where() {
    for (Listening each : working.values()) {
      for (StackTraceElement frame : each.thread.getStackTrace()) {
        if (!frame.getClassName().startsWith("java.") && !frame.getClassName().startsWith("jdk.")) {
          String place = frame.toString();
          return each.who + ", at " + place.substring(place.lastIndexOf('/') + 1);
        }
      }
    }
    return "";
  }

  /** True while verbs work that the key is for. */
  public synchronized boolean isHeard() {
    return !working.isEmpty();
  }

  /**
   * The key was pressed.
   *
   * @return whether a verb heard of it now; false when none works, or all have been told before
   */
  public synchronized boolean press() {
    boolean told = false;
    for (Listening each : working.values()) {
      if (!each.told) {
        each.told = true;
        each.thread.interrupt();
        told = true;
      }
    }
    return told;
  }
}
