// SPDX-License-Identifier: Apache-2.0
package kasan.itest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Results that are kept as JSON, shown later and compared, as a user does it. */
class KeptResultsIT {
  @TempDir Path home;

  private KasanProcess kasan(String... words) throws Exception {
    return KasanProcess.run(home, "", List.of(words));
  }

  /** Status 0 or 1 and nothing on standard error. */
  private String out(int status, String... words) throws Exception {
    KasanProcess done = kasan(words);
    assertEquals("", done.err());
    assertEquals(status, done.status(), done.out());
    return done.out();
  }

  private void refused(String line, String... words) throws Exception {
    KasanProcess done = kasan(words);
    assertEquals("kasan: " + line + "\n", done.err());
    assertEquals("", done.out());
    assertEquals(2, done.status());
  }

  private void footprint(String file, String ram, String... more) throws Exception {
    var words = new ArrayList<>(List.of("footprint", "--schemes", "original,page", "--ram", ram));
    words.addAll(List.of(more));
    words.addAll(List.of("--out", file));
    out(0, words.toArray(String[]::new));
  }

  @Test
  void aResultIsShownInEveryFormat() throws Exception {
    footprint("a.json", "512M");
    String[] again = {"footprint", "--schemes", "original,page", "--ram", "512M", "--format", ""};
    for (String format : List.of("table", "csv", "json")) {
      again[again.length - 1] = format;
      assertEquals(out(0, again), out(0, "show", "a.json", "--format", format));
    }
    out(0, "show", "a.json", "--out", "a.html");
    assertTrue(Files.readString(home.resolve("a.html")).contains("<h1"), "a page");
    out(0, "show", "a.json", "--chart", "footprint", "--out", "a.svg");
    assertTrue(Files.readString(home.resolve("a.svg")).contains("<svg"), "a drawing");
  }

  @Test
  void twoResultsAreCompared() throws Exception {
    footprint("a.json", "512M");
    footprint("b.json", "512M,1G");

    String none = out(0, "diff", "a.json", "a.json");
    assertEquals(
        List.of("A: a.json", "B: a.json", "No difference."),
        none.lines().map(line -> line.replaceFirst(",.*", "")).toList());

    String more = out(1, "diff", "a.json", "b.json", "--threshold", "5%");
    assertTrue(more.contains("\nOnly in B, rows\n"), more);
    assertTrue(more.contains("\n1024, original\n"), more);

    String csv = out(1, "diff", "a.json", "b.json", "--format", "csv");
    assertEquals(
        List.of(
            "part,row,in,value,a,b,change,percent,passes",
            "rows,\"1024, floor\",b,,,,,,",
            "rows,\"1024, original\",b,,,,,,",
            "rows,\"1024, page\",b,,,,,,"),
        csv.lines().toList());
    out(1, "diff", "a.json", "b.json", "--out", "d.html");
    assertTrue(Files.readString(home.resolve("d.html")).contains("Only in B"), "a page");
  }

  /** A difference is a result like any other: kept, and shown with the status that it had. */
  @Test
  void aResultIsReadFromAPipe() throws Exception {
    footprint("a.json", "512M");
    footprint("b.json", "1G");
    String told = out(1, "diff", "a.json", "b.json");
    String kept = out(1, "diff", "a.json", "b.json", "--format", "json");

    KasanProcess shown = KasanProcess.run(home, kept, List.of("show", "-"));
    assertEquals("", shown.err());
    assertEquals(told, shown.out());
    assertEquals(1, shown.status());
  }

  /** Ten per cent more are told as that, in the unit of the figure and in percent. */
  @Test
  void aChangedFigureIsToldByItsRow() throws Exception {
    out(0, "reproduce", "--quick", "--out", "a.json");
    String json = Files.readString(home.resolve("a.json"));
    Files.writeString(
        home.resolve("b.json"), json.replaceFirst("\"published\": 858.0", "\"published\": 943.8"));

    String told = out(1, "diff", "a.json", "b.json", "--threshold", "9.9 %");
    assertTrue(
        told.contains("The largest change is +10.00 % (1024 MB, MemTotal, base, published)."),
        told);
    out(0, "diff", "a.json", "b.json", "--threshold", "10");
  }

  @Test
  void aResultOfAThirdPartyIsNoDifferent() throws Exception {
    EchoBundle.addTo(home);
    assertEquals("", out(0, "echo", "one", "two", "--out", "a.json"));
    out(0, "echo", "one", "three", "--out", "b.json");

    assertEquals("one\ntwo\n", out(0, "show", "a.json"));
    String told = out(1, "diff", "a.json", "b.json");
    assertTrue(told.contains("Only in A, rows\ntwo\n"), told);
    assertTrue(told.contains("Only in B, rows\nthree\n"), told);
  }

  @Test
  void whatIsNoResultIsNamed() throws Exception {
    Files.writeString(home.resolve("old.json"), "{\"rows\": []}\n");
    Files.writeString(home.resolve("page.html"), "<html>");
    Files.write(home.resolve("picture.png"), new byte[] {(byte) 0x89, 'P', (byte) 0xff});
    Files.createDirectories(home.resolve("folder"));

    refused("none.json: no such file, expected a result as JSON", "show", "none.json");
    refused("folder: is a directory, expected a result as JSON", "show", "folder");
    refused(
        "old.json: result: expected 'kasan-result', as --format json writes it; it is" + " missing",
        "show",
        "old.json");
    refused(
        "picture.png: no text in UTF-8, expected a result as JSON",
        "diff",
        "picture.png",
        "old.json");
    KasanProcess page = kasan("show", "page.html");
    assertTrue(page.err().startsWith("kasan: page.html: result: no JSON at line 1"), page.err());
    refused(
        "diff: --threshold takes a percentage such as 5%, not 'much'",
        "diff", "old.json", "old.json", "--threshold", "much");
  }
}
