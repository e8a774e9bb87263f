// SPDX-License-Identifier: Apache-2.0
package kasan.report.html.internal.chart;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * An axis from values to places: linear, logarithmic, or linear in two pieces with a break between
 * them, for bars of which some are many times as long as others.
 */
final class Axis {
  /** Values this many times apart are not seen side by side. */
  static final double FAR = 100;

  /** Bars this many times apart: the short one is no more than its outline. */
  private static final double WORTH_A_BREAK = 25;

  private static final int KIB = 1024;

  /** A gap that is worth a break: the next value is this many times the last. */
  private static final double GAP = 4;

  private static final double LEFT_SHARE = 0.62;
  private static final double BREAK_SHARE = 0.05;

  private final double length;
  private final double low;
  private final double high;
  private final boolean logarithmic;
  // where the first piece ends and the second begins; the same without a break
  private final double leftHigh;
  private final double rightLow;

  private Axis(
      double length,
      double low,
      double high,
      boolean logarithmic,
      double leftHigh,
      double rightLow) {
    this.length = length;
    this.low = low;
    this.high = high;
    this.logarithmic = logarithmic;
    this.leftHigh = leftHigh;
    this.rightLow = rightLow;
  }

  /** From one value to another. */
  static Axis linear(double length, double low, double high) {
    double most = high <= low ? low + 1 : high;
    return new Axis(length, low, most, false, most, most);
  }

  /** From one positive value to another. */
  static Axis logarithmic(double length, double low, double high) {
    double most = high <= low ? low * 2 : high;
    return new Axis(length, low, most, true, most, most);
  }

  /**
   * From 0 to the largest of some values; broken where they are far apart.
   *
   * @param label room for the label behind a bar
   */
  static Axis forBars(double length, double[] values, double label) {
    double[] sorted = Arrays.stream(values).filter(value -> value > 0).sorted().toArray();
    if (sorted.length == 0) {
      return linear(length, 0, 1);
    }
    double most = sorted[sorted.length - 1];
    double widest = GAP;
    int at = -1;
    for (int i = 0; i + 1 < sorted.length; i++) {
      double gap = sorted[i + 1] / sorted[i];
      if (gap >= widest && most / sorted[i] >= WORTH_A_BREAK) {
        widest = gap;
        at = i;
      }
    }
    if (at < 0 || most / sorted[0] < WORTH_A_BREAK) {
      return linear(length, 0, most);
    }
    double left = length * LEFT_SHARE;
    double end = sorted[at] * left / Math.max(left / 2, left - label);
    return new Axis(length, 0, most, false, end, Math.max(end, sorted[at + 1] * 0.8));
  }

  boolean broken() {
    return leftHigh < high;
  }

  /** Where the break begins. */
  double breakFrom() {
    return length * LEFT_SHARE;
  }

  /** Where the second piece begins. */
  double breakTo() {
    return length * (LEFT_SHARE + BREAK_SHARE);
  }

  /** The place of a value. */
  double at(double value) {
    if (logarithmic) {
      return length * Math.log(Math.max(value, low) / low) / Math.log(high / low);
    }
    if (!broken()) {
      return length * (value - low) / (high - low);
    }
    if (value <= leftHigh) {
      return breakFrom() * value / leftHigh;
    }
    if (value < rightLow) {
      return (breakFrom() + breakTo()) / 2;
    }
    return breakTo() + (length - breakTo()) * (value - rightLow) / (high - rightLow);
  }

  /** Round amounts of memory, in kB, about this many. */
  double[] memoryTicks(int wanted) {
    if (logarithmic) {
      return logarithmicTicks(wanted);
    }
    if (!broken()) {
      return steps(low, high, memoryStep(high - low, wanted, high));
    }
    double[] left = steps(0, leftHigh, memoryStep(leftHigh, Math.max(2, wanted * 2 / 3), leftHigh));
    double[] right = behindBreak(memoryStep(high - rightLow, Math.max(1, wanted / 3), high));
    double[] all = Arrays.copyOf(left, left.length + right.length);
    System.arraycopy(right, 0, all, left.length, right.length);
    return all;
  }

  /** One tick at least: without it nobody could say what the bars there are. */
  private double[] behindBreak(double step) {
    double[] ticks = steps(rightLow, high, step);
    return ticks.length > 0 ? ticks : behindBreak(step / 2);
  }

  private double[] logarithmicTicks(int wanted) {
    var ticks = new ArrayList<Double>();
    for (double unit = 1; unit <= high; unit *= KIB) {
      for (double step = 1; step <= 100; step *= 10) {
        if (step * unit >= low && step * unit <= high) {
          ticks.add(step * unit);
        }
      }
    }
    return thinned(ticks, wanted);
  }

  private static double[] thinned(List<Double> ticks, int wanted) {
    int each = Math.max(1, (ticks.size() + wanted - 1) / wanted);
    double[] kept = new double[(ticks.size() + each - 1) / each];
    for (int i = 0; i < kept.length; i++) {
      kept[i] = ticks.get(i * each);
    }
    return kept;
  }

  /** Round numbers, about this many. */
  double[] ticks(int wanted) {
    double raw = (high - low) / wanted;
    double decade = Math.pow(10, Math.floor(Math.log10(raw)));
    double step = raw <= decade ? decade : raw <= 2 * decade ? 2 * decade : 5 * decade;
    return steps(low, high, raw > 5 * decade ? 10 * decade : step);
  }

  /**
   * A power of two: 512 MiB is half a GiB, and 500 MiB would be 0.488 of it. Not so small that
   * three digits could not say where a tick stands.
   */
  private static double memoryStep(double span, int wanted, double highest) {
    double step = Math.pow(2, Math.rint(Math.log(span / wanted) / Math.log(2)));
    double unit = 1;
    while (highest / unit >= KIB) {
      unit *= KIB;
    }
    double units = highest / unit;
    double least = units < 10 ? unit / 4 : units < 100 ? unit / 2 : unit;
    return Math.max(1, Math.max(step, least));
  }

  private static double[] steps(double from, double to, double step) {
    long first = (long) Math.ceil(from / step - 1e-9);
    long last = (long) Math.floor(to / step + 1e-9);
    double[] ticks = new double[(int) Math.max(0, last - first + 1)];
    for (int i = 0; i < ticks.length; i++) {
      ticks[i] = (first + i) * step;
    }
    return ticks;
  }
}
