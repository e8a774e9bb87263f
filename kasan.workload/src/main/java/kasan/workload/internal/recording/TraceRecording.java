// SPDX-License-Identifier: Apache-2.0
package kasan.workload.internal.recording;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import kasan.api.BadInputException;
import kasan.api.memory.Machine;
import kasan.api.workload.EventField;
import kasan.api.workload.EventSource;
import kasan.api.workload.MachineState;
import kasan.api.workload.Recording;
import kasan.api.workload.RecordingInput;
import kasan.workload.internal.trace.Dialect;
import kasan.workload.internal.trace.ReadAhead;
import kasan.workload.internal.trace.TraceText;
import org.jspecify.annotations.Nullable;

/** A trace in text, with the state of /proc around it where there is one. */
final class TraceRecording implements Recording {
  private static final Set<EventField> PROVIDES =
      Set.copyOf(EnumSet.complementOf(EnumSet.of(EventField.ACCESSES)));

  private final String name;
  private final RecordingInput input;
  private final String trace;
  private final Dialect dialect;
  private final Machine machine;
  private final @Nullable MachineState before;
  private final @Nullable MachineState after;
  private final List<EventSource> opened = new ArrayList<>();
  private @Nullable String sha256;

  TraceRecording(
      String name,
      RecordingInput input,
      String trace,
      Dialect dialect,
      Machine machine,
      @Nullable MachineState before,
      @Nullable MachineState after) {
    this.name = name;
    this.input = input;
    this.trace = trace;
    this.dialect = dialect;
    this.machine = machine;
    this.before = before;
    this.after = after;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String kind() {
    return dialect.readerName();
  }

  @Override
  public synchronized String sha256() {
    if (sha256 == null) {
      try {
        sha256 = input.sha256(trace);
      } catch (IOException e) {
        throw unreadable(e);
      }
    }
    return sha256;
  }

  @Override
  public Machine machine() {
    return machine;
  }

  @Override
  public @Nullable MachineState before() {
    return before;
  }

  @Override
  public @Nullable MachineState after() {
    return after;
  }

  @Override
  public Set<EventField> provides() {
    return PROVIDES;
  }

  @Override
  public synchronized EventSource open(Set<EventField> wanted) {
    try {
      String label = input.label(trace);
      var text = new TraceText(input.open(trace), label, dialect, wanted);
      var source = new ReadAhead(text, label);
      opened.add(source);
      return source;
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  private BadInputException unreadable(IOException e) {
    return new BadInputException(input.label(trace) + ": cannot be read: " + e.getMessage(), e);
  }

  @Override
  public synchronized void close() {
    for (EventSource source : opened) {
      source.close();
    }
    opened.clear();
  }
}
