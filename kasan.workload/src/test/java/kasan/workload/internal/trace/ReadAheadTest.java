// SPDX-License-Identifier: Apache-2.0
package kasan.workload.internal.trace;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.EnumSet;
import java.util.List;
import kasan.api.BadInputException;
import kasan.api.workload.EventBatch;
import kasan.api.workload.EventField;
import kasan.workload.internal.events.ReadAhead;
import kasan.workload.internal.events.Rows;
import org.junit.jupiter.api.Test;

final class ReadAheadTest {
  private static String trace(int lines) {
    var speller = new LineSpeller(3, Dialect.TRACEFS);
    var text = new StringBuilder();
    for (int i = 0; i < lines; i++) {
      text.append(speller.line()).append('\n');
    }
    return text.toString();
  }

  private static TraceText source(String text) {
    return new TraceText(
        new ByteArrayInputStream(text.getBytes(UTF_8)),
        "t.txt",
        Dialect.TRACEFS,
        EnumSet.allOf(EventField.class));
  }

  @Test
  void givesTheSameEventsAndCountsAsItsSource() {
    String text = trace(50_000);
    TraceText direct = source(text);
    List<String> expected = Rows.of(direct);
    try (ReadAhead ahead = new ReadAhead(source(text), "t")) {
      assertEquals(expected, Rows.of(ahead));
      assertEquals(direct.passedOver(), ahead.passedOver());
      assertEquals(direct.lostEvents(), ahead.lostEvents());
      assertFalse(ahead.next(new EventBatch()), "the end stays the end");
    }
  }

  @Test
  void throwsWhatItsSourceThrowsAfterTheEventsBeforeIt() {
    String good = trace(10_000);
    int rows = Rows.of(source(good)).size();
    try (ReadAhead ahead = new ReadAhead(source(good + "garbage\n"), "t")) {
      var batch = new EventBatch();
      int seen = 0;
      while (seen < rows / EventBatch.CAPACITY * EventBatch.CAPACITY) {
        assertTrue(ahead.next(batch));
        seen += batch.size;
      }
      var thrown = assertThrows(BadInputException.class, () -> Rows.of(ahead));
      assertTrue(String.valueOf(thrown.getMessage()).startsWith("t.txt, line 10001: "));
    }
  }

  @Test
  void closingEndsAWorkerThatIsFarAhead() {
    ReadAhead ahead = new ReadAhead(source(trace(150_000)), "far ahead");
    assertTrue(ahead.next(new EventBatch()));
    ahead.close();
    assertTrue(Thread.getAllStackTraces().keySet().stream().noneMatch(ReadAheadTest::farAhead));
  }

  @Test
  void closingEndsAWorkerThatNobodyAsked() {
    InputStream endless =
        new InputStream() {
          @Override
          public int read() {
            return '\n';
          }
        };
    var text = new TraceText(endless, "t.txt", Dialect.TRACEFS, EnumSet.noneOf(EventField.class));
    new ReadAhead(text, "far ahead").close();
    assertTrue(Thread.getAllStackTraces().keySet().stream().noneMatch(ReadAheadTest::farAhead));
  }

  private static boolean farAhead(Thread thread) {
    return thread.getName().contains("far ahead") && thread.isAlive();
  }
}
