// SPDX-License-Identifier: Apache-2.0
package kasan.workload.internal.recording;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.util.Set;
import kasan.api.workload.EventField;
import kasan.api.workload.RecordingInput;
import kasan.workload.internal.events.TraceStream;
import kasan.workload.internal.perf.PerfTrace;

/** perf.data, a file or what came out of a pipe. */
public final class PerfDataFormat implements TraceFormat {
  private static final String MAGIC = "PERFILE2";
  private static final int SURE = 98;

  @Override
  public String readerName() {
    return "perf.data";
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
    return new PerfTrace(input, member, wanted);
  }
}
