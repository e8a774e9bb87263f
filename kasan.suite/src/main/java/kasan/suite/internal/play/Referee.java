// SPDX-License-Identifier: Apache-2.0
package kasan.suite.internal.play;

import java.util.function.Consumer;
import kasan.lab.api.kernel.ModelledKernel;
import kasan.suite.internal.finding.Console;
import kasan.suite.internal.program.Case;
import kasan.suite.internal.program.Statement;

/**
 * Runs a program without expectations on a kernel that goes on afterwards, and tells of each
 * statement what was judged: the truth is the expectation.
 */
public final class Referee {
  private final ModelledKernel kernel;
  private final Case program;
  private final Console console = new Console(true, false);
  private final Witness witness = new Witness(console, report -> {});
  private final Calls calls;

  /**
   * @param program without loops
   * @param swapper swaps the kernel's scheme
   */
  public Referee(ModelledKernel kernel, Case program, Constants constants, Swapper swapper) {
    this.kernel = kernel;
    this.program = program;
    this.calls =
        new Calls(
            kernel,
            new Accesses(kernel, witness),
            new Values(constants),
            constants,
            swapper,
            console,
            null);
  }

  /**
   * Runs it.
   *
   * @param sink told of each statement that was judged
   */
  public void play(Consumer<Round> sink) {
    kernel.judge(witness);
    try {
      for (Statement statement : program.statements()) {
        witness.reset();
        try {
          calls.run(statement);
        } catch (NotApplicableException e) {
          // a name has no value because an earlier statement was left out: so is this one
          witness.finish();
          if (!witness.falseReport) {
            continue;
          }
        }
        witness.finish();
        sink.accept(
            new Round(
                statement.line(),
                statement.text(),
                witness.bug,
                witness.reported,
                witness.falseReport,
                witness.reported ? null : witness.missed));
      }
      calls.end();
    } finally {
      kernel.judge(null);
    }
  }
}
