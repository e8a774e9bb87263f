// SPDX-License-Identifier: Apache-2.0
package kasan.workload.internal.recording;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.util.Set;
import kasan.api.workload.EventField;
import kasan.api.workload.RecordingInput;
import kasan.workload.internal.dat.DatTrace;
import kasan.workload.internal.events.TraceStream;

/** trace.dat of trace-cmd. */
public final class DatFormat implements TraceFormat {
  private static final String MAGIC = "\027\010\104tracing";
  private static final int SURE = 98;

  @Override
  public String readerName() {
    return "trace.dat";
  }

  @Override
  public int sureness(byte[] head) {
    return new String(head, 0, Math.min(head.length, MAGIC.length()), ISO_8859_1).equals(MAGIC)
        ? SURE
        : 0;
  }

  @Override
  public TraceStream open(RecordingInput input, String member, Set<EventField> wanted)
      throws IOException {
    return new DatTrace(input, member, wanted);
  }
}
