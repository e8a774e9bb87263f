// SPDX-License-Identifier: Apache-2.0
package kasan.shell.internal.call;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class TerminalProgressTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private long nanos;

  private TerminalProgress progress() {
    return new TerminalProgress(out, "events", () -> nanos);
  }

  private String shown() {
    String all = out.toString(StandardCharsets.UTF_8);
    return all.substring(all.lastIndexOf("\033[K") + 3);
  }

  private void seconds(double now) {
    nanos = (long) (now * 1e9);
  }

  @Test
  void shortWorkShowsNothing() {
    try (var progress = progress()) {
      progress.at(4096);
    }
    assertEquals("", out.toString(StandardCharsets.UTF_8));
  }

  @Test
  void saysHowMuchAndHowFast() {
    try (var progress = progress()) {
      seconds(2);
      progress.at(2_500_000);
      assertEquals("2,500,000 events, 1,250,000 a second", shown());
    }
    assertEquals("", shown());
  }

  @Test
  void saysHowLongWhereTheEndIsKnown() {
    try (var progress = progress()) {
      progress.of(1000);
      seconds(4);
      progress.at(10);
      assertEquals("10 of 1,000 events, 2.5 a second, 6 min 36 s left", shown());
      seconds(20);
      progress.at(400);
      assertEquals("400 of 1,000 events, 20 a second, 30 s left", shown());
    }
  }

  @Test
  void saysHowLongWhereTheShareIsKnown() {
    try (var progress = progress()) {
      seconds(1);
      progress.share(0.001);
      progress.at(1000);
      assertEquals("1,000 events, 1,000 a second", shown());
      seconds(3);
      progress.share(0.25);
      progress.at(3000);
      assertEquals("3,000 events, 1,000 a second, 9 s left", shown());
    }
  }

  @Test
  void nothingDoneIsNoRate() {
    try (var progress = progress()) {
      progress.of(10);
      seconds(1);
      progress.at(0);
      assertEquals("0 of 10 events", shown());
    }
  }
}
