// SPDX-License-Identifier: Apache-2.0
package kasan.workload.internal.recording;

import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import kasan.api.BadInputException;
import kasan.api.memory.Machine;
import kasan.api.workload.EventField;
import kasan.api.workload.EventSource;
import kasan.api.workload.MachineState;
import kasan.api.workload.Recording;
import kasan.workload.internal.events.ReadAhead;
import kasan.workload.internal.events.Rewound;
import kasan.workload.internal.events.TraceStream;
import kasan.workload.internal.proc.ProcState;
import org.jspecify.annotations.Nullable;

/** A machine that is running: its events come once, while they happen, and nothing is stored. */
public final class RunningRecording implements Recording {
  private static final Set<EventField> PROVIDES =
      Collections.unmodifiableSet(EnumSet.complementOf(EnumSet.of(EventField.ACCESSES)));

  private final KernelKind kernel;
  private final Machine machine;
  private final MachineState before;
  private final MachineState after;
  private final MachineRemarks remarks;
  private final Rewound events;
  private final Runnable afterwards;
  private boolean opened;

  private RunningRecording(
      KernelKind kernel,
      Machine machine,
      MachineState before,
      MachineState after,
      MachineRemarks remarks,
      Rewound events,
      Runnable afterwards) {
    this.kernel = kernel;
    this.machine = machine;
    this.before = before;
    this.after = after;
    this.remarks = remarks;
    this.events = events;
    this.afterwards = afterwards;
  }

  /**
   * Looks at the first events, which tell where the direct map starts.
   *
   * @param trace read in a thread of its own, from now on
   * @param after tells nothing before the end
   * @param settings as for a reader of recordings
   * @param afterwards called when the recording is closed, last
   * @throws BadInputException when nothing can be told of the machine
   */
  public static RunningRecording of(
      String name,
      TraceStream trace,
      ProcState before,
      MachineState after,
      Map<String, String> settings,
      KnownKernels kernels,
      Runnable afterwards) {
    MachineSettings given = MachineSettings.of(settings, kernels);
    var recorded = new RecordedMachine(name, name, before, null, given, kernels);
    var events = new Rewound(new ReadAhead(trace, name, () -> {}, true));
    try {
      Survey survey = Survey.ofRunning(events, trace, kernels);
      KernelKind kernel = recorded.kernel(survey);
      Machine machine = recorded.build(survey, kernel);
      return new RunningRecording(
          kernel, machine, before, after, recorded.remarks(), events, afterwards);
    } catch (RuntimeException e) {
      events.close();
      throw e;
    }
  }

  @Override
  public String name() {
    return machine.name();
  }

  @Override
  public String kind() {
    return "live";
  }

  /** Nothing is stored. */
  @Override
  public String sha256() {
    return "";
  }

  @Override
  public String arch() {
    return kernel.arch();
  }

  @Override
  public Machine machine() {
    return machine;
  }

  @Override
  public MachineState before() {
    return before;
  }

  @Override
  public MachineState after() {
    return after;
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
  public Set<EventField> provides() {
    return PROVIDES;
  }

  /** The events carry whatever may be wanted. */
  @Override
  public synchronized EventSource open(Set<EventField> wanted) {
    if (opened) {
      throw new BadInputException(name() + ": the events of a running machine come only once");
    }
    opened = true;
    return events;
  }

  @Override
  public synchronized void close() {
    events.close();
    afterwards.run();
  }
}
