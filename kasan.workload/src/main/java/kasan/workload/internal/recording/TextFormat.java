// SPDX-License-Identifier: Apache-2.0
package kasan.workload.internal.recording;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Set;
import kasan.api.text.PlainText;
import kasan.api.workload.EventField;
import kasan.api.workload.RecordingInput;
import kasan.workload.internal.events.TraceStream;
import kasan.workload.internal.trace.Dialect;
import kasan.workload.internal.trace.LinePrefix;
import kasan.workload.internal.trace.PrefixedText;
import kasan.workload.internal.trace.TraceHead;
import kasan.workload.internal.trace.TraceText;

/**
 * Text of one dialect.
 *
 * @param dialect who writes it so
 */
record TextFormat(Dialect dialect) implements TraceFormat {
  @Override
  public String readerName() {
    return dialect.readerName();
  }

  @Override
  public int sureness(byte[] head) {
    TraceHead found = head(head);
    return found.dialect() == dialect ? found.sureness() : 0;
  }

  /** What first bytes make of a file, whatever its encoding. */
  static TraceHead head(byte[] head) {
    return TraceHead.of(utf8(head));
  }

  /** First bytes in UTF-8. */
  static byte[] utf8(byte[] head) {
    try {
      return PlainText.utf8(new ByteArrayInputStream(head)).readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e); // they are in memory
    }
  }

  @Override
  public boolean grows() {
    return true;
  }

  @Override
  public TraceStream open(RecordingInput input, String member, Set<EventField> wanted)
      throws IOException {
    InputStream bytes = input.growing() ? input.open(member) : PlainText.utf8(input.open(member));
    LinePrefix prefix = head(input.head(member, TraceHead.BYTES)).prefix();
    InputStream text = prefix == null ? bytes : new PrefixedText(bytes, prefix);
    return input.growing()
        ? TraceText.growing(text, input.label(member), dialect, wanted)
        : new TraceText(text, input.label(member), dialect, wanted);
  }
}
