// SPDX-License-Identifier: Apache-2.0
package kasan.suite.internal.finding;

import java.util.HashMap;
import java.util.Map;

/**
 * Which reports a kernel prints (mm/kasan/report.c): the first only unless multi-shot is on, none
 * while the task has reports switched off, and none after a panic.
 */
public final class Console {
  private final boolean multiShot;
  private final boolean panicOnWarn;
  private final Map<String, Integer> depths = new HashMap<>();
  private String task = "";
  private boolean reported;
  private boolean panicked;

  /**
   * @param multiShot kasan_multi_shot
   * @param panicOnWarn panic_on_warn, which multi-shot overrides
   */
  public Console(boolean multiShot, boolean panicOnWarn) {
    this.multiShot = multiShot;
    this.panicOnWarn = panicOnWarn;
  }

  /** Another task goes on. */
  public void at(String name) {
    task = name;
  }

  /** kasan_disable_current, of the task that runs. */
  public void disable() {
    depths.merge(task, -1, Integer::sum);
  }

  /** kasan_enable_current, of the task that runs. */
  public void enable() {
    depths.merge(task, 1, Integer::sum);
  }

  /** Whether the task that runs has reports switched off: its depth is not zero. */
  public boolean suppressed() {
    return !depths.isEmpty() && depths.getOrDefault(task, 0) != 0;
  }

  /** A report is made; returns whether it is printed. */
  public boolean prints() {
    boolean prints = !panicked && (multiShot || !reported);
    reported = true;
    panicked |= prints && panicOnWarn && !multiShot;
    return prints;
  }

  /** Whether a report was printed before, so that the kernel is tainted. */
  public boolean tainted() {
    return reported;
  }

  /** Whether the kernel has stopped. */
  public boolean panicked() {
    return panicked;
  }
}
