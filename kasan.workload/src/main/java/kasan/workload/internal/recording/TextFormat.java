// SPDX-License-Identifier: Apache-2.0
package kasan.workload.internal.recording;

import java.io.IOException;
import java.io.InputStream;
import java.util.Set;
import kasan.api.workload.EventField;
import kasan.api.workload.RecordingInput;
import kasan.workload.internal.events.TraceStream;
import kasan.workload.internal.trace.Dialect;
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
    TraceHead found = TraceHead.of(head);
    return found.dialect() == dialect ? found.sureness() : 0;
  }

  @Override
  public boolean grows() {
    return true;
  }

  @Override
  public TraceStream open(RecordingInput input, String member, Set<EventField> wanted)
      throws IOException {
    InputStream text = input.open(member);
    return input.growing()
        ? TraceText.growing(text, input.label(member), dialect, wanted)
        : new TraceText(text, input.label(member), dialect, wanted);
  }
}
