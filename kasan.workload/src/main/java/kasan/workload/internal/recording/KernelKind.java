// SPDX-License-Identifier: Apache-2.0
package kasan.workload.internal.recording;

import java.util.List;
import java.util.Objects;
import kasan.api.arch.DirectMap;
import kasan.api.arch.KernelFacts;

/**
 * Kernels of one architecture that a recording may come from. They differ in nothing but where
 * their direct maps start.
 *
 * @param maps one at least; the likeliest comes first
 */
record KernelKind(List<DirectMap> maps) {
  /** Copies the list. */
  KernelKind {
    maps = List.copyOf(maps);
  }

  /** Name of the architecture. */
  String arch() {
    return maps.get(0).arch();
  }

  /** What they have alike. */
  KernelFacts facts() {
    return Objects.requireNonNull(maps.get(0).kernel(), "readable kernels have facts");
  }
}
