// SPDX-License-Identifier: Apache-2.0
package kasan.explain.internal.log;

import kasan.api.finding.Finding;
import kasan.api.finding.Symbol;
import org.jspecify.annotations.Nullable;

/** The global variable: {@code The buggy address belongs to the variable:} and its name. */
final class VariablePart implements PartReader {
  private @Nullable Symbol variable;

  @Override
  public boolean opens(String line) {
    return line.startsWith("The buggy address belongs to the variable:");
  }

  @Override
  public boolean goesOn(String line) {
    if (variable != null) {
      return false;
    }
    variable = Symbols.alone(line);
    return variable != null;
  }

  @Override
  public void give(Finding.Builder finding) {
    finding.variable(variable);
  }
}
