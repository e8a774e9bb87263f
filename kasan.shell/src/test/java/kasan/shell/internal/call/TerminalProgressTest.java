// SPDX-License-Identifier: Apache-2.0
package kasan.shell.internal.call;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class TerminalProgressTest {
  @Test
  void shortWorkShowsNothing() {
    var out = new ByteArrayOutputStream();
    try (var progress = new TerminalProgress(out, "events")) {
      progress.at(4096);
    }
    assertEquals("", out.toString(StandardCharsets.UTF_8));
  }
}
