// SPDX-License-Identifier: Apache-2.0
package kasan.report.html.internal.markup;

import java.util.Locale;

/**
 * A colour of pages and drawings, for light and dark. Those of schemes go from the palette of Okabe
 * and Ito, darkened or lightened until they stand 3 to 1 against the paper (WCAG 2.1, 1.4.11);
 * those of parts are one hue by lightness. What a colour says, a word, a sign or a dash says as
 * well.
 */
public enum Colour {
  INK("#1a1f27", "#e8ebf0"),
  SOFT("#545d6b", "#a9b2bf"),
  GRID("#e3e6eb", "#333a45"),
  RULE("#c3c9d2", "#4a5361"),
  PAPER("#ffffff", "#14171c"),
  PANEL("#f5f6f8", "#1c2027"),
  ACCENT("#0a5ea8", "#6cb8f5"),
  PART_0("#0b3a66", "#d4e8fa"),
  PART_1("#2d6da8", "#8fc1ec"),
  PART_2("#7fb0d8", "#4c8cc4"),
  PART_3("#bcd6ea", "#2b628f"),
  PART_4("#80868f", "#9aa2ad"),
  PART_5("#c3c7ce", "#555d68"),
  SCHEME_0("#0072b2", "#56b4e9"),
  SCHEME_1("#c8500a", "#ff9a52"),
  SCHEME_2("#00795a", "#34c79a"),
  SCHEME_3("#a8467f", "#ee9cc8"),
  SCHEME_4("#7d6608", "#e6cf4a"),
  SCHEME_5("#4b3fa3", "#a9a2ff"),
  SCHEME_6("#8a1c3c", "#ff8a9f"),
  SCHEME_7("#117c8a", "#5fd6e0"),
  SCHEME_8("#8a4b12", "#d9a877"),
  SCHEME_9("#3f6b1f", "#a4d67a"),
  BOUND("#6b727d", "#9aa3af"),
  FOUND("#d3e6f6", "#1d4568"),
  MISSED("#b3470a", "#e08a4a"),
  MISSED_INK("#ffffff", "#1a1108"),
  FALSE_REPORT("#5a1a5e", "#e6b3ea"),
  FALSE_INK("#ffffff", "#240a26"),
  NEUTRAL("#eef0f3", "#262b33");

  private static final int SCHEMES = 10;

  private final String light;
  private final String dark;

  Colour(String light, String dark) {
    this.light = light;
    this.dark = dark;
  }

  /** The colour of a scheme by its place. */
  public static Colour ofScheme(int place) {
    return values()[SCHEME_0.ordinal() + place % SCHEMES];
  }

  /** The colour of a part of a bar by its place. */
  public static Colour ofPart(int place) {
    return values()[PART_0.ordinal() + place % (PART_5.ordinal() - PART_0.ordinal() + 1)];
  }

  /** On white paper. */
  public String light() {
    return light;
  }

  /** In style sheets: {@code --ink}. */
  public String variable() {
    return "--" + name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The class that fills with it. */
  public String fillClass() {
    return "f" + variable().substring(1);
  }

  /** The class that strokes with it. */
  public String strokeClass() {
    return "s" + variable().substring(1);
  }

  /** Style rules: the variables of both themes, and a class each to fill and to stroke. */
  public static String style() {
    var lights = new StringBuilder();
    var darks = new StringBuilder();
    var classes = new StringBuilder();
    for (Colour colour : values()) {
      String variable = colour.variable();
      lights.append(variable).append(':').append(colour.light).append(';');
      darks.append(variable).append(':').append(colour.dark).append(';');
      classes.append('.').append(colour.fillClass()).append("{fill:var(").append(variable);
      classes.append(")}.").append(colour.strokeClass()).append("{stroke:var(").append(variable);
      classes.append(")}\n");
    }
    return ":root{color-scheme:light;"
        + lights
        + "}\n:root[data-theme=dark]{color-scheme:dark;"
        + darks
        + "}\n@media (prefers-color-scheme:dark){:root:not([data-theme=light]){color-scheme:dark;"
        + darks
        + "}}\n@media print{:root,:root[data-theme=dark],:root:not([data-theme=light])"
        + "{color-scheme:light;"
        + lights
        + "}}\n"
        + classes;
  }
}
