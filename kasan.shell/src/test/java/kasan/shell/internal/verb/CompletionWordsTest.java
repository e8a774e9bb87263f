// SPDX-License-Identifier: Apache-2.0
package kasan.shell.internal.verb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import kasan.api.report.Result;
import kasan.api.report.Section;
import kasan.lab.api.ComparePlan;
import kasan.lab.api.ExtensionKind;
import kasan.lab.api.Lab;
import kasan.lab.api.Progress;
import kasan.lab.api.Settings;
import org.junit.jupiter.api.Test;

class CompletionWordsTest {
  private final CompletionWords completion = new CompletionWords(new TwoSchemes());

  /** What is offered for the last word of a line. */
  private List<String> offered(String line) {
    List<String> words = Arrays.asList(line.split(" ", -1));
    return completion.words(words, words.size() - 1);
  }

  private boolean file(String line) {
    List<String> words = Arrays.asList(line.split(" ", -1));
    return completion.files(words, words.size() - 1);
  }

  @Test
  void offersNamesOfWhatIsThere() {
    assertEquals(List.of("reporters-a"), offered("compare rec --format "));
    assertEquals(List.of("archs-a"), offered("kasan:layout --arch "));
    assertEquals(List.of("kasan", "recorded"), offered("compare --layout "));
    assertEquals(List.of("generic", "sw-tags", "hw-tags"), offered("suite --mode "));
    assertEquals(List.of(), offered("suite --force --cases "));
    assertEquals(List.of(), offered("schemes "));
  }

  @Test
  void offersASchemeOnce() {
    assertEquals(List.of("page", "zero"), offered("compare --schemes "));
    assertEquals(List.of("page,zero"), offered("compare --schemes page,"));
  }

  @Test
  void offersOptionsThenTheirValues() {
    assertEquals(List.of("page.recheck=", "page.delay="), offered("compare --set "));
    assertEquals(
        List.of("page.recheck=on", "page.recheck=off", "page.delay="),
        offered("compare --set page.recheck="));
  }

  @Test
  void offersFilesWhereAFileMayStand() {
    assertTrue(file("compare "));
    assertTrue(file("compare rec"));
    assertTrue(file("explain "));
    assertTrue(file("layout --out "));
    assertTrue(file("record --cold "));
    assertFalse(file("compare --schemes "));
    assertFalse(file("why "));
  }

  @Test
  void everyVerbHasItsOptions() {
    for (String verb : completion.verbs()) {
      assertTrue(completion.options(verb).containsAll(List.of("help", "format", "out")), verb);
    }
    assertTrue(completion.options("compare").contains("schemes"));
  }

  private static final class TwoSchemes implements Lab {
    private record Rows(Map<String, Object> tree) implements Result {
      @Override
      public String verb() {
        return "schemes";
      }

      @Override
      public List<Section> sections() {
        return List.of();
      }
    }

    @Override
    public Result compare(ComparePlan plan, Progress progress) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Result layout(String arch, Settings settings) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Result list(ExtensionKind kind) {
      return new Rows(
          Map.of(
              "rows",
              kind == ExtensionKind.SCHEMES
                  ? List.of(
                      Map.of(
                          "options",
                          List.of(
                              Map.of("set", "page.recheck", "values", "on|off"),
                              Map.of("set", "page.delay", "values", "0..10"))))
                  : List.of()));
    }

    @Override
    public Result why(String name) {
      throw new UnsupportedOperationException();
    }

    @Override
    public List<String> names(ExtensionKind kind) {
      return kind == ExtensionKind.SCHEMES
          ? List.of("page", "zero")
          : List.of(kind.name().toLowerCase(java.util.Locale.ROOT) + "-a");
    }
  }
}
