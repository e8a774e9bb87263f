// SPDX-License-Identifier: Apache-2.0
package kasan.workload.internal;

import kasan.api.workload.ReaderInfo;
import kasan.api.workload.RecordingReader;
import kasan.workload.internal.recording.BinaryFormat;
import kasan.workload.internal.recording.TraceRecordingReader;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The reader of perf.data, as a service. */
@Component(service = RecordingReader.class)
@ReaderInfo(name = "perf.data", title = "perf.data of perf record")
public final class PerfDataReader extends TraceRecordingReader {
  /**
   * @param kernels that recordings may come from
   */
  @Activate
  public PerfDataReader(@Reference KernelsOfArchitectures kernels) {
    super(BinaryFormat.PERF_DATA, kernels);
  }
}
