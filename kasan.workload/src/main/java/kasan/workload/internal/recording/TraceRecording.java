// SPDX-License-Identifier: Apache-2.0
package kasan.workload.internal.recording;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import kasan.api.memory.Machine;
import kasan.api.workload.EventField;
import kasan.api.workload.EventSource;
import kasan.api.workload.MachineState;
import kasan.api.workload.Recording;
import org.jspecify.annotations.Nullable;

/** A trace, with the state of /proc around it where there is one. */
final class TraceRecording implements Recording {
  private static final Set<EventField> PROVIDES =
      Set.copyOf(EnumSet.complementOf(EnumSet.of(EventField.ACCESSES)));

  private final String name;
  private final TraceFile trace;
  private final String arch;
  private final Machine machine;
  private final @Nullable MachineState before;
  private final @Nullable MachineState after;
  private final MachineRemarks remarks;
  private final List<EventSource> opened = new ArrayList<>();

  /** Read as {@link Survey#WANTED}, from the first event on; null when it was handed out. */
  private @Nullable EventSource surveyed;

  TraceRecording(
      String name,
      TraceFile trace,
      String arch,
      Machine machine,
      @Nullable MachineState before,
      @Nullable MachineState after,
      @Nullable EventSource surveyed,
      MachineRemarks remarks) {
    this.name = name;
    this.trace = trace;
    this.arch = arch;
    this.machine = machine;
    this.before = before;
    this.after = after;
    this.surveyed = surveyed;
    this.remarks = remarks;
    if (surveyed != null) {
      opened.add(surveyed);
    }
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String kind() {
    return trace.kind();
  }

  @Override
  public String sha256() {
    return trace.sha256();
  }

  @Override
  public String arch() {
    return arch;
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
  public List<String> machineNotes() {
    return remarks.notes();
  }

  @Override
  public @Nullable String kasanEvidence() {
    return remarks.kasanEvidence();
  }

  @Override
  public synchronized EventSource open(Set<EventField> wanted) {
    EventSource source = surveyed;
    if (source == null || !Survey.serves(wanted)) {
      source = trace.ahead(trace.events(wanted));
      opened.add(source);
    } else {
      surveyed = null;
    }
    return source;
  }

  @Override
  public synchronized void close() {
    for (EventSource source : opened) {
      source.close();
    }
    opened.clear();
  }
}
