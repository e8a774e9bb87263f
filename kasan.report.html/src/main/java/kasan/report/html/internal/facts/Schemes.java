// SPDX-License-Identifier: Apache-2.0
package kasan.report.html.internal.facts;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import kasan.api.report.Result;
import kasan.report.html.internal.markup.Colour;
import org.jspecify.annotations.Nullable;

/**
 * The schemes that a result is about, and a colour for each that is the same in all its charts.
 * What is no contender, such as a bound, is grey.
 */
public final class Schemes {
  /** Instrumentation of kernels that check nothing. */
  private static final String UNCHECKED = "none";

  private final List<String> contenders;
  private final Set<String> bounds = new HashSet<>();

  private Schemes(Map<String, @Nullable Object> tree) {
    Set<String> names = new LinkedHashSet<>();
    for (Map<String, @Nullable Object> row : Trees.maps(tree, "rows")) {
      String name = Trees.text(row, "scheme");
      if (Boolean.FALSE.equals(row.get("contender"))
          || UNCHECKED.equals(row.get("instrumentation"))) {
        bounds.add(name);
      } else if (!name.isEmpty()) {
        names.add(name);
      }
    }
    contenders = new ArrayList<>(names);
  }

  /** Those of a result. */
  public static Schemes of(Result result) {
    return new Schemes(result.tree());
  }

  /** The colour of a scheme; of one that has no row a neutral one. */
  public Colour colour(String scheme) {
    int place = contenders.indexOf(scheme);
    return place < 0 ? Colour.BOUND : Colour.ofScheme(place);
  }

  /** How its curves are dashed, so that ten colours do for more schemes; empty for not at all. */
  public String dash(String scheme) {
    if (bounds.contains(scheme)) {
      return "2 4";
    }
    return DASHES.get(Math.max(0, contenders.indexOf(scheme)) % DASHES.size());
  }

  private static final List<String> DASHES = List.of("", "9 4", "3 3");

  /** True if comparisons rank it. */
  public boolean contends(String scheme) {
    return !bounds.contains(scheme);
  }
}
