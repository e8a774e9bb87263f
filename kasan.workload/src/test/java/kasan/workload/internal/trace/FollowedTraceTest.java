// SPDX-License-Identifier: Apache-2.0
package kasan.workload.internal.trace;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.util.EnumSet;
import java.util.concurrent.Semaphore;
import kasan.api.workload.EventBatch;
import kasan.api.workload.EventField;
import kasan.workload.internal.events.ReadAhead;
import org.junit.jupiter.api.Test;

/** A text that somebody is still writing: what is there is read, and no more is waited for. */
class FollowedTraceTest {
  private final PipedOutputStream writer = new PipedOutputStream();
  private final TraceText text;

  /** One permit for each time that the consumer was called. */
  private final Semaphore calls = new Semaphore(0);

  private int written;

  FollowedTraceTest() throws IOException {
    text =
        TraceText.growing(
            new PipedInputStream(writer, 1 << 16),
            "t.txt",
            Dialect.TRACEFS,
            EnumSet.allOf(EventField.class));
  }

  private void write(int lines) throws IOException {
    for (int i = 0; i < lines; i++) {
      written++;
      writer.write(
          String.format(
                  "  sh-7 [000] ..... 1.%06d: kfree: call_site=f+0x1/0x2 ptr=ffff888100000%03x\n",
                  written, written)
              .getBytes(UTF_8));
    }
    writer.flush();
  }

  @Test
  void batchHoldsTheLinesThatAreThere() throws Exception {
    var batch = new EventBatch();
    write(3);
    assertTrue(text.next(batch));
    assertEquals(3, batch.size);

    writer.write("  sh-7 [000] ..... 2.000000: kfr".getBytes(UTF_8));
    write(0);
    writer.write("ee: call_site=f+0x1/0x2 ptr=ffff888100000fff\n".getBytes(UTF_8));
    writer.close();
    assertTrue(text.next(batch));
    assertEquals(1, batch.size);
    assertFalse(text.next(batch));
  }

  @Test
  void consumerIsCalledWhenThereIsMoreAndAtTheEnd() throws Exception {
    try (ReadAhead ahead = new ReadAhead(text, "t", () -> {}, true)) {
      assertTrue(ahead.whenMore(calls::release));
      var batch = new EventBatch();
      assertTrue(ahead.next(batch));
      assertEquals(0, batch.size, "nothing was written");

      write(5);
      calls.acquire();
      assertTrue(ahead.next(batch));
      assertEquals(5, batch.size);
      assertTrue(ahead.next(batch));
      assertEquals(0, batch.size, "nothing more was written");
      assertEquals(0, calls.availablePermits(), "called once for each time");

      writer.close();
      calls.acquire();
      assertFalse(ahead.next(batch));
    }
  }

  /** The run may end before the recording does. */
  @Test
  void countsAreThoseOfWhatWasRead() throws Exception {
    try (ReadAhead ahead = new ReadAhead(text, "t", () -> {}, true)) {
      ahead.whenMore(calls::release);
      var batch = new EventBatch();
      writer.write(
          "  sh-7 [000] ..... 1.000000: kfree: call_site=f+0x1/0x2 ptr=0000000000000000\n"
              .getBytes(UTF_8));
      write(1);
      while (batch.size == 0) {
        assertTrue(ahead.next(batch));
        if (batch.size == 0) {
          calls.acquire();
        }
      }
      assertEquals("{kfree of null=1}", ahead.passedOver().toString());
    }
  }
}
