// SPDX-License-Identifier: Apache-2.0
package kasan.report.html.internal.chart;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import kasan.report.html.internal.markup.Colour;
import kasan.report.html.internal.markup.Markup;

/**
 * A plain SVG that grows while it is drawn. Each shape has its colour twice: as an attribute, for
 * programs that know no style sheets, and as a class, which a page lets follow its theme.
 */
public final class Drawing {
  /** Drawings that are less wide are for phones. */
  public static final int NARROW = 480;

  /** Size of labels in pixels. */
  public static final int TEXT = 13;

  private static final String FONT =
      "system-ui, -apple-system, 'Segoe UI', Roboto, 'Liberation Sans', 'DejaVu Sans', Arial,"
          + " sans-serif";

  /** Width of a character by its size, on average, of fonts without serifs; a little too much. */
  private static final double ADVANCE = 0.6;

  private final int width;
  private double height;
  private final Markup shapes = new Markup();

  /** Where text is anchored. */
  enum Anchor {
    START,
    MIDDLE,
    END
  }

  Drawing(int width) {
    this.width = width;
  }

  boolean narrow() {
    return width < NARROW;
  }

  /** Width in pixels. */
  public int width() {
    return width;
  }

  /** Height in pixels. */
  public double height() {
    return height;
  }

  /** Makes room down to here. */
  void reach(double y) {
    height = Math.max(height, y);
  }

  /** How wide text will be, about. */
  static double widthOf(String text, double size) {
    return text.length() * size * ADVANCE;
  }

  void rect(double x, double y, double w, double h, Colour fill, Colour stroke) {
    shapes.leaf(
        "rect",
        "x",
        number(x),
        "y",
        number(y),
        "width",
        number(Math.max(0, w)),
        "height",
        number(h),
        "fill",
        fill.light(),
        "stroke",
        stroke.light(),
        "class",
        fill.fillClass() + " " + stroke.strokeClass());
    reach(y + h);
  }

  void line(double x1, double y1, double x2, double y2, Colour stroke, String dash) {
    path(
        "M" + number(x1) + " " + number(y1) + "L" + number(x2) + " " + number(y2), stroke, 1, dash);
    reach(Math.max(y1, y2));
  }

  /** A path that is stroked, not filled. */
  void path(String data, Colour stroke, double thickness, String dash) {
    var attributes =
        new ArrayList<>(
            List.of(
                "d",
                data,
                "fill",
                "none",
                "stroke",
                stroke.light(),
                "stroke-width",
                number(thickness),
                "stroke-linejoin",
                "round",
                "class",
                stroke.strokeClass()));
    if (!dash.isEmpty()) {
      attributes.add("stroke-dasharray");
      attributes.add(dash);
    }
    shapes.leaf("path", attributes.toArray(new String[0]));
  }

  void circle(double x, double y, double radius, Colour fill) {
    shapes.leaf(
        "circle",
        "cx",
        number(x),
        "cy",
        number(y),
        "r",
        number(radius),
        "fill",
        fill.light(),
        "class",
        fill.fillClass());
    reach(y + radius);
  }

  void text(double x, double y, Anchor anchor, double size, Colour fill, String text) {
    text(x, y, anchor, size, fill, "normal", text);
  }

  void bold(double x, double y, Anchor anchor, double size, Colour fill, String text) {
    text(x, y, anchor, size, fill, "bold", text);
  }

  private void text(
      double x, double y, Anchor anchor, double size, Colour fill, String weight, String text) {
    shapes.element(
        "text",
        text,
        "x",
        number(x),
        "y",
        number(y),
        "text-anchor",
        anchor == Anchor.START ? "start" : anchor == Anchor.END ? "end" : "middle",
        "font-size",
        number(size),
        "font-weight",
        weight,
        "fill",
        fill.light(),
        "class",
        fill.fillClass());
    reach(y + size * 0.4);
  }

  /** Text that reads upwards, for columns of a narrow table. */
  void upright(double x, double y, double size, Colour fill, String text) {
    shapes.open("g", "transform", "translate(" + number(x) + " " + number(y) + ") rotate(-90)");
    text(0, 0, Anchor.START, size, fill, "normal", text);
    shapes.close();
  }

  /** Text in lines of at most this width; the baseline of the line after the last. */
  double paragraph(double x, double y, double size, Colour fill, double most, String text) {
    var line = new StringBuilder();
    double at = y;
    for (String word : text.split(" ", -1)) {
      if (line.length() > 0 && widthOf(line + " " + word, size) > most) {
        text(x, at, Anchor.START, size, fill, line.toString());
        line.setLength(0);
        at += size * 1.45;
      }
      line.append(line.length() == 0 ? "" : " ").append(word);
    }
    text(x, at, Anchor.START, size, fill, line.toString());
    return at + size * 1.45;
  }

  /** Puts another drawing into this one. */
  void place(Drawing other, double x, double y) {
    shapes.open("g", "transform", "translate(" + number(x) + " " + number(y) + ")");
    shapes.raw(other.shapes.toString());
    shapes.close();
    reach(y + other.height);
  }

  /**
   * As an element of a page.
   *
   * @param classes for style sheets
   * @param label what the picture shows, for whom it is of no use; empty to hide it from them
   */
  public String inPage(String classes, String label) {
    var svg = new Markup();
    var attributes = attributes(FONT);
    attributes.addAll(List.of("class", classes));
    attributes.addAll(
        label.isEmpty()
            ? List.of("aria-hidden", "true")
            : List.of("role", "img", "aria-label", label));
    svg.open("svg", attributes.toArray(new String[0]));
    return svg.raw(shapes.toString()).close().toString();
  }

  /** As a file of its own. */
  public String asFile() {
    return asFile(FONT);
  }

  /**
   * As a file of its own in fonts of one's choice.
   *
   * @param fonts families, as CSS lists them
   */
  public String asFile(String fonts) {
    var svg = new Markup();
    List<String> attributes = attributes(fonts);
    attributes.addAll(0, List.of("xmlns", "http://www.w3.org/2000/svg"));
    attributes.addAll(List.of("width", String.valueOf(width), "height", number(height)));
    svg.open("svg", attributes.toArray(new String[0]));
    return svg.raw(shapes.toString()).close() + "\n";
  }

  private List<String> attributes(String fonts) {
    return new ArrayList<>(
        List.of("viewBox", "0 0 " + width + " " + number(Math.ceil(height)), "font-family", fonts));
  }

  static String number(double value) {
    return BigDecimal.valueOf(value)
        .setScale(1, RoundingMode.HALF_UP)
        .stripTrailingZeros()
        .toPlainString();
  }
}
