// SPDX-License-Identifier: Apache-2.0
package kasan.lab.api.wall;

import kasan.api.scheme.ShadowFaultException;
import org.jspecify.annotations.Nullable;

/**
 * Code of an extension threw, gave no answer, or did not come back. It is told in words, with the
 * line of the author's code and the bundle. What was thrown is not carried along: a class of the
 * extension's own would keep its bundle from being unloaded.
 */
public final class ForeignFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Causes that are looked at; they may go round in a circle. */
  private static final int DEEPEST = 20;

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
    Throwable cause = cause(code, thrown);
    String what =
        cause instanceof ShadowFaultException
            ? "the modelled kernel would have crashed: " + words(cause)
            : "threw " + named(cause);
    if (cause != thrown) {
      what += " (in a " + named(thrown) + ")";
    }
    return new ForeignFailure(code.who(), what + at(" at ", code, stack(cause)), false);
  }

  /** The deepest cause that went through the author's code: what wraps it says less. */
  private static Throwable cause(ForeignCode code, Throwable thrown) {
    Throwable deepest = thrown;
    Throwable each = thrown;
    for (int depth = 0; each != null && depth < DEEPEST; depth++) {
      if (AuthorFrame.of(code, stack(each)) != null) {
        deepest = each;
      }
      each = next(each);
    }
    return deepest;
  }

  /** Its cause; null for none. */
  static @Nullable Throwable next(Throwable thrown) {
    try {
      return thrown.getCause();
    } catch (Throwable e) { // an exception is code of the extension's own
      return null;
    }
  }

  private static StackTraceElement[] stack(Throwable thrown) {
    try {
      return thrown.getStackTrace();
    } catch (Throwable e) {
      return new StackTraceElement[0];
    }
  }

  private static String named(Throwable thrown) {
    String message = words(thrown);
    return thrown.getClass().getName() + (message.isEmpty() ? "" : ": " + message);
  }

  /**
   * It answered what its contract rules out, or cannot be had at all.
   *
   * @param what it did, in words
   */
  public static ForeignFailure told(ForeignCode code, String what) {
    return new ForeignFailure(code.who(), OneLine.of(what) + bundle(code), false);
  }

  /** The message of what was thrown, in one line; it may come from code of the extension's own. */
  static String words(Throwable thrown) {
    try {
      return OneLine.of(thrown.getMessage());
    } catch (Throwable e) {
      return "";
    }
  }

  /** It answered with null where that is no answer. */
  public static ForeignFailure noAnswer(ForeignCode code) {
    return new ForeignFailure(code.who(), "gave no answer" + bundle(code), false);
  }

  /**
   * It did not come back.
   *
   * @param stack of the thread that it keeps
   */
  public static ForeignFailure hung(ForeignCode code, int seconds, StackTraceElement[] stack) {
    String reason = "did not come back within " + seconds + " s";
    return new ForeignFailure(code.who(), reason + at(": it is in ", code, stack), true);
  }

  private static String at(String before, ForeignCode code, StackTraceElement[] stack) {
    String place = AuthorFrame.of(code, stack);
    return (place == null ? "" : before + place) + bundle(code);
  }

  private static String bundle(ForeignCode code) {
    String name = code.bundle();
    return name.isEmpty() ? "" : ", bundle " + name;
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
