// SPDX-License-Identifier: Apache-2.0
package kasan.report.html.internal.chart;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import kasan.api.report.Section;
import kasan.report.html.internal.facts.Schemes;
import kasan.report.html.internal.facts.Trees;
import kasan.report.html.internal.markup.Colour;
import org.jspecify.annotations.Nullable;

/** Finds curves: what shadows took over time, with a mark for each swap, or any series. */
final class TimelineChart {
  private static final String TIME = "t";
  private static final String SHADOW = "shadowKb";

  private TimelineChart() {}

  /** From a timeline with a value for each scheme, or with the one that stood; null without. */
  static @Nullable Chart of(Map<String, @Nullable Object> tree, Schemes schemes) {
    List<Map<String, @Nullable Object>> samples = Trees.maps(tree, "timeline");
    if (samples.size() < 2 || !samples.get(0).containsKey(TIME)) {
      return null;
    }
    double[] points = samples.stream().mapToDouble(sample -> Trees.number(sample, TIME)).toArray();
    boolean one = samples.get(0).containsKey(SHADOW);
    Set<String> names = new LinkedHashSet<>();
    for (Map<String, @Nullable Object> sample : samples) {
      if (one) {
        names.add(Trees.text(sample, "scheme"));
      } else {
        names.addAll(sample.keySet());
      }
    }
    names.remove(TIME);
    var curves = new ArrayList<Lines.Curve>();
    for (String name : names) {
      double[] values = new double[points.length];
      for (int i = 0; i < values.length; i++) {
        Map<String, @Nullable Object> sample = samples.get(i);
        values[i] =
            one
                ? Trees.text(sample, "scheme").equals(name)
                    ? Trees.number(sample, SHADOW)
                    : Double.NaN
                : Trees.number(Trees.asMap(Map.of("v", orNone(sample.get(name)))), "v");
      }
      curves.add(new Lines.Curve(name, schemes.colour(name), schemes.dash(name), values));
    }
    if (one && samples.get(0).containsKey("shadowOfBlocksKb")) {
      double[] wanted =
          samples.stream()
              .mapToDouble(sample -> Trees.number(sample, "shadowOfBlocksKb"))
              .toArray();
      if (Arrays.stream(wanted).anyMatch(value -> value > 0)) {
        curves.add(new Lines.Curve("blocks with slab", Colour.BOUND, "2 4", wanted));
      }
    }
    List<Lines.Mark> marks = marks(tree);
    return new Lines(
        "timeline",
        "Shadow memory over time",
        "What shadows take, sampled at equal distances of time; peaks between two samples are in the"
            + " tables only."
            + (marks.isEmpty() ? "" : " A dashed upright line marks a swap of the scheme.")
            + (curves.stream().anyMatch(curve -> curve.name().equals("blocks with slab"))
                ? " The grey line is the shadow that blocks with slab in them want on demand."
                : ""),
        "time, s",
        points,
        true,
        "kB",
        curves,
        marks);
  }

  private static Object orNone(@Nullable Object value) {
    return value == null ? "" : value;
  }

  private static List<Lines.Mark> marks(Map<String, @Nullable Object> tree) {
    var marks = new ArrayList<Lines.Mark>();
    for (Map<String, @Nullable Object> swap : Trees.maps(tree, "swaps")) {
      double at = Trees.number(swap, TIME);
      if (!Double.isNaN(at)) {
        String status = Trees.text(swap, "status");
        marks.add(
            new Lines.Mark(
                at,
                Trees.text(swap, "from")
                    + " → "
                    + Trees.text(swap, "to")
                    + (status.equals("ok") ? "" : " (" + status + ")")));
      }
    }
    return marks;
  }

  /** From a series of a result; null where it has too few points for a curve. */
  static @Nullable Chart of(Section.Series series, Schemes schemes) {
    if (series.points().length < 2 || series.curves().isEmpty()) {
      return null;
    }
    var curves = new ArrayList<Lines.Curve>();
    for (Section.Curve curve : series.curves()) {
      Colour colour = schemes.colour(curve.name());
      int place = curves.size();
      curves.add(
          new Lines.Curve(
              curve.name(),
              colour == Colour.BOUND && schemes.contends(curve.name())
                  ? Colour.ofScheme(place)
                  : colour,
              schemes.dash(curve.name()),
              curve.values()));
    }
    return new Lines(
        "series",
        series.title(),
        "",
        series.axis(),
        series.points(),
        series.unit().equals("kB"),
        series.unit(),
        curves,
        List.of());
  }
}
