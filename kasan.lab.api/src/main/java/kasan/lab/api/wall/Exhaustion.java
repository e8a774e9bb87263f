// SPDX-License-Identifier: Apache-2.0
package kasan.lab.api.wall;

import org.jspecify.annotations.Nullable;

/**
 * Java has run out of memory or of stack. Whoever asks for a byte too many is seldom who took the
 * others: so extensions are not blamed for what the laboratory itself needs.
 */
public final class Exhaustion {
  private static final long MIB = 1L << 20;
  private static final long GIB = 1L << 30;
  private static final long USUAL_GIB = 4;

  /** A heap that is fuller than this when the culprit's own has been let go is full of others'. */
  private static final double FULL = 0.75;

  /** Causes that are looked at; they may go round in a circle. */
  private static final int DEEPEST = 20;

  private static volatile boolean heapTooSmall;

  private Exhaustion() {}

  /** What is too small and what gives more, in one line; null when something else was thrown. */
  public static @Nullable String words(Throwable thrown) {
    VirtualMachineError error = of(thrown);
    if (error instanceof StackOverflowError) {
      return "the Java stack is too small for this; KASAN_JAVA_OPTS=-Xss16m, say, gives more";
    } else if (error == null) {
      return null;
    }
    String message = OneLine.of(error.getMessage());
    if (!message.isEmpty() && !message.contains("heap") && !message.contains("GC overhead")) {
      return "Java is out of memory: " + message;
    }
    heapTooSmall = true;
    long most = Runtime.getRuntime().maxMemory();
    return "the Java heap of "
        + most / MIB
        + " MiB is too small for this; KASAN_JAVA_OPTS=-Xmx"
        + Math.max(USUAL_GIB, 2 * most / GIB)
        + "g, say, gives more";
  }

  /**
   * True once {@link #words} has said that the heap is too small: what fails from then on may fail
   * by it.
   */
  public static boolean heapWasTooSmall() {
    return heapTooSmall;
  }

  /** What was thrown, or the cause of it, if Java has run out of memory or stack; else null. */
  public static @Nullable VirtualMachineError of(Throwable thrown) {
    Throwable each = thrown;
    for (int depth = 0; each != null && depth < DEEPEST; depth++) {
      if (each instanceof OutOfMemoryError || each instanceof StackOverflowError) {
        return (VirtualMachineError) each;
      }
      each = ForeignFailure.next(each);
    }
    return null;
  }

  /**
   * Throws on what foreign code has thrown if it is the laboratory that needs more: the code is the
   * laboratory's own, or the heap stays full when the code has returned. What else there is to
   * throw is the code's own fault.
   */
  public static void check(ForeignCode code, Throwable thrown) {
    VirtualMachineError error = of(thrown);
    if (error != null && isOfTheLaboratory(code, error)) {
      throw error;
    }
  }

  private static boolean isOfTheLaboratory(ForeignCode code, VirtualMachineError error) {
    try {
      return AuthorFrame.isOurs(code) || (error instanceof OutOfMemoryError && isFullOfOthers());
    } catch (OutOfMemoryError e) { // there is no room to look
      return true;
    }
  }

  @SuppressWarnings("SystemGc") // once, when all is lost but the answer to whose fault it is
  private static boolean isFullOfOthers() {
    System.gc();
    Runtime java = Runtime.getRuntime();
    return java.totalMemory() - java.freeMemory() > FULL * java.maxMemory();
  }
}
