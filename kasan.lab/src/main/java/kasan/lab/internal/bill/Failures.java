// SPDX-License-Identifier: Apache-2.0
package kasan.lab.internal.bill;

import kasan.api.scheme.ShadowFaultException;
import kasan.lab.api.wall.Exhaustion;
import kasan.lab.api.wall.ForeignFailure;

/** Says what a scheme threw, in one line that does not change from run to run. */
public final class Failures {
  private Failures() {}

  /** Why a run cannot go on. */
  public static String ofRun(Throwable failure) {
    if (failure instanceof ForeignFailure foreign) {
      return String.valueOf(foreign.getMessage());
    }
    String exhausted = Exhaustion.words(failure);
    return exhausted == null ? inWords(failure) : exhausted;
  }

  /** Exception, message, and the place in the scheme that threw it. */
  public static String inWords(Throwable failure) {
    String message = failure.getMessage();
    String what =
        failure instanceof ShadowFaultException
            ? "the modelled kernel would have crashed: " + message
            : "threw " + failure.getClass().getName() + (message == null ? "" : ": " + message);
    StackTraceElement[] frames = failure.getStackTrace();
    return (frames.length == 0 ? what : what + " at " + place(frames))
        .replaceAll("\\s*\\R\\s*", "; ");
  }

  private static String place(StackTraceElement[] frames) {
    StackTraceElement chosen = frames[0];
    for (StackTraceElement frame : frames) {
      // Not the library method that found fault, but the code that called it.
      if (!frame.getClassName().startsWith("java.")) {
        chosen = frame;
        break;
      }
    }
    String file = chosen.getFileName();
    return chosen.getClassName()
        + "."
        + chosen.getMethodName()
        + (file == null || chosen.getLineNumber() < 0
            ? ""
            : " (" + file + ":" + chosen.getLineNumber() + ")");
  }
}
