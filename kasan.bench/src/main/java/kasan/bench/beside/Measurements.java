// SPDX-License-Identifier: Apache-2.0
package kasan.bench.beside;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Benchmarks of JMH whose iterations take turns with a peer. */
final class Measurements {
  private static final double PICOS_OF_NANO = 1000;
  private static final double NANOS_OF_MILLI = 1e6;

  private final boolean quick;

  /**
   * @param quick fewer and shorter turns
   */
  Measurements(boolean quick) {
    this.quick = quick;
  }

  /**
   * Runs one benchmark with each combination of parameters.
   *
   * @param parameters name and values in turns: {@code "bytes", "8,64"}
   */
  List<Row> run(Class<?> benchmark, String... parameters) {
    var options =
        new OptionsBuilder()
            .include("^" + benchmark.getName() + "\\.")
            .shouldFailOnError(true)
            .verbosity(VerboseMode.SILENT);
    for (int i = 0; i < parameters.length; i += 2) {
      options.param(parameters[i], parameters[i + 1].split(","));
    }
    if (quick) {
      options
          .warmupIterations(2)
          .measurementIterations(3)
          .warmupTime(TimeValue.milliseconds(500))
          .measurementTime(TimeValue.milliseconds(300));
    }
    var rows = new ArrayList<Row>();
    try {
      for (RunResult result : new Runner(options.build()).run()) {
        rows.add(row(result));
      }
    } catch (RunnerException e) {
      throw new IllegalStateException(e);
    }
    return rows;
  }

  private static Row row(RunResult result) {
    Collection<IterationResult> turns =
        result.getBenchmarkResults().iterator().next().getIterationResults();
    double[] model = new double[turns.size()];
    double[] peer = new double[turns.size()];
    String perOperation = result.getPrimaryResult().getScoreUnit();
    String unit = perOperation.startsWith("ms") ? "ms" : "ns";
    int at = 0;
    for (IterationResult turn : turns) {
      Result<?> other =
          Objects.requireNonNull(turn.getSecondaryResults().get(PeerCount.NAME), PeerCount.NAME);
      model[at] = turn.getPrimaryResult().getScore();
      peer[at++] = other.getScore() / PICOS_OF_NANO / (unit.equals("ms") ? NANOS_OF_MILLI : 1);
    }
    BenchmarkParams params = result.getParams();
    return Row.of(
        what(params),
        value(params, "scheme"),
        value(params, "instrumentation"),
        pattern(params),
        unit,
        model,
        peer);
  }

  private static String what(BenchmarkParams params) {
    String method = params.getBenchmark();
    return method.substring(method.lastIndexOf('.') + 1);
  }

  private static String value(BenchmarkParams params, String name) {
    return params.getParamsKeys().contains(name) ? params.getParam(name) : "";
  }

  /** The other parameters in words. */
  private static String pattern(BenchmarkParams params) {
    var words = new ArrayList<String>();
    for (String name : List.of("order", "mib", "oracle", "bytes", "request", "ramGib", "tool")) {
      String value = value(params, name);
      if (!value.isEmpty()) {
        words.add(
            switch (name) {
              case "mib" -> value + " MiB";
              case "oracle" -> "oracle " + value;
              case "bytes" -> value + " bytes";
              case "ramGib" -> value + " GiB";
              default -> value;
            });
      }
    }
    return String.join(", ", words);
  }
}
