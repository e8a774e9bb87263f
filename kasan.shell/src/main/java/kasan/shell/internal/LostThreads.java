// SPDX-License-Identifier: Apache-2.0
package kasan.shell.internal;

import java.io.PrintStream;
import kasan.lab.api.wall.Exhaustion;
import kasan.lab.api.wall.OneLine;
import kasan.shell.internal.line.Replies;
import org.jspecify.annotations.Nullable;

/**
 * Threads that end with an exception which nobody catches, whoever's they are: a line tells of
 * each, in place of Java's stack trace. That memory was short is told by the verb, as a rule, since
 * it was short for all; so it is told of a thread only if the verb has come to its end.
 */
final class LostThreads implements Thread.UncaughtExceptionHandler {
  private final PrintStream err;
  private final boolean oneVerb;
  private volatile @Nullable String exhausted;
  private volatile boolean over;

  private LostThreads(PrintStream err, boolean oneVerb) {
    this.err = err;
    this.oneVerb = oneVerb;
  }

  /**
   * From now on, for all threads of the process.
   *
   * @param oneVerb whether there is one verb, and {@link #end} after it
   */
  static LostThreads tellOf(PrintStream err, boolean oneVerb) {
    var handler = new LostThreads(err, oneVerb);
    Thread.setDefaultUncaughtExceptionHandler(handler);
    return handler;
  }

  @Override
  public void uncaughtException(Thread thread, Throwable thrown) {
    if (over && thrown instanceof LinkageError) {
      return; // a run that goes on until the process has ended misses classes of stopped bundles
    }
    try {
      String words = Exhaustion.words(thrown);
      String line = "kasan: thread '" + thread.getName() + "' ended: ";
      if (words != null && oneVerb) {
        exhausted = line + words;
      } else if (words != null) {
        err.println(line + words);
      } else {
        err.println(line + "threw " + OneLine.of(String.valueOf(thrown)) + at(thrown));
      }
    } catch (RuntimeException | Error e) {
      // There is no room for words, or the process ends and the classes for them are gone.
    }
  }

  private static String at(Throwable thrown) {
    StackTraceElement[] stack = thrown.getStackTrace();
    for (StackTraceElement frame : stack) {
      if (!frame.getClassName().startsWith("java.")) {
        return " at " + frame.getClassName() + "." + frame.getMethodName() + place(frame);
      }
    }
    return "";
  }

  private static String place(StackTraceElement frame) {
    String file = frame.getFileName();
    return file == null ? "" : " (" + file + ":" + frame.getLineNumber() + ")";
  }

  /** The verb, or the script, is over, with this status. */
  void end(int status) {
    over = true;
    String line = exhausted;
    if (line != null && status != Replies.BAD_REQUEST) {
      err.println(line);
    }
  }
}
