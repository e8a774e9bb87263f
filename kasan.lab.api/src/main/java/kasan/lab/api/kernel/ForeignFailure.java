// SPDX-License-Identifier: Apache-2.0
package kasan.lab.api.kernel;

import kasan.api.scheme.ShadowFaultException;
import org.jspecify.annotations.Nullable;

/**
 * Code of an extension threw, gave no answer, or did not come back. It is told in words, with the
 * line of the author's code and the bundle. What was thrown is not carried along: a class of the
 * extension's own would keep its bundle from being unloaded.
 */
public final class ForeignFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String who;
  private final String reason;
  private final boolean hung;

  private ForeignFailure(String who, String reason, boolean hung) {
    super(who + " " + reason, null, false, false);
    this.who = who;
    this.reason = reason;
    this.hung = hung;
  }

  /** It threw. */
  static ForeignFailure threw(ForeignCode code, Throwable thrown) {
    String message = thrown.getMessage();
    String what =
        thrown instanceof ShadowFaultException
            ? "the modelled kernel would have crashed: " + message
            : "threw " + thrown.getClass().getName() + (message == null ? "" : ": " + message);
    return new ForeignFailure(
        code.who(),
        (what + at(" at ", code, thrown.getStackTrace())).replaceAll("\\s*\\R\\s*", "; "),
        false);
  }

  /** It answered with null where that is no answer. */
  static ForeignFailure noAnswer(ForeignCode code) {
    return new ForeignFailure(code.who(), "gave no answer" + AuthorFrame.bundle(code), false);
  }

  /**
   * It did not come back.
   *
   * @param stack of the thread that it keeps
   */
  static ForeignFailure hung(ForeignCode code, int seconds, StackTraceElement[] stack) {
    String reason = "did not come back within " + seconds + " s";
    return new ForeignFailure(code.who(), reason + at(": it is in ", code, stack), true);
  }

  private static String at(String before, ForeignCode code, StackTraceElement[] stack) {
    String place = AuthorFrame.of(code, stack);
    return (place == null ? "" : before + place) + AuthorFrame.bundle(code);
  }

  /** Whose code it was, for example {@code scheme 'page'}. */
  public String who() {
    return who;
  }

  /** What it did, where, and in which bundle; in one line. */
  public String reason() {
    return reason;
  }

  /** True if it did not come back in time. */
  public boolean hung() {
    return hung;
  }

  /** In one line. */
  @Override
  public @Nullable String getMessage() {
    return super.getMessage();
  }
}
