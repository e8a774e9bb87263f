// SPDX-License-Identifier: Apache-2.0
package kasan.report.html.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import kasan.api.report.Reporter;
import kasan.api.report.Result;
import kasan.report.html.internal.sample.Samples;
import kasan.report.internal.json.JsonReporter;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class HtmlReporterTest {
  private final Reporter reporter = new HtmlReporter(new JsonReporter());
  private final ObjectMapper json = new ObjectMapper();

  static List<Result> results() {
    return Samples.all();
  }

  private Document page(Result result) {
    return Jsoup.parse(Samples.text(reporter, result));
  }

  @ParameterizedTest
  @MethodSource("results")
  void theDataOfThePageAreThoseThatTheJsonReporterWrites(Result result) throws Exception {
    Element data = page(result).getElementById("kasan-result");
    assertNotNull(data);
    assertEquals("application/json", data.attr("type"));
    assertEquals(
        json.readTree(Samples.text(new JsonReporter(), result)), json.readTree(data.data()));
  }

  @Test
  void cellsHoldTheFiguresOfTheirRows() throws Exception {
    Document page = page(Samples.compared());
    JsonNode rows = json.readTree(page.getElementById("kasan-result").data()).get("rows");
    int compared = 0;
    for (Element cell : page.select("td[data-key][data-value]:not(.behind td)")) {
      String scheme = cell.parent().child(0).text();
      for (JsonNode row : rows) {
        if (row.get("scheme").asText().equals(scheme)) {
          JsonNode value = row.at("/" + cell.attr("data-key").replace('.', '/'));
          assertEquals(value.asText(), cell.attr("data-value"));
          assertEquals(value.asText(), cell.text().replace(",", ""));
          compared++;
        }
      }
    }
    assertEquals(9, compared, "three figures of three schemes");
  }

  @Test
  void whatWasNotMeasuredIsADash() {
    Element row = page(Samples.compared()).select("#part-1 tbody tr").last();
    assertEquals(Samples.EVIL, row.child(0).text());
    assertEquals("–", row.child(1).text());
    assertFalse(row.child(1).hasAttr("data-value"));
  }

  @Test
  void theSummaryIsMadeOfTheRows() {
    List<String> said = page(Samples.compared()).select("header .lead, header .say").eachText();
    assertEquals("page needs 32 MiB where original needs 3 GiB, 1.04 % of it.", said.get(0));
    assertEquals(
        "It finds 93 of the 93 cases with bugs that apply to it (original: 101 of 101); by design it"
            + " misses bugs where the scheme has no shadow for vmalloc areas.",
        said.get(1));
    assertEquals("Of the machine's 24 GiB, page takes 0.13 %, original 12.5 %.", said.get(2));
  }

  @Test
  void otherShapesOfRowsHaveSummariesToo() {
    assertEquals(
        List.of(
            "original needed up to 40 MiB, page needed up to 20 MiB, while fork-exec ran 400"
                + " operations.",
            "At operation 250 page took over from original: 40 MiB before, 20 MiB after; of 1,000"
                + " addresses audited none had a wrong verdict.",
            "Nothing was reported."),
        page(Samples.swapped()).select("header .lead, header .say").eachText());
    assertEquals(
        List.of(
            "One scheme finds every case with a bug that applies: original (2).",
            "ondemand finds 1 of 2; it misses 1 because the shadow is a shared page."),
        page(Samples.suite()).select("header .lead, header .say").eachText());
    assertEquals(
        "With 512 MiB of RAM, MemTotal is less than that of a kernel without KASAN by 27.6 MiB with"
            + " page, 87.8 MiB with original.",
        page(Samples.booted()).select("header .lead").text());
    assertEquals(
        "Of 3 published figures the model derives 1; the largest error is 2.06 % (1024 MB, patched)."
            + " 1 were not modelled here.",
        page(Samples.published()).select("header .lead").text());
    assertEquals(List.of(), page(Samples.unknown()).select("header .lead").eachText());
  }

  /** Whatever users call things, it stays text. */
  @ParameterizedTest
  @MethodSource("results")
  void namesOfUsersAreText(Result result) {
    Document page = page(result);
    assertEquals(0, page.select("img").size());
    assertEquals(3, page.select("script").size(), "the data, uPlot and ours");
    for (Element element : page.getAllElements()) {
      element
          .attributes()
          .forEach(
              attribute -> assertFalse(attribute.getKey().startsWith("on"), attribute::toString));
    }
  }

  @ParameterizedTest
  @MethodSource("results")
  void thePolicyPermitsTheScriptsAndStylesOfThePageAndNothingElse(Result result) throws Exception {
    Document page = page(result);
    String policy = page.select("meta[http-equiv=Content-Security-Policy]").attr("content");
    assertTrue(policy.startsWith("default-src 'none'; "), policy);
    assertFalse(policy.contains("unsafe"), policy);
    Set<String> permitted = new TreeSet<>();
    for (String word : policy.split("[ ;]+", -1)) {
      if (word.startsWith("'sha256-")) {
        permitted.add(word);
      }
    }
    Set<String> there = new TreeSet<>();
    for (Element element : page.select("style, script:not([type])")) {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest(element.data().getBytes(StandardCharsets.UTF_8));
      there.add("'sha256-" + Base64.getEncoder().encodeToString(digest) + "'");
    }
    assertEquals(permitted, there);
  }

  @ParameterizedTest
  @MethodSource("results")
  void nothingIsLoadedFromElsewhere(Result result) {
    Document page = page(result);
    assertEquals(List.of(), page.select("[src], link, iframe, object, use, image").eachAttr("src"));
    assertTrue(page.select("a[href]").eachAttr("href").stream().allMatch(to -> to.startsWith("#")));
    assertEquals(0, page.select("[style]").size(), "the policy would refuse it");
  }

  @ParameterizedTest
  @MethodSource("results")
  void eachChartHasItsFiguresBehindIt(Result result) {
    for (Element figure : page(result).select("figure")) {
      assertFalse(figure.select("details table tbody tr").isEmpty());
      assertFalse(figure.select("svg[role=img], table[role=grid]").isEmpty());
    }
  }

  @Test
  void eachVerdictHasItsReasonAsText() {
    Document page = page(Samples.suite());
    var said = new ArrayList<String>();
    page.select("table.matrix tbody tr")
        .forEach(
            row ->
                row.select("td .hidden")
                    .forEach(cell -> said.add(row.child(0).text() + "|" + cell.text())));
    assertEquals(6, said.size());
    assertEquals("oob_right|found: reported as slab-out-of-bounds", said.get(0));
    assertEquals("page_uaf|missed: line 6: free-page: the shadow is a shared page", said.get(3));
    assertEquals("tags_" + Samples.EVIL + "|not-applicable: about tags", said.get(5));
    assertEquals(1, page.select("table.matrix td[tabindex=0]").size(), "one stop of the tab key");
  }

  @Test
  void theFooterSaysWhereItComesFrom() {
    Element footer = page(Samples.compared()).getElementById("provenance");
    String said = footer.text();
    for (String expected :
        List.of(
            "./kasan compare 'a b'",
            "0123456789abcdef",
            Samples.EVIL + ": needs tags <b>in pointers</b>",
            "placement as recorded",
            "schemes.page recheck = on",
            "1.2.3")) {
      assertTrue(said.contains(expected), expected + " in " + said);
    }
  }

  @Test
  void theLicenceOfUplotIsInThePage() {
    assertTrue(Samples.text(reporter, Samples.compared()).contains("Permission is hereby granted"));
  }
}
