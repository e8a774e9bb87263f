// SPDX-License-Identifier: Apache-2.0
package kasan.lab.internal.reproduce;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import kasan.api.memory.PageKind;
import kasan.lab.api.Progress;
import kasan.lab.api.kernel.ModelledKernel;
import org.jspecify.annotations.Nullable;

/**
 * Linux 6.12 with the scheme {@code ondemand} in it (kernel/ondemand), booted in QEMU with inline
 * instrumentation (docs/reality.md), beside the model. The change counts byte-managed pages.
 */
final class RealKernelTable {
  private static final String UNIT = "MB of 1000 kB";
  private static final double KB_OF_MB = 1000;
  private static final Map<String, String> COUNTED = Map.of("give-back", "not-byte-managed");

  /** As many inodes as the part of the tree that the guests read. */
  private static final Map<String, String> PART =
      Map.of("accesses", "0", "seconds", "0", "tree", "515");
