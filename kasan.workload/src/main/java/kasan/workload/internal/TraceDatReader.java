// SPDX-License-Identifier: Apache-2.0
package kasan.workload.internal;

import kasan.api.workload.ReaderInfo;
import kasan.api.workload.RecordingReader;
import kasan.workload.internal.recording.BinaryFormat;
import kasan.workload.internal.recording.TraceRecordingReader;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The reader of trace.dat, as a service. */
@Component(service = RecordingReader.class)
@ReaderInfo(name = "trace.dat", title = "trace.dat of trace-cmd record, versions 6 and 7")
public final class TraceDatReader extends TraceRecordingReader {
  /**
   * @param kernels that recordings may come from
   */
  @Activate
  public TraceDatReader(@Reference KernelsOfArchitectures kernels) {
    super(BinaryFormat.TRACE_DAT, kernels);
  }
}
