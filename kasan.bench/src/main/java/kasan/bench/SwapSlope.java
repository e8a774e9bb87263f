// SPDX-License-Identifier: Apache-2.0
package kasan.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import kasan.api.arch.ArchModel;
import kasan.api.workload.EventBatch;
import kasan.api.workload.EventSource;
import kasan.lab.api.kernel.ModelledKernel;
import kasan.lab.api.scheme.LayoutClass;

/**
 * How much longer a hot swap takes on a machine with more RAM, for each ordered pair of schemes of
 * one layout class: the pauses at 1, 16 and 256 GiB of RAM with the same memory in use, and what 64
 * GiB add to them. {@code first} is the swap away from the shadow that the kernel booted with.
 *
 * <p>A pause is the fastest tenth of many turns, of three for the first: what other work on the
 * machine adds is not the swap's.
 */
public final class SwapSlope {
  private static final List<String> SCHEMES =
      List.of("floor", "block", "original", "page", "ondemand");
  private static final List<String> ONLY_WITH_FLOOR = List.of("scale-16", "scale-32", "kfence");
  private static final int[] RAM_GIB = {1, 16, 256};
  private static final double SLOPE_GIB = 64;
  private static final int CPUS = 4;
  private static final int TURNS = 60;
  private static final int WARM_TURNS = 60;
  private static final int BOOTS = 3;
  private static final double NANOS_OF_MILLI = 1e6;
  private static final double[] NOTHING = {};

  private final ArchModel arch;

  private SwapSlope(ArchModel arch) {
    this.arch = arch;
  }

  /**
   * @param arguments {@code --arch NAME} for another than x86, then schemes to swap among; all when
   *     there are none
   */
  public static void main(String[] arguments) {
    List<String> words = List.of(arguments);
    boolean chosen = words.size() > 1 && words.get(0).equals("--arch");
    ArchModel arch = Machine.arch(chosen ? words.get(1) : "x86");
    new SwapSlope(arch).measureAll(chosen ? words.subList(2, words.size()) : words);
  }

  private void measureAll(List<String> chosen) {
    System.out.printf(
        "%-21s %7s %9s %9s %9s %14s%n", "swap", "", "1 GiB", "16 GiB", "256 GiB", "64 GiB add");
    System.out.printf("%-21s %7s %9s %9s %9s %14s%n", "", "", "ms", "ms", "ms", "ms");
    List<String> names = chosen.isEmpty() ? SCHEMES : chosen;
    double worst = 0;
    for (int i = 0; i < names.size(); i++) {
      for (int j = i + 1; j < names.size(); j++) {
        worst = Math.max(worst, measure(names.get(i), names.get(j)));
      }
    }
    if (chosen.isEmpty()) {
      for (String name : ONLY_WITH_FLOOR) {
        worst = Math.max(worst, measure("floor", name));
      }
    }
    System.out.printf("64 GiB of RAM add at most %.2f ms%n", worst);
  }

  /** Compiled code of a kernel that booted with a contiguous shadow admits no other. */
  private static boolean mayFollow(String booted, String next) {
    return Machine.choice(next).description().contiguous()
        || !Machine.choice(booted).description().contiguous();
  }

  private double measure(String one, String other) {
    double[][] there = new double[RAM_GIB.length][];
    double[][] back = new double[RAM_GIB.length][];
    double[][] first = new double[RAM_GIB.length][];
    double[][] firstBack = new double[RAM_GIB.length][];
    turns(one, other, 1, WARM_TURNS);
    for (int i = 0; i < RAM_GIB.length; i++) {
      double[][] both = turns(one, other, RAM_GIB[i], TURNS);
      there[i] = both[0];
      back[i] = both[1];
      first[i] = firsts(one, other, RAM_GIB[i]);
      firstBack[i] = mayFollow(other, one) ? firsts(other, one, RAM_GIB[i]) : NOTHING;
    }
    String forth = one + " - " + other;
    String reverse = other + " - " + one;
    double worst = Math.max(print(forth, "first", first), print(forth, "", there));
    if (mayFollow(other, one)) {
      worst = Math.max(worst, print(reverse, "first", firstBack));
    }
    return Math.max(worst, print(reverse, "", back));
  }

  private double[][] turns(String one, String other, int ramGib, int turns) {
    double[] there = new double[turns];
    double[] back = new double[turns];
    try (ModelledKernel kernel = boot(one, other, ramGib)) {
      swap(kernel, other);
      swap(kernel, one);
      for (int turn = 0; turn < turns; turn++) {
        there[turn] = swap(kernel, other);
        back[turn] = swap(kernel, one);
      }
    }
    return new double[][] {there, back};
  }

  private double[] firsts(String from, String to, int ramGib) {
    double[] pauses = new double[BOOTS];
    for (int i = 0; i < BOOTS; i++) {
      try (ModelledKernel kernel = boot(from, to, ramGib)) {
        pauses[i] = swap(kernel, to);
      }
    }
    return pauses;
  }

  private ModelledKernel boot(String one, String other, int ramGib) {
    LayoutClass layout = Machine.layoutOf(one.equals("floor") ? other : one);
    ModelledKernel kernel = Machine.boot(arch, one, layout, (long) ramGib << 10, CPUS);
    var batch = new EventBatch();
    try (EventSource source = Machine.kernelBuild(kernel, 1, 10)) {
      while (source.next(batch)) {
        kernel.apply(batch, 0, batch.size, source);
      }
    }
    return kernel;
  }

  private static double swap(ModelledKernel kernel, String name) {
    long start = System.nanoTime();
    kernel.swap(Machine.choice(name));
    return (System.nanoTime() - start) / NANOS_OF_MILLI;
  }

  private static double print(String swap, String which, double[][] pauses) {
    List<Double> fast = new ArrayList<>();
    for (double[] of : pauses) {
      double[] sorted = of.clone();
      Arrays.sort(sorted);
      fast.add(sorted[sorted.length / 10]);
    }
    double smallest = fast.get(0);
    double largest = fast.get(fast.size() - 1);
    double slope = (largest - smallest) * SLOPE_GIB / (RAM_GIB[RAM_GIB.length - 1] - RAM_GIB[0]);
    System.out.printf(
        "%-21s %7s %9.2f %9.2f %9.2f %14.3f%n",
        swap, which, fast.get(0), fast.get(1), fast.get(2), slope);
    return slope;
  }
}
