// SPDX-License-Identifier: Apache-2.0
package kasan.workload.internal.recording;

import java.io.IOException;
import java.util.Set;
import kasan.api.BadInputException;
import kasan.api.workload.EventField;
import kasan.api.workload.MachineState;
import kasan.api.workload.RecordingInput;
import kasan.workload.internal.events.ReadAhead;
import kasan.workload.internal.events.TraceStream;
import kasan.workload.internal.input.SoFar;
import org.jspecify.annotations.Nullable;

/** The trace of a recording, as it is stored: opened as often as anybody likes. */
final class TraceFile {
  private final RecordingInput input;
  private final String member;
  private final TraceFormat format;
  private final TraceDigest digest;
  private final @Nullable MachineState after;
  private final boolean whole;

  /**
   * @param member the trace in the input
   * @param after state after the trace, which is wanted when the trace has been read
   */
  TraceFile(RecordingInput input, String member, TraceFormat format, @Nullable MachineState after) {
    this(input, member, format, after, true);
  }

  private TraceFile(
      RecordingInput input,
      String member,
      TraceFormat format,
      @Nullable MachineState after,
      boolean whole) {
    this.whole = whole;
    this.input = input;
    this.member = member;
    this.format = format;
    this.digest = new TraceDigest(input, member);
    this.after = after;
  }

  /** What there is by now of a trace that is being written. */
  TraceFile soFar() {
    return new TraceFile(new SoFar(input), member, format, null, false);
  }

  /** Name of the reader that understands it. */
  String kind() {
    return format.readerName();
  }

  String sha256() {
    return digest.sha256();
  }

  /** The events. */
  TraceStream events(Set<EventField> wanted) {
    try {
      return format.open(input, member, wanted);
    } catch (IOException e) {
      throw new BadInputException(label() + ": cannot be read: " + e.getMessage(), e);
    }
  }

  /** The events, read in a thread of its own, which then prepares what is asked for next. */
  ReadAhead ahead(TraceStream events) {
    return new ReadAhead(
        events,
        label(),
        whole ? this::prepare : () -> {},
        input.growing(),
        () -> input.share(member));
  }

  private void prepare() {
    try {
      if (after != null) {
        after.pageFlags();
      }
      digest.sha256();
    } catch (BadInputException e) {
      // whoever asks is told
    }
  }

  /** Names the file in messages. */
  String label() {
    return input.label(member);
  }
}
