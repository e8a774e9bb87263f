// SPDX-License-Identifier: Apache-2.0
package kasan.workload.internal;

import kasan.api.workload.ReaderInfo;
import kasan.api.workload.RecordingReader;
import kasan.workload.internal.recording.TraceRecordingReader;
import kasan.workload.internal.trace.Dialect;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The reader of the output of trace-cmd report, as a service. */
@Component(service = RecordingReader.class)
@ReaderInfo(name = "trace-cmd", title = "output of trace-cmd report")
public final class TraceCmdReader extends TraceRecordingReader {
  /**
   * @param kernels that recordings may come from
   */
  @Activate
  public TraceCmdReader(@Reference KernelsOfArchitectures kernels) {
    super(Dialect.TRACE_CMD, kernels);
  }
}
