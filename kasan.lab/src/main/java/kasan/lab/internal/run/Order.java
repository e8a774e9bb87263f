// SPDX-License-Identifier: Apache-2.0
package kasan.lab.internal.run;

import java.util.concurrent.CompletableFuture;
import kasan.api.report.Result;
import kasan.api.scheme.ShadowScheme;

/**
 * What somebody asks of a run; applied at a safepoint.
 *
 * @param command what is asked
 * @param reply completed when it has been done, or cannot be
 */
record Order(Command command, CompletableFuture<Result> reply) {

  /** What can be asked. */
  sealed interface Command {}

  /** Stop until {@link Resume}. */
  record Hold() implements Command {}

  /**
   * Stop when so many operations have been done, or now when they have; answered then.
   *
   * @param at operations
   */
  record HoldAt(long at) implements Command {}

  /** Go on. */
  record Resume() implements Command {}

  /**
   * Go on with another scheme.
   *
   * @param scheme its name
   */
  record Swap(String scheme) implements Command {}

  /** End now. */
  record End() implements Command {}

  /** Tell the result so far. */
  record Tell() implements Command {}

  /** Tell what was reported so far. */
  record Findings() implements Command {}

  /**
   * Look at the shadow of an address.
   *
   * @param address any
   */
  record Look(long address) implements Command {}

  /** Tell an address of each kind of memory. */
  record Examples() implements Command {}

  /**
   * Access memory.
   *
   * @param cpu that does it
   * @param address with its tag
   * @param bytes how many
   * @param write whether it writes
   */
  record Touch(int cpu, long address, long bytes, boolean write) implements Command {}

  /**
   * A scheme is going away: hold nothing of it when this has been done.
   *
   * @param service the scheme
   */
  record Gone(ShadowScheme service) implements Command {}

  /**
   * A scheme has come.
   *
   * @param scheme its name
   */
  record Came(String scheme) implements Command {}

  static Order of(Command command) {
    return new Order(command, new CompletableFuture<>());
  }
}
