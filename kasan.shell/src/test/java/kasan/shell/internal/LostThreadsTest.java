// SPDX-License-Identifier: Apache-2.0
package kasan.shell.internal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LostThreadsTest {
  private final ByteArrayOutputStream told = new ByteArrayOutputStream();
  private final Thread.UncaughtExceptionHandler before =
      Thread.getDefaultUncaughtExceptionHandler();
  private final LostThreads threads = LostThreads.tellOf(new PrintStream(told, true, UTF_8), false);

  @AfterEach
  void leaveNothingBehind() {
    Thread.setDefaultUncaughtExceptionHandler(before);
  }

  @Test
  void classesThatAreGoneWithTheEndAreNothingToTell() {
    threads.end(0);

    threads.uncaughtException(new Thread("run"), new NoClassDefFoundError("some/Part"));

    assertEquals("", told.toString(UTF_8));
  }

  @Test
  void whatIsThrownElseIsToldInALine() {
    threads.uncaughtException(new Thread("run"), bare(new NoClassDefFoundError("some/Part")));
    threads.end(0);
    threads.uncaughtException(new Thread("run"), bare(new IllegalStateException("how")));

    assertEquals(
        """
        kasan: thread 'run' ended: threw java.lang.NoClassDefFoundError: some/Part
        kasan: thread 'run' ended: threw java.lang.IllegalStateException: how
        """,
        told.toString(UTF_8));
  }

  private static Throwable bare(Throwable thrown) {
    thrown.setStackTrace(new StackTraceElement[0]);
    return thrown;
  }
}
