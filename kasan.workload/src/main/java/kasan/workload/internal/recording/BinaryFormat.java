// SPDX-License-Identifier: Apache-2.0
package kasan.workload.internal.recording;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.util.Set;
import kasan.api.workload.EventField;
import kasan.api.workload.RecordingInput;
import kasan.workload.internal.dat.DatTrace;
import kasan.workload.internal.events.TraceStream;
import kasan.workload.internal.perf.PerfTrace;

/** Formats of traces that are no text; each begins with bytes of its own. */
public enum BinaryFormat implements TraceFormat {
  /** trace.dat of trace-cmd. */
  TRACE_DAT("trace.dat", "\027\010\104tracing") {
    @Override
    public TraceStream open(RecordingInput input, String member, Set<EventField> wanted)
        throws IOException {
      return new DatTrace(input, member, wanted);
    }
  },
  /** perf.data, a file or what came out of a pipe. */
  PERF_DATA("perf.data", "PERFILE2") {
    @Override
    public TraceStream open(RecordingInput input, String member, Set<EventField> wanted)
        throws IOException {
      return new PerfTrace(input, member, wanted);
    }
  };

  private static final int SURE = 98;

  private final String readerName;
  private final String magic;

  BinaryFormat(String readerName, String magic) {
    this.readerName = readerName;
    this.magic = magic;
  }

  @Override
  public String readerName() {
    return readerName;
  }

  @Override
  public int sureness(byte[] head) {
    int length = Math.min(head.length, magic.length());
    return new String(head, 0, length, ISO_8859_1).equals(magic) ? SURE : 0;
  }
}
