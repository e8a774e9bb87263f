// SPDX-License-Identifier: Apache-2.0
package kasan.suite.internal.play;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import kasan.api.BadInputException;
import kasan.api.scheme.OutOfFramesException;
import kasan.api.scheme.ShadowFaultException;
import kasan.lab.api.finding.Finding;
import kasan.lab.api.kernel.AccessJudge.Judgement;
import kasan.lab.api.kernel.ModelledKernel;
import kasan.lab.api.scheme.Instrumentation;
import kasan.lab.api.scheme.KasanMode;
import kasan.lab.api.scheme.MissReason;
import kasan.lab.api.wall.ForeignFailure;
import kasan.suite.internal.finding.Chronicle;
import kasan.suite.internal.finding.Console;
import kasan.suite.internal.finding.FindingMaker;
import kasan.suite.internal.play.Outcome.Result;
import kasan.suite.internal.program.Case;
import kasan.suite.internal.program.Condition;
import kasan.suite.internal.program.Expectation;
import kasan.suite.internal.program.Statement;
import kasan.suite.internal.program.Verb;
import org.jspecify.annotations.Nullable;

/**
 * Runs one case on one kernel and says what came of it.
 *
 * <p>A statement with {@code => found} must bring a report, any other must not, as in KUnit. After
 * a report the program goes on; where the kernel dies on the shadow of an address, it ends.
 */
public final class Player {
  /** A program that runs longer is a mistake. */
  private static final long MOST_STATEMENTS = 10_000_000;

  private final ModelledKernel kernel;
  private final Case program;
  private final KasanMode mode;
  private final Console console;
  private final Witness witness;
  private final List<Finding> findings = new ArrayList<>();
  private final Values values;
  private final Calls calls;
  private final Set<String> classes = new LinkedHashSet<>();
  private final Set<String> remarks = new LinkedHashSet<>();
  private final Set<String> disputes = new LinkedHashSet<>();
  private long statements;
  private boolean due;
  private boolean died;
  private @Nullable String firstMiss;
  private int misses;
  private @Nullable String firstFalse;

  /**
   * @param kernel freshly booted
   * @param mode of KASAN that it runs in
   * @param swapper swaps its scheme
   * @param instrumentation of the kernel
   * @param console that its reports go to
   */
  public Player(
      ModelledKernel kernel,
      Case program,
      KasanMode mode,
      Constants constants,
      Swapper swapper,
      Instrumentation instrumentation,
      Console console) {
    this.kernel = kernel;
    this.program = program;
    this.mode = mode;
    this.values = new Values(constants);
    this.console = console;
    var chronicle = new Chronicle(program.name());
    var maker =
        new FindingMaker(
            kernel,
            chronicle,
            (int) constants.granule(),
            mode != KasanMode.GENERIC,
            lastLine(program.statements()),
            instrumentation);
    this.witness = new Witness(console, event -> print(maker, event));
    var accesses = new Accesses(kernel, witness);
    this.calls = new Calls(kernel, accesses, values, constants, swapper, console, chronicle);
  }

  private static int lastLine(List<Statement> statements) {
    int last = 0;
    for (Statement each : statements) {
      last = Math.max(last, Math.max(each.line(), lastLine(each.body())));
    }
    return last;
  }

  private void print(FindingMaker maker, Judgement event) {
    boolean tainted = console.tainted();
    if (console.prints()) {
      findings.add(maker.of(event, tainted));
    }
  }

  /** What was printed. */
  public List<Finding> findings() {
    return List.copyOf(findings);
  }

  /** Runs it. */
  public Outcome play() {
    kernel.judge(witness);
    try {
      run(program.statements());
    } catch (NotApplicableException e) {
      return stopped(String.valueOf(e.getMessage()));
    } catch (OutOfFramesException e) {
      return stopped("no memory for the shadow: " + e.getMessage());
    } catch (ShadowFaultException e) {
      return new Outcome(
          Result.FALSE, null, "the scheme brought the kernel down: " + e.getMessage());
    } finally {
      kernel.judge(null);
    }
    ForeignFailure failure = kernel.current().failure();
    if (failure != null) {
      return stopped("the scheme failed and was set aside: it " + failure.reason());
    }
    return outcome();
  }

  /** The case did not come to its end; a false report on the way there is one all the same. */
  private Outcome stopped(String why) {
    if (firstFalse == null) {
      return Outcome.notApplicable(why);
    }
    return new Outcome(Result.FALSE, named(), firstFalse + "; then " + why);
  }

  /**
   * Statements whose expectation is not what is true: a bug where none is expected, or none where
   * one is.
   */
  public List<String> disputes() {
    return List.copyOf(disputes);
  }

  private @Nullable String named() {
    return classes.isEmpty() ? null : String.join(", ", classes);
  }

  private Outcome outcome() {
    String named = named();
    if (firstFalse != null) {
      return new Outcome(Result.FALSE, named, firstFalse);
    }
    if (firstMiss != null) {
      String more = misses > 1 ? "; " + misses + " in all" : "";
      return new Outcome(Result.MISSED, named, firstMiss + more);
    }
    remarks.addAll(disputes);
    String reason = remarks.isEmpty() ? null : String.join("; ", remarks);
    return new Outcome(due ? Result.FOUND : Result.CLEAN, named, reason);
  }

  private void run(List<Statement> body) {
    for (Statement statement : body) {
      if (died) {
        return;
      }
      if (statement.modes().isEmpty() || statement.modes().contains(mode.word())) {
        runOne(statement);
      }
    }
  }

  private void runOne(Statement statement) {
    if (++statements > MOST_STATEMENTS) {
      throw new BadInputException(
          where(statement) + ": expected a program of at most " + MOST_STATEMENTS + " statements");
    }
    if (statement.verb() == Verb.REPEAT) {
      repeat(statement);
      return;
    }
    witness.reset();
    try {
      calls.run(statement);
    } catch (NotApplicableException e) {
      // what it did before may have been reported: elements of a pool that do not go into it
      witness.finish();
      if (witness.falseReport) {
        judge(statement);
      }
      throw e;
    } catch (BadInputException e) {
      throw new BadInputException(where(statement) + ": " + e.getMessage(), e);
    }
    witness.finish();
    judge(statement);
  }

  private String where(Statement statement) {
    return program.file() + ":" + statement.line();
  }

  private void repeat(Statement statement) {
    long count = values.of(statement.arguments().get(0)).number();
    Condition until = statement.condition();
    for (long i = 0; i < count && !died; i++) {
      run(statement.body());
      if (until != null && values.holds(until)) {
        return;
      }
    }
    if (until != null && !died) {
      throw new NotApplicableException(
          "line "
              + statement.line()
              + ": '"
              + until
              + "' did not come about in "
              + count
              + " rounds");
    }
  }

  private void judge(Statement statement) {
    Expectation expected = statement.expectation();
    classes.addAll(witness.classes);
    due |= expected.due();
    if (witness.bug != expected.due()) {
      String truth = witness.bug ? "a bug in truth" : "no bug in truth";
      disputes.add("line " + statement.line() + ": " + truth);
    }
    if (expected.due() && !witness.reported) {
      miss(statement);
    } else if (falsely(expected)) {
      String what =
          "line "
              + statement.line()
              + ": reported as "
              + join(witness.classes)
              + (witness.falseReport ? "" : ", a bug in truth, where no report was due");
      firstFalse = firstFalse == null ? what : firstFalse;
    } else if (mode == KasanMode.GENERIC && !expected.classes().isEmpty()) {
      compareClasses(statement, expected);
    }
    if (console.panicked() && !died) {
      died = true;
      remarks.add("line " + statement.line() + ": the kernel panicked, panic_on_warn being set");
    }
    if (witness.died) {
      died = true;
      remarks.add("line " + statement.line() + ": the kernel died on the shadow of the address");
    }
  }

  /** A report that is not due; or, beside one that is, a report of what is no bug. */
  private boolean falsely(Expectation expected) {
    return expected.due() ? witness.falseReport && witness.bug : witness.reported;
  }

  private void miss(Statement statement) {
    misses++;
    MissReason reason = witness.missed;
    if (firstMiss == null) {
      String why = reason == null ? "no report" : reason.word() + ": " + reason.text();
      firstMiss = "line " + statement.line() + ": " + why;
    }
  }

  private void compareClasses(Statement statement, Expectation expected) {
    if (!witness.classes.equals(expected.classes())) {
      remarks.add(
          "line "
              + statement.line()
              + ": reported as "
              + join(witness.classes)
              + ", generic KASAN says "
              + join(expected.classes()));
    }
  }

  private static String join(List<String> all) {
    return String.join(", ", all);
  }
}
