// SPDX-License-Identifier: Apache-2.0
package kasan.workload.internal;

import java.util.Map;
import java.util.SortedMap;
import kasan.api.workload.ReaderInfo;
import kasan.api.workload.Recording;
import kasan.api.workload.RecordingInput;
import kasan.api.workload.RecordingReader;
import kasan.workload.internal.recording.DatFormat;
import kasan.workload.internal.recording.TraceRecordingReader;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The reader of trace.dat, as a service. */
@Component
@ReaderInfo(name = "trace.dat", title = "trace.dat of trace-cmd record, versions 6 and 7")
public final class TraceDatReader implements RecordingReader {
  private final RecordingReader reader;

  /**
   * @param kernels that recordings may come from
   */
  @Activate
  public TraceDatReader(@Reference KernelsOfArchitectures kernels) {
    reader = new TraceRecordingReader(new DatFormat(), kernels);
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
