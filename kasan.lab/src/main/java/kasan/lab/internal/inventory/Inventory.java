// SPDX-License-Identifier: Apache-2.0
package kasan.lab.internal.inventory;

import kasan.api.arch.Architecture;
import kasan.api.kernel.KernelFactory;
import kasan.api.lab.ExtensionKind;
import kasan.api.report.Reporter;
import kasan.api.scheme.ShadowScheme;
import kasan.api.workload.RecordingReader;
import kasan.api.workload.Recordings;
import kasan.api.workload.Workload;

/**
 * What the laboratory can work with at one moment. One call of the lab uses one inventory from its
 * start to its end, whatever comes or goes meanwhile.
 *
 * @param version of the laboratory
 * @param kernels makes the modelled machines
 * @param recordings opens them
 * @param schemes shadow schemes
 * @param archs architectures
 * @param workloads workloads
 * @param readers readers of recordings
 * @param reporters reporters
 */
public record Inventory(
    String version,
    KernelFactory kernels,
    Recordings recordings,
    Extensions<ShadowScheme> schemes,
    Extensions<Architecture> archs,
    Extensions<Workload> workloads,
    Extensions<RecordingReader> readers,
    Extensions<Reporter> reporters) {

  /** What is there of one kind. */
  public Extensions<?> of(ExtensionKind kind) {
    return switch (kind) {
      case SCHEMES -> schemes;
      case ARCHS -> archs;
      case WORKLOADS -> workloads;
      case READERS -> readers;
      case REPORTERS -> reporters;
    };
  }
}
