// SPDX-License-Identifier: Apache-2.0
package kasan.lab.api.wall;

import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Single calls of foreign code, wherever the caller is: nobody needs a {@link Wall} at hand. On a
 * thread that works behind a wall, the limit is that wall's.
 */
public final class ForeignCalls {
  /** Limit of a call in seconds, where no piece of work has one of its own. */
  private static final int LIMIT_SECONDS = 5;

  private ForeignCalls() {}

  /**
   * Calls foreign code on a thread of its own, and wants an answer. What does not come back is left
   * behind, and the caller goes on.
   *
   * @throws ForeignFailure when it throws, answers null, or takes too long
   * @throws kasan.api.BadInputException when it says so: that is a line to the user
   */
  public static <T> T answer(ForeignCode code, Supplier<? extends @Nullable T> call) {
    T answer = ask(code, call);
    if (answer == null) {
      throw ForeignFailure.noAnswer(code);
    }
    return answer;
  }

  /** As {@link #answer}, where null is an answer. */
  public static <T> @Nullable T ask(ForeignCode code, Supplier<? extends @Nullable T> call) {
    Wall around = Wall.current();
    return ask(code, around == null ? LIMIT_SECONDS : around.hangSeconds(), call);
  }

  /** As above, with a limit of its own. */
  public static <T> @Nullable T ask(
      ForeignCode code, int limitSeconds, Supplier<? extends @Nullable T> call) {
    var own = new Wall(limitSeconds);
    Stint thread = stint();
    // The caller may be foreign code that has asked the laboratory: only who hangs is to be blamed.
    int depth = thread == null ? 0 : thread.stepOut();
    try {
      return own.<@Nullable T>run(code.who(), () -> own.ask(code, call));
    } finally {
      if (thread != null) {
        thread.stepIn(depth);
      }
    }
  }

  /**
   * Calls foreign code that the whole work depends on: on the caller's thread where that works
   * behind a wall, so that the work is given up if it does not come back; else as {@link #ask}.
   */
  public static <T> @Nullable T within(ForeignCode code, Supplier<? extends @Nullable T> call) {
    Wall around = Wall.current();
    return around == null ? ask(code, call) : around.ask(code, call);
  }

  /** The caller's stint, for calls that are made often; null where it works behind no wall. */
  public static @Nullable Stint stint() {
    Wall around = Wall.current();
    return around == null ? null : around.stint();
  }

  /**
   * What foreign code asks the laboratory to do while it is called: that takes as long as it takes,
   * as writing to a terminal does.
   */
  public static <T extends @Nullable Object> T outside(Callable<T> work) throws Exception {
    Stint thread = stint();
    if (thread == null) {
      return work.call();
    }
    int depth = thread.stepOut();
    try {
      return work.call();
    } finally {
      thread.stepIn(depth);
    }
  }
}
