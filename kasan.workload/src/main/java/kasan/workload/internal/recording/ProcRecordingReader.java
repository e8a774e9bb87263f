// SPDX-License-Identifier: Apache-2.0
package kasan.workload.internal.recording;

import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.function.Supplier;
import kasan.api.BadInputException;
import kasan.api.workload.Recording;
import kasan.api.workload.RecordingInput;
import kasan.api.workload.RecordingReader;
import kasan.workload.internal.proc.ProcState;

/** Reads what /proc said of a machine, where nothing was traced: a folder with before/ alone. */
public class ProcRecordingReader implements RecordingReader {
  private static final String BEFORE = "before";
  private static final int SURE = 50;

  private final Supplier<KnownKernels> architectures;

  /**
   * @param architectures gives the kernels that recordings may come from now
   */
  public ProcRecordingReader(Supplier<KnownKernels> architectures) {
    this.architectures = architectures;
  }

  @Override
  public int recognise(RecordingInput input) {
    return TraceMember.any(input) || ProcState.of(input, BEFORE) == null ? 0 : SURE;
  }

  @Override
  public SortedMap<String, String> settings() {
    return MachineSettings.titles(architectures.get());
  }

  @Override
  public Recording open(RecordingInput input, Map<String, String> settings) {
    KnownKernels kernels = architectures.get();
    MachineSettings given = MachineSettings.of(settings, kernels);
    ProcState before = ProcState.of(input, BEFORE);
    if (before == null) {
      throw new BadInputException(input.name() + ": no " + BEFORE + "/ in it");
    }
    Path folder = Path.of(input.name()).toAbsolutePath().normalize().getFileName();
    String name = folder == null ? input.name() : folder.toString();
    var recorded = new RecordedMachine(name, input.name(), before, null, given, kernels);
    if (!recorded.sizeKnown() && !recorded.memTotalKnown() && given.ramBytes() == 0) {
      throw new BadInputException(
          input.name()
              + ": nothing in before/ tells how much RAM there is; expected iomem (read as root),"
              + " kpageflags or meminfo, as files of /proc, or --set "
              + MachineSettings.RAM
              + "=...");
    }
    Survey none = Survey.none(kernels);
    KernelKind kernel = recorded.kernel(none);
    return new ProcRecording(
        name, input, kernel.arch(), recorded.build(none, kernel), before, recorded.remarks());
  }
}
