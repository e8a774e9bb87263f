// SPDX-License-Identifier: Apache-2.0
package kasan.workload.internal;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import kasan.api.workload.Recording;
import kasan.api.workload.RecordingInput;
import kasan.api.workload.RecordingReader;
import kasan.lab.api.inventory.Extension;
import kasan.lab.api.inventory.ExtensionService;
import kasan.lab.api.recording.Recordings;
import kasan.workload.internal.input.GrowingInput;
import kasan.workload.internal.input.MemberInput;
import kasan.workload.internal.input.Pause;
import kasan.workload.internal.live.LiveMachine;
import kasan.workload.internal.recording.ReaderChoice;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Opens recordings with the readers that are there; as a service. */
@Component
public final class RecordingsService implements Recordings {
  private final ExtensionService extensions;
  private final KernelsOfArchitectures kernels;

  /** Takes what knows the readers, and the kernels that recordings may come from. */
  @Activate
  public RecordingsService(
      @Reference ExtensionService extensions, @Reference KernelsOfArchitectures kernels) {
    this.extensions = extensions;
    this.kernels = kernels;
  }

  @Override
  public RecordingInput input(Path path) {
    return MemberInput.of(path);
  }

  @Override
  public Recording open(Path path, Map<String, String> settings) {
    return open(MemberInput.of(path), settings);
  }

  @Override
  public Recording follow(Path path, Map<String, String> settings) {
    return open(GrowingInput.of(path, Pause.USUAL), settings);
  }

  @Override
  public Recording live(Duration length, Map<String, String> settings) {
    return LiveMachine.follow(length, settings, kernels.get());
  }

  private Recording open(RecordingInput input, Map<String, String> settings) {
    List<RecordingReader> readers =
        extensions.readers().ranked().stream().map(Extension::service).toList();
    return new ReaderChoice(readers, extensions::leftOut).open(input, settings);
  }
}
