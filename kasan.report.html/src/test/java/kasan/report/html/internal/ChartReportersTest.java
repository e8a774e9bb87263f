// SPDX-License-Identifier: Apache-2.0
package kasan.report.html.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import kasan.api.BadInputException;
import kasan.api.report.Result;
import kasan.report.html.internal.chart.Chart;
import kasan.report.html.internal.chart.Charts;
import kasan.report.html.internal.sample.Samples;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ChartReportersTest {
  static List<Result> results() {
    return Samples.all();
  }

  private static List<String> names(Result result) {
    return Charts.of(result).stream().map(Chart::name).toList();
  }

  private static Document svg(Result result, String chart) {
    String text =
        new String(Samples.write(new SvgReporter(), result, chart), StandardCharsets.UTF_8);
    return Jsoup.parse(text, "", Parser.xmlParser());
  }

  @Test
  void chartsAreFoundByTheShapeOfTheTree() {
    assertEquals(
        List.of("memory", "timeline", "tradeoff", "fragmentation"), names(Samples.compared()));
    assertEquals(List.of("memory", "timeline"), names(Samples.swapped()));
    assertEquals(List.of("detection"), names(Samples.suite()));
    assertEquals(List.of("footprint"), names(Samples.booted()));
    assertEquals(List.of("error"), names(Samples.published()));
    assertEquals(List.of("series"), names(Samples.unknown()));
  }

  @Test
  void aChartThatIsNotThereIsRefusedWithThoseThatAre() {
    assertEquals(
        "this result of 'suite' has no chart 'memory'; it has: detection",
        assertThrows(
                BadInputException.class,
                () -> Samples.write(new PngReporter(), Samples.suite(), "memory"))
            .getMessage());
  }

  /** Bars are as long as what they stand for, part by part, on their side of the break. */
  @Test
  void barsAreInProportion() {
    var widths = new ArrayList<Double>();
    for (Element rect : svg(Samples.compared(), "memory").select("rect[height=16]")) {
      widths.add(Double.parseDouble(rect.attr("width")));
    }
    // original: tables, static; page: tables 4, on demand 20, static 8 MiB
    assertEquals(5, widths.size());
    assertEquals(5, widths.get(3) / widths.get(2), 0.1);
    assertEquals(2, widths.get(4) / widths.get(2), 0.1);
    assertTrue(widths.get(1) > widths.get(2) + widths.get(3) + widths.get(4));
  }

  @ParameterizedTest
  @MethodSource("results")
  void aPictureHasItsTitleItsSourceAndWhitePaper(Result result) throws IOException {
    for (Chart chart : Charts.of(result)) {
      Document svg = svg(result, chart.name());
      List<String> texts = svg.select("text").eachText();
      assertEquals(chart.title(), texts.get(0));
      assertTrue(
          String.join(" ", texts).contains("./kasan " + result.verb() + " 'a b'"),
          () -> "no source in " + texts);
      BufferedImage png =
          ImageIO.read(
              new ByteArrayInputStream(Samples.write(new PngReporter(), result, chart.name())));
      assertEquals(1920, png.getWidth());
      assertEquals(Color.WHITE.getRGB(), png.getRGB(2, 2));
      assertEquals(Color.WHITE.getRGB(), png.getRGB(1917, png.getHeight() - 3));
      assertTrue(inked(png) > 1_000, chart.name());
    }
  }

  private static int inked(BufferedImage png) {
    int inked = 0;
    for (int y = 0; y < png.getHeight(); y += 3) {
      for (int x = 0; x < png.getWidth(); x += 3) {
        inked += png.getRGB(x, y) == Color.WHITE.getRGB() ? 0 : 1;
      }
    }
    return inked;
  }

  /** Operations come in bursts: a swap stands at its time, wherever its operation would lie. */
  @Test
  void aSwapIsMarkedWhereItHappened() {
    Document svg = svg(Samples.swapped(), "timeline");
    assertTrue(svg.select("text").eachText().contains("original → page"));
    double[] ticks = new double[2];
    for (Element text : svg.select("text[text-anchor=middle]")) {
      if (text.text().equals("2")) {
        ticks[0] = Double.parseDouble(text.attr("x"));
      } else if (text.text().equals("3")) {
        ticks[1] = Double.parseDouble(text.attr("x"));
      }
    }
    String mark = svg.select("path[stroke-dasharray=3 3]").first().attr("d");
    double at = Double.parseDouble(mark.substring(1, mark.indexOf(' ')));
    assertEquals(ticks[0] + 0.9 * (ticks[1] - ticks[0]), at, 0.5);
  }
}
