// SPDX-License-Identifier: Apache-2.0
package kasan.explain.internal.part;

import kasan.explain.internal.frame.Symbols;
import kasan.lab.api.finding.Finding;
import kasan.lab.api.finding.Symbol;
import org.jspecify.annotations.Nullable;

/**
 * The global variable: {@code The buggy address belongs to the variable:} and its name; {@code
 * Address belongs to variable ...} before 4.11.
 */
public final class VariablePart implements PartReader {
  private static final String OLD = "Address belongs to variable ";

  private @Nullable Symbol variable;

  @Override
  public boolean opens(String line) {
    if (line.startsWith(OLD)) {
      variable = Symbols.any(line.substring(OLD.length()));
      return true;
    }
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
