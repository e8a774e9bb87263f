// SPDX-License-Identifier: Apache-2.0
package kasan.lab.api.finding;

import java.util.List;
import kasan.api.report.Result;
import kasan.api.report.Section;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A result that carries findings as values, for reporters that have a form of their own for them:
 * Linux's text, one line each.
 */
@ConsumerType
public interface Findings extends Result {
  /** In the order in which they were reported. */
  List<Finding> findings();

  /**
   * A row a finding, for forms that have room for one table; null where the first table of the
   * sections is that.
   */
  default Section.@Nullable Table table() {
    return null;
  }
}
