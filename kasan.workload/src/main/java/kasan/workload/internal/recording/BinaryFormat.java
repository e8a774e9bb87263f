// SPDX-License-Identifier: Apache-2.0
package kasan.workload.internal.recording;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.util.Arrays;
import java.util.Set;
import kasan.api.workload.EventField;
import kasan.api.workload.RecordingInput;
import kasan.workload.internal.dat.DatTrace;
import kasan.workload.internal.events.TraceStream;
import kasan.workload.internal.perf.PerfTrace;

/** Formats of traces that are no text; each begins with bytes of its own. */
public enum BinaryFormat implements TraceFormat {
  /** trace.dat of trace-cmd. */
  TRACE_DAT("trace.dat", "\027\010\104tracing", DatTrace::new),
  /** perf.data, a file or what came out of a pipe. */
  PERF_DATA("perf.data", "PERFILE2", PerfTrace::new);

  private static final int SURE = 98;

  private final String readerName;
  private final byte[] magic;
  private final Opener opener;

  BinaryFormat(String readerName, String magic, Opener opener) {
    this.readerName = readerName;
    this.magic = magic.getBytes(ISO_8859_1);
    this.opener = opener;
  }

  @FunctionalInterface
  private interface Opener {
    TraceStream open(RecordingInput input, String member, Set<EventField> wanted)
        throws IOException;
  }

  @Override
  public String readerName() {
    return readerName;
  }

  @Override
  public int sureness(byte[] head) {
    int length = Math.min(head.length, magic.length);
    return Arrays.equals(head, 0, length, magic, 0, magic.length) ? SURE : 0;
  }

  @Override
  public TraceStream open(RecordingInput input, String member, Set<EventField> wanted)
      throws IOException {
    return opener.open(input, member, wanted);
  }
}
