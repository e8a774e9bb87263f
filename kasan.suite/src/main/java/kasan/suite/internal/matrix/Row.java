// SPDX-License-Identifier: Apache-2.0
package kasan.suite.internal.matrix;

import java.util.List;
import kasan.lab.api.finding.Finding;
import kasan.suite.internal.play.Outcome;

/**
 * What came of one case on one scheme.
 *
 * @param caseName of the case
 * @param family of the case
 * @param scheme name
 * @param instrumentation as in {@link Entrant}
 * @param contender whether the scheme is ranked
 * @param outcome the verdict
 * @param findings reports that its kernel printed
 */
public record Row(
    String caseName,
    String family,
    String scheme,
    String instrumentation,
    boolean contender,
    Outcome outcome,
    List<Finding> findings) {
  /** Copies the list. */
  public Row {
    findings = List.copyOf(findings);
  }
}
