// SPDX-License-Identifier: Apache-2.0
package kasan.lab.api;

import java.util.List;
import kasan.api.report.Result;
import kasan.lab.api.inventory.ExtensionKind;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Runs experiments with the schemes, architectures, workloads and readers that are there; an OSGi
 * service. Thread-safe: each call has a kernel of its own.
 */
@ProviderType
public interface Lab {
  /**
   * Compares schemes on one recording.
   *
   * @param progress told how far it is
   * @throws kasan.api.BadInputException when the plan names what is not there, or the input cannot
   *     be used
   */
  default Result compare(ComparePlan plan, Progress progress) {
    return compare(plan, progress, CompareListener.NONE);
  }

  /**
   * As above, telling somebody how it stands meanwhile, who may end it.
   *
   * @param listener called by the thread that compares
   */
  Result compare(ComparePlan plan, Progress progress, CompareListener listener);

  /** The address layout of an architecture. */
  Result layout(String arch, Settings settings);

  /** What is there of a kind, as a table: schemes, archs, workloads, readers, reporters. */
  Result list(ExtensionKind kind);

  /** Why something of that name is there, or is not. */
  Result why(String name);

  /** Names of what is there of a kind, ascending; for completion. */
  List<String> names(ExtensionKind kind);
}
