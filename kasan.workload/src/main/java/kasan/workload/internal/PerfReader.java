// SPDX-License-Identifier: Apache-2.0
package kasan.workload.internal;

import kasan.api.workload.ReaderInfo;
import kasan.api.workload.RecordingReader;
import kasan.workload.internal.recording.TraceRecordingReader;
import kasan.workload.internal.trace.Dialect;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The reader of the output of perf script, as a service. */
@Component(service = RecordingReader.class)
@ReaderInfo(name = "perf", title = "output of perf script")
public final class PerfReader extends TraceRecordingReader {
  /**
   * @param kernels that recordings may come from
   */
  @Activate
  public PerfReader(@Reference KernelsOfArchitectures kernels) {
    super(Dialect.PERF, kernels);
  }
}
