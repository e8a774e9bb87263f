// SPDX-License-Identifier: Apache-2.0
package kasan.workload.internal;

import java.util.Map;
import kasan.api.workload.Workload;
import kasan.testkit.WorkloadConformance;
import org.junit.jupiter.api.Nested;

/** The workloads that the laboratory comes with, made short. */
class LoadsConformanceTest {
  private abstract static class Shortened extends WorkloadConformance {
    @Override
    protected Map<String, String> settings() {
      return Map.of("seconds", "1", "tree", "4", "scale", "5", "accesses", "1");
    }
  }

  @Nested
  class KernelBuild extends Shortened {
    @Override
    protected Workload workload() {
      return new KernelBuildLoad();
    }
  }

  @Nested
  class TreeThenBuild extends Shortened {
    @Override
    protected Workload workload() {
      return new TreeThenBuildLoad();
    }
  }

  @Nested
  class FileTree extends Shortened {
    @Override
    protected Workload workload() {
      return new FileTreeLoad();
    }
  }

  @Nested
  class Network extends Shortened {
    @Override
    protected Workload workload() {
      return new NetworkLoad();
    }
  }

  @Nested
  class ForkExec extends Shortened {
    @Override
    protected Workload workload() {
      return new ForkExecLoad();
    }
  }
}
