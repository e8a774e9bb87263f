// SPDX-License-Identifier: Apache-2.0
package kasan.report.html.internal.chart;

import kasan.api.report.Section;

/** A chart of one result. Immutable; draws itself as often as somebody asks, in any width. */
public interface Chart {
  /** Name for {@code --chart}. */
  String name();

  /** Heading. */
  String title();

  /** One or two sentences that say how to read it. */
  String note();

  /** The figures that it shows, for whom a picture is of no use. */
  Section.Table table();

  /**
   * Draws it.
   *
   * @param width in CSS pixels; below {@link Drawing#NARROW} it suits a phone
   */
  Drawing draw(int width);
}
