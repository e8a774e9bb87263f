// SPDX-License-Identifier: Apache-2.0
package kasan.workload.internal.recording;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.function.Supplier;
import kasan.api.BadInputException;
import kasan.api.memory.Machine;
import kasan.api.workload.Recording;
import kasan.api.workload.RecordingInput;
import kasan.api.workload.RecordingReader;
import kasan.workload.internal.proc.ProcState;
import kasan.workload.internal.trace.Dialect;

/** Reads recordings whose trace is of one format. */
public class TraceRecordingReader implements RecordingReader {
  private final TraceFormat format;
  private final Supplier<KnownKernels> architectures;

  /**
   * A reader for text of one dialect.
   *
   * @param architectures gives the kernels that recordings may come from now
   */
  public TraceRecordingReader(Dialect dialect, Supplier<KnownKernels> architectures) {
    this(new TextFormat(dialect), architectures);
  }

  /**
   * A reader for one format.
   *
   * @param architectures gives the kernels that recordings may come from now
   */
  public TraceRecordingReader(TraceFormat format, Supplier<KnownKernels> architectures) {
    this.format = format;
    this.architectures = architectures;
  }

  @Override
  public int recognise(RecordingInput input) {
    try {
      return TraceMember.sureness(input, format);
    } catch (IOException e) {
      throw unreadable(input, e);
    }
  }

  @Override
  public SortedMap<String, String> settings() {
    return MachineSettings.titles(architectures.get());
  }

  @Override
  public Recording open(RecordingInput input, Map<String, String> settings) {
    try {
      KnownKernels kernels = architectures.get();
      MachineSettings given = MachineSettings.of(settings, kernels);
      String member = TraceMember.find(input, format);
      String name = shortName(input);
      ProcState before = ProcState.of(input, "before");
      ProcState after = ProcState.of(input, "after");
      var trace = new TraceFile(input, member, format, after);
      var recorded = new RecordedMachine(name, trace.label(), before, after, given, kernels);
      boolean growing = input.growing();
      if (growing && !format.grows()) {
        throw new BadInputException(
            trace.label() + ": cannot be followed: only text can be read while it is written");
      }
      Survey survey =
          growing ? soFar(trace.soFar(), recorded, kernels) : Survey.of(trace, recorded, kernels);
      boolean taken = false;
      try {
        survey.checkEvents(trace.label());
        KernelKind kernel = recorded.kernel(survey);
        Machine machine = recorded.build(survey, kernel);
        taken = true;
        return new TraceRecording(
            name,
            trace,
            kernel.arch(),
            machine,
            before,
            after,
            survey.source(),
            recorded.remarks());
      } finally {
        if (!taken) {
          survey.close();
        }
      }
    } catch (IOException e) {
      throw unreadable(input, e);
    }
  }

  /** A look at what is there of a trace that is being written; its events are read anew later. */
  private static Survey soFar(TraceFile there, RecordedMachine recorded, KnownKernels kernels) {
    if (!recorded.sizeKnown() && !recorded.sizeGiven()) {
      throw new BadInputException(
          there.label()
              + ": how large its machine was is known only at its end; to follow it, expected"
              + " before/ of a recording beside it, or --set ram=SIZE");
    }
    Survey survey = Survey.of(there, recorded, kernels);
    survey.leave();
    if (recorded.knownCpus() == 0 && survey.headerCpus() == 0) {
      throw new BadInputException(
          there.label()
              + ": how many CPUs its machine had is known only at its end; to follow it, expected"
              + " before/ beside it, or a first line that tells, such as 'cpus=4' of trace-cmd");
    }
    return survey;
  }

  /** Why an input that no reader recognised cannot be used. */
  public static BadInputException refusal(RecordingInput input) {
    try {
      return TraceMember.none(input);
    } catch (IOException e) {
      throw unreadable(input, e);
    }
  }

  private static String shortName(RecordingInput input) {
    Path path = Path.of(input.name()).toAbsolutePath().normalize();
    Path last = path.getFileName();
    return last == null ? path.toString() : last.toString();
  }

  private static BadInputException unreadable(RecordingInput input, IOException e) {
    return new BadInputException(input.name() + ": cannot be read: " + e.getMessage(), e);
  }
}
