// SPDX-License-Identifier: Apache-2.0
package kasan.workload.internal;

import arch.x86.internal.X86Architecture;
import java.util.Map;
import kasan.api.workload.RecordingReader;
import kasan.testkit.ReaderConformance;
import kasan.testkit.TinyInput;

class TracefsConformanceTest extends ReaderConformance {
  @Override
  protected RecordingReader reader() {
    return new TracefsReader(KernelsOfArchitectures.of(new X86Architecture()));
  }

  @Override
  protected TinyInput recording() {
    return TinyInput.of(Map.of("trace.txt", TinyInput.TRACEFS));
  }

  @Override
  protected String member() {
    return "trace.txt";
  }
}
