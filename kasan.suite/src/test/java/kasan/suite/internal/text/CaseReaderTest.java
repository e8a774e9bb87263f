// SPDX-License-Identifier: Apache-2.0
package kasan.suite.internal.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Random;
import java.util.Set;
import kasan.api.BadInputException;
import kasan.suite.internal.program.Case;
import kasan.suite.internal.program.Need;
import kasan.suite.internal.program.Statement;
import kasan.suite.internal.program.Verb;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CaseReaderTest {
  private static List<Case> read(String... lines) {
    return CaseReader.read("mine.case", "own", "mine", String.join("\n", lines));
  }

  @Test
  void aFileWithoutACaseLineIsOneCaseNamedAfterIt() {
    Case only = read("# a comment", "", "p = kmalloc 10", "kfree p  # the end").get(0);
    assertEquals("mine", only.name());
    assertEquals("own", only.family());
    assertEquals(2, only.statements().size());
    assertEquals(3, only.statements().get(0).line());
  }

  @Test
  void aFileMayHoldSeveralCases() {
    List<Case> cases =
        read(
            "case first",
            "title one",
            "modes generic sw-tags",
            "needs vmalloc intrinsics",
            "v = vmalloc 10",
            "case second",
            "boot original",
            "family other",
            "p = kmalloc 1");
    assertEquals(List.of("first", "second"), cases.stream().map(Case::name).toList());
    assertEquals(Set.of("generic", "sw-tags"), cases.get(0).modes());
    assertEquals(List.of(Need.VMALLOC, Need.INTRINSICS), cases.get(0).needs());
    assertEquals("original", cases.get(1).boot());
    assertEquals("other", cases.get(1).family());
  }

  @Test
  void aStatementHasModesAPlaceAndAnExpectation() {
    Statement read =
        read("p = kmalloc 16", "[generic] @1 read p+14 4 packed => found slab-out-of-bounds")
            .get(0)
            .statements()
            .get(1);
    assertEquals(Set.of("generic"), read.modes());
    assertEquals("1", read.place());
    assertEquals(Verb.READ, read.verb());
    assertEquals("p+14", read.arguments().get(0).toString());
    assertEquals(Set.of("packed"), read.options());
    assertEquals(List.of("slab-out-of-bounds"), read.expectation().classes());
    assertEquals("read p+14 4 packed", read.text());
  }

  @Test
  void anExpressionBindsProductsFirstAndSumsFromTheLeft() {
    String text =
        read("x = 100-5-2*3+(1+2)*4").get(0).statements().get(0).arguments().get(0).toString();
    assertEquals("100-5-(2*3)+(1+2)*4", text.replace("((1+2)*4)", "(1+2)*4"));
  }

  @Test
  void loopsHoldTheirBodies() {
    Statement loop =
        read("p = kmalloc 1", "repeat 3", "repeat 2", "kfree p", "end", "end until p != 0")
            .get(0)
            .statements()
            .get(1);
    assertEquals("p != 0", loop.condition().toString());
    assertEquals(Verb.KFREE, loop.body().get(0).body().get(0).verb());
  }

  @Test
  void variablesOfAFrameAreNamedByIt() {
    Statement enter = read("f = enter main a:10 b:4*G", "read f.b 8").get(0).statements().get(0);
    assertEquals(List.of("main"), enter.names());
    assertEquals("b", enter.variables().get(1).name());
    assertEquals("4*G", enter.variables().get(1).bytes().toString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "kmaloc 10 | mine.case:1: unknown statement 'kmaloc': did you mean 'kmalloc'?",
        "p = kmalloc | mine.case:1: expected SIZE in 'p = kmalloc SIZE [atomic] [zero]' at the end",
        "p = kmalloc 10 fast | mine.case:1: expected the end of the line after",
        "kfree q | mine.case:1: unknown value 'q'",
        "p = kfree 10 | mine.case:1: expected a statement that gives a value, not 'kfree'",
        "read 1x 8 | mine.case:1: expected a number, a name, or a sum of them without blanks, not",
        "read 8+ 8 | mine.case:1: expected a number, a name, or a sum of them without blanks, not",
        "read 0 8 => maybe | mine.case:1: expected 'clean', 'found' or 'found CLASS' after '=>'",
        "read 0 8 => found oob | mine.case:1: unknown bug class 'oob'",
        "[generics] read 0 8 | mine.case:1: unknown mode 'generics': did you mean 'generic'?",
        "@t read 0 8 | mine.case:1: unknown task 't'",
        "end | mine.case:1: expected 'end' after a 'repeat', not 'end'",
        "repeat 3 | mine.case:1: expected 'end' of the repeat in line 1, not 'the end'",
        "needs luck | mine.case:1: unknown need 'luck'",
        "expect 1 ~ 2 | mine.case:1: expected ==, !=, <, <=, > or >=, not '~'",
        "P = kmalloc 10 | mine.case:1: expected a name in small letters before '=', not 'P'",
        "f = enter main a | mine.case:1: expected NAME:SIZE, not 'a'",
        "title | mine.case:1: expected what the title is at the end of the line",
        "# nothing | mine.case:1: expected statements of case mine, not 'the end'"
      })
  void aLineThatCannotBeReadIsNamedWithWhatWasExpected(String line, String message) {
    var failure = assertThrows(BadInputException.class, () -> read(line));
    assertEquals(message, failure.getMessage().substring(0, message.length()));
  }

  @Test
  void headLinesComeBeforeStatements() {
    var failure = assertThrows(BadInputException.class, () -> read("p = kmalloc 1", "title late"));
    assertEquals(
        "mine.case:2: expected 'title' before the first statement of a case, not 'title'",
        failure.getMessage());
  }

  @Test
  void aNameMayNotChangeItsKind() {
    var failure =
        assertThrows(BadInputException.class, () -> read("c = cache 100", "c = kmalloc 10"));
    assertEquals(
        "mine.case:2: expected another name than that of a cache, not 'c'", failure.getMessage());
  }

  /** Whatever the bytes, the answer is cases or one line about the place. */
  @ParameterizedTest
  @CsvSource({"1", "2", "3"})
  void arbitraryTextIsReadOrRefused(long seed) {
    var random = new Random(seed);
    String letters = "kmalloc free=>found@[]p+-*/()0123 \n#.:repeatend";
    for (int i = 0; i < 3000; i++) {
      var text = new StringBuilder();
      int length = random.nextInt(80);
      for (int j = 0; j < length; j++) {
        text.append(letters.charAt(random.nextInt(letters.length())));
      }
      try {
        read(text.toString());
      } catch (BadInputException e) {
        assertEquals("mine.case:", e.getMessage().substring(0, 10));
      }
    }
  }
}
