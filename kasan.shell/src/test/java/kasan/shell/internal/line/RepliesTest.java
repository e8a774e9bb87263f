// SPDX-License-Identifier: Apache-2.0
package kasan.shell.internal.line;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import kasan.shell.internal.call.Failures;
import org.junit.jupiter.api.Test;

class RepliesTest {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final Replies replies =
      new Replies(new StandardStreams(InputStream.nullInputStream(), printTo(out), printTo(err)));

  @Test
  void textEndsInOneLineFeed() {
    replies.text("a");
    replies.text("b\n");
    replies.text("");

    assertEquals("a\nb\n", out.toString(StandardCharsets.UTF_8));
    assertEquals(0, err.size());
  }

  @Test
  void failureGoesToStandardErrorWithStatus2() {
    assertEquals(2, replies.failure("no such file"));

    assertEquals("kasan: no such file\n", err.toString(StandardCharsets.UTF_8));
    assertEquals(0, out.size());
  }

  @Test
  void reasonIsOneLine() {
    assertEquals("a; b; c", Failures.reason(new IllegalArgumentException("a\n  b\r\nc\n")));
  }

  @Test
  void reasonWithoutMessageIsTheNameOfTheFailure() {
    assertEquals("IllegalStateException", Failures.reason(new IllegalStateException()));
    assertEquals("IllegalStateException", Failures.reason(new IllegalStateException(" ")));
  }

  private static PrintStream printTo(ByteArrayOutputStream stream) {
    return new PrintStream(stream, true, StandardCharsets.UTF_8);
  }
}
