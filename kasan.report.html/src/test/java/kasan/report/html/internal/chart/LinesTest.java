// SPDX-License-Identifier: Apache-2.0
package kasan.report.html.internal.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import kasan.report.html.internal.markup.Colour;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LinesTest {
  private static Document drawn(double... marks) {
    var curve = new Lines.Curve("page", Colour.ofScheme(0), "", new double[] {1, 2});
    var lines =
        new Lines(
            "timeline",
            "Any",
            "",
            "time, s",
            new double[] {0, 10},
            true,
            "kB",
            List.of(curve),
            Arrays.stream(marks).mapToObj(at -> new Lines.Mark(at, "original → page")).toList());
    return Jsoup.parse(lines.draw(880).inPage("any", "any"));
  }

  private static long labels(Document drawing) {
    return drawing.select("text").eachText().stream().filter("original → page"::equals).count();
  }

  @Test
  void swapsThatLieApartAreLabelled() {
    assertEquals(2, labels(drawn(2, 6)));
  }

  /** Two texts in one place can be read by nobody. */
  @ParameterizedTest
  @CsvSource({"2, 2.1", "8, 8.1", "4.9, 5.1"})
  void swapsThatLieCloseHaveOneLabel(double one, double other) {
    Document drawing = drawn(one, other);
    assertEquals(1, labels(drawing));
    assertEquals(2, drawing.select("[stroke-dasharray=3 3]").size());
  }
}
