// SPDX-License-Identifier: Apache-2.0
package kasan.lab.api.finding;

import java.util.List;
import kasan.api.report.Result;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A result that carries findings as values, for reporters that have a form of their own for them:
 * Linux's text, one line each.
 */
@ConsumerType
public interface Findings extends Result {
  /** In the order in which they were reported. */
  List<Finding> findings();
}
