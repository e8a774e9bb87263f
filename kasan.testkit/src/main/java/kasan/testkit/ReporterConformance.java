// SPDX-License-Identifier: Apache-2.0
package kasan.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import kasan.api.report.Reporter;
import kasan.api.report.ReporterInfo;
import kasan.api.report.Result;
import org.junit.jupiter.api.Test;

/**
 * Is it a lawful reporter? A subclass names it, and where it is made for some results only gives
 * one of those in {@link #result}; everything else is law:
 *
 * <ul>
 *   <li>it writes any result of its kind, with nothing measured in it too;
 *   <li>what was not measured looks like no number;
 *   <li>the same result gives the same bytes, whatever it wrote before and whoever writes beside;
 *   <li>the stream is left open, and its failures are passed on.
 * </ul>
 */
public abstract class ReporterConformance {
  private static final int WRITERS = 4;
  private static final int ROUNDS = 20;

  /** The reporter; a new one or the same each time. */
  protected abstract Reporter reporter();

  /** A result that it can write. */
  protected Result result() {
    return SampleResult.full();
  }

  private byte[] written(Result result) throws IOException {
    var out = new ByteArrayOutputStream();
    reporter().write(result, out);
    return out.toByteArray();
  }

  @Test
  void sameResultGivesTheSameBytes() throws IOException {
    Reporter one = reporter();
    var first = new ByteArrayOutputStream();
    one.write(result(), first);
    var second = new ByteArrayOutputStream();
    one.write(result(), second);
    assertTrue(first.size() > 0, "something is written");
    assertArrayEquals(first.toByteArray(), second.toByteArray());
    assertArrayEquals(first.toByteArray(), written(result()));
  }

  @Test
  void severalMayWriteAtOnce() throws Exception {
    Reporter shared = reporter();
    byte[] alone = written(result());
    var different = new ArrayList<Throwable>();
    var writers = new ArrayList<Thread>();
    for (int i = 0; i < WRITERS; i++) {
      Thread writer =
          new Thread(
              () -> {
                try {
                  for (int round = 0; round < ROUNDS; round++) {
                    var out = new ByteArrayOutputStream();
                    shared.write(result(), out);
                    assertArrayEquals(alone, out.toByteArray());
                  }
                } catch (IOException | RuntimeException | AssertionError e) {
                  synchronized (different) {
                    different.add(e);
                  }
                }
              });
      writers.add(writer);
      writer.start();
    }
    for (Thread writer : writers) {
      writer.join();
    }
    if (!different.isEmpty()) {
      throw new AssertionError("written at once with others", different.get(0));
    }
  }

  @Test
  void leavesTheStreamOpen() throws IOException {
    boolean[] closed = new boolean[1];
    OutputStream out =
        new ByteArrayOutputStream() {
          @Override
          public void close() {
            closed[0] = true;
          }
        };
    reporter().write(result(), out);
    assertFalse(closed[0]);
  }

  @Test
  void passesFailuresOfTheStreamOn() {
    OutputStream full =
        new OutputStream() {
          @Override
          public void write(int value) throws IOException {
            throw new IOException("no space left");
          }
        };
    assertThrows(IOException.class, () -> reporter().write(result(), full));
  }

  /** 0, 0.0 and false mean measured: they are written otherwise than what was not. */
  @Test
  void whatWasNotMeasuredDoesNotLookLikeNought() throws IOException {
    assumeTrue(result() instanceof SampleResult, "made for some results only");
    String unmeasured = new String(written(SampleResult.unmeasured()), StandardCharsets.UTF_8);
    for (int i = 0; i < SampleResult.FIGURES; i++) {
      SampleResult nought = SampleResult.noughtIn(SampleResult.FIRST_FIGURE + i);
      assertNotEquals(
          unmeasured,
          new String(written(nought), StandardCharsets.UTF_8),
          () -> nought.tree() + " is written like a row in which nothing was measured");
    }
  }

  @Test
  void emptyTablesAreWritten() throws IOException {
    assumeTrue(result() instanceof SampleResult, "made for some results only");
    written(SampleResult.empty());
  }

  @Test
  void isRegisteredAsWhatItIs() {
    Map<String, String> card = ServiceCard.of(reporter().getClass(), ReporterInfo.PREFIX_);
    assumeTrue(card != null, "no DS file on the class path");
    if (card != null) {
      String name = card.getOrDefault("name", "");
      assertTrue(name.matches("[a-z0-9][a-z0-9-]*"), name);
      assertFalse(card.getOrDefault("title", "").isBlank(), "title");
      for (String ending : List.of(card.getOrDefault("extensions", "").split("\\s+", -1))) {
        assertTrue(ending.matches("([a-z0-9]+)?"), ending);
      }
    }
  }
}
