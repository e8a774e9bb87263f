// SPDX-License-Identifier: Apache-2.0
package kasan.lab.internal.run;

import java.util.concurrent.CompletableFuture;
import kasan.api.BadInputException;

/**
 * What somebody asks of a run; done by the run's thread, at a safepoint.
 *
 * @param wish what is asked
 * @param notBefore how many operations are to be done before
 * @param reply completed when it has been done, or cannot be
 * @param <T> what the answer is
 */
record Order<T>(Wish<T> wish, long notBefore, CompletableFuture<T> reply) {
  /** Asks something of a run. */
  @FunctionalInterface
  interface Wish<T> {
    /** Has it done. */
    T of(Commands run);
  }

  /** To be done when so many operations are done, or at the next safepoint when they are. */
  static <T> Order<T> at(long operation, Wish<T> wish) {
    return new Order<>(wish, operation, new CompletableFuture<>());
  }

  /**
   * Does it, and answers.
   *
   * @param before what is to be done before the answer is given
   */
  void carryOut(Commands run, Runnable before) {
    try {
      T done = wish.of(run);
      before.run();
      reply.complete(done);
    } catch (BadInputException e) {
      reply.completeExceptionally(e);
    } catch (RuntimeException e) {
      reply.completeExceptionally(e);
      throw e;
    }
  }

  void refuse(String why) {
    reply.completeExceptionally(new BadInputException(why));
  }
}
