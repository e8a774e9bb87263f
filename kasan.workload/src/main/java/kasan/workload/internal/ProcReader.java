// SPDX-License-Identifier: Apache-2.0
package kasan.workload.internal;

import kasan.api.workload.ReaderInfo;
import kasan.api.workload.RecordingReader;
import kasan.workload.internal.recording.ProcRecordingReader;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The reader of files of /proc without a trace, as a service. */
@Component(service = RecordingReader.class)
@ReaderInfo(name = "proc", title = "files of /proc in before/, without a trace")
public final class ProcReader extends ProcRecordingReader {
  /**
   * @param kernels that recordings may come from
   */
  @Activate
  public ProcReader(@Reference KernelsOfArchitectures kernels) {
    super(kernels);
  }
}
