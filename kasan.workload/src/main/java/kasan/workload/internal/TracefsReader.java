// SPDX-License-Identifier: Apache-2.0
package kasan.workload.internal;

import kasan.api.workload.ReaderInfo;
import kasan.api.workload.RecordingReader;
import kasan.workload.internal.recording.TraceRecordingReader;
import kasan.workload.internal.trace.Dialect;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The reader of tracefs text, as a service. */
@Component(service = RecordingReader.class)
@ReaderInfo(name = "tracefs", title = "text of /sys/kernel/tracing/trace")
public final class TracefsReader extends TraceRecordingReader {
  /**
   * @param kernels that recordings may come from
   */
  @Activate
  public TracefsReader(@Reference KernelsOfArchitectures kernels) {
    super(Dialect.TRACEFS, kernels);
  }
}
