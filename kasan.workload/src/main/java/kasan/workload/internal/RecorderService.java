// SPDX-License-Identifier: Apache-2.0
package kasan.workload.internal;

import java.nio.file.Path;
import java.util.function.Consumer;
import kasan.lab.api.recording.Recorder;
import kasan.workload.internal.record.MachineRecorder;
import org.osgi.service.component.annotations.Component;

/** Records this machine; as a service. */
@Component
public final class RecorderService implements Recorder {
  private final Recorder recorder = new MachineRecorder();

  @Override
  public Made record(Plan plan, Consumer<String> told) {
    return recorder.record(plan, told);
  }

  @Override
  public void snapshot(Path folder) {
    recorder.snapshot(folder);
  }
}
