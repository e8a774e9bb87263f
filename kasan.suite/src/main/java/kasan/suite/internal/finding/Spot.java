// SPDX-License-Identifier: Apache-2.0
package kasan.suite.internal.finding;

import java.util.List;

/**
 * Where a program stood when it did something.
 *
 * @param cpu that it ran on
 * @param comm name of the task
 * @param pid of the task
 * @param verb of the statement
 * @param calls functions that were entered, innermost first, the case itself last
 */
record Spot(int cpu, String comm, long pid, String verb, List<Call> calls) {
  /** Copies the list. */
  Spot {
    calls = List.copyOf(calls);
  }

  /**
   * A function on the stack.
   *
   * @param function its name
   * @param line of the program that it stood at
   */
  record Call(String function, int line) {}
}
