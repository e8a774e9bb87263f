// SPDX-License-Identifier: Apache-2.0
package kasan.workload.internal;

import java.util.Map;
import java.util.SortedMap;
import kasan.api.workload.ReaderInfo;
import kasan.api.workload.Recording;
import kasan.api.workload.RecordingInput;
import kasan.api.workload.RecordingReader;
import kasan.workload.internal.recording.ProcRecordingReader;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The reader of files of /proc without a trace, as a service. */
@Component
@ReaderInfo(name = "proc", title = "files of /proc in before/, without a trace")
public final class ProcReader implements RecordingReader {
  private final RecordingReader reader;

  /**
   * @param kernels that recordings may come from
   */
  @Activate
  public ProcReader(@Reference KernelsOfArchitectures kernels) {
    reader = new ProcRecordingReader(kernels);
  }

  @Override
  public int recognise(RecordingInput input) {
    return reader.recognise(input);
  }

  @Override
  public SortedMap<String, String> settings() {
    return reader.settings();
  }

  @Override
  public Recording open(RecordingInput input, Map<String, String> settings) {
    return reader.open(input, settings);
  }
}
