// SPDX-License-Identifier: Apache-2.0
package kasan.suite.internal.program;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One line of a program, with the lines it repeats.
 *
 * @param line number in its file; 0 for a statement that no file holds
 * @param text as written, without place, modes and expectation
 * @param modes in which it runs; empty for all
 * @param place number of the CPU, or name of the task, on which it runs; empty for CPU 0
 * @param target name that gets its value; empty for none
 * @param verb what it does
 * @param arguments expressions, in order
 * @param names names, in order: cache, pool, task, function, variable, scheme
 * @param options words behind the arguments
 * @param variables of the frame it enters
 * @param condition that it asks or waits for; null for none
 * @param expectation what must come of it
 * @param body statements that it repeats
 */
public record Statement(
    int line,
    String text,
    Set<String> modes,
    String place,
    String target,
    Verb verb,
    List<Expression> arguments,
    List<String> names,
    Set<String> options,
    List<Local> variables,
    @Nullable Condition condition,
    Expectation expectation,
    List<Statement> body) {
  /** Copies the collections. */
  public Statement {
    modes = Set.copyOf(modes);
    arguments = List.copyOf(arguments);
    names = List.copyOf(names);
    options = Set.copyOf(options);
    variables = List.copyOf(variables);
    body = List.copyOf(body);
  }

  /**
   * A variable of a function.
   *
   * @param name as in its source
   * @param bytes size
   */
  public record Local(String name, Expression bytes) {}
}
