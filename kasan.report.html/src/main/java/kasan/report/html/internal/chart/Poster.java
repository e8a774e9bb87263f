// SPDX-License-Identifier: Apache-2.0
package kasan.report.html.internal.chart;

import kasan.report.html.internal.chart.Drawing.Anchor;
import kasan.report.html.internal.markup.Colour;

/** One chart for a mail or a slide: on white, with a title, how to read it, and its source. */
public final class Poster {
  /** Width in pixels; graphics of dots have two for each. */
  public static final int WIDTH = 960;

  private static final int MARGIN = 36;

  private Poster() {}

  /**
   * Draws it.
   *
   * @param source where the figures come from, one line
   */
  public static Drawing of(Chart chart, String source) {
    int inside = WIDTH - 2 * MARGIN;
    var sheet = new Drawing(WIDTH);
    double y = MARGIN + 18;
    sheet.bold(MARGIN, y, Anchor.START, 22, Colour.INK, chart.title());
    y += 28;
    if (!chart.note().isEmpty()) {
      y = sheet.paragraph(MARGIN, y, 13.5, Colour.SOFT, inside, chart.note());
    }
    y += 8;
    Drawing drawing = chart.draw(inside);
    sheet.place(drawing, MARGIN, y);
    y += drawing.height() + 26;
    double end = sheet.paragraph(MARGIN, y, 11.5, Colour.SOFT, inside, source);
    var whole = new Drawing(WIDTH);
    whole.rect(0, 0, WIDTH, Math.ceil(end - 12 + MARGIN / 2.0), Colour.PAPER, Colour.PAPER);
    whole.place(sheet, 0, 0);
    return whole;
  }
}
