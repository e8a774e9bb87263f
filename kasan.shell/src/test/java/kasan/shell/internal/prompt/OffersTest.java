// SPDX-License-Identifier: Apache-2.0
package kasan.shell.internal.prompt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import kasan.shell.verb.Synopsis;
import kasan.shell.verb.Words;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Tab offers for the last word of a line, as the synopsis of a verb says. */
class OffersTest {
  private static final Synopsis SAMPLE =
      Synopsis.EMPTY
          .required("WHAT", "a workload or a file", Words.of("boot", "build").or(Words.FILES))
          .operand("RUN", "a run", Words.of("run-1", "run-2"))
          .option("--scheme", "NAME", "one", Words.of("page", "zero"))
          .repeated("--schemes", "A,B", "several", Words.of("page", "zero").listed())
          .option("--from", "rec:PATH", "a recording", Words.filesBehind("rec:"))
          .flag("--force", "no value");

  @TempDir Path folder;

  private List<String> offered(String line) {
    List<String> words = Arrays.asList(line.split(" ", -1));
    int last = words.size() - 1;
    return Offers.offered(SAMPLE, words.subList(0, last), words.get(last), folder);
  }

  @Test
  void offersEachOperandItsOwnWords() {
    assertEquals(List.of("boot", "build"), offered("sample "));
    assertEquals(List.of("run-1", "run-2"), offered("sample boot "));
    assertEquals(List.of("run-1", "run-2"), offered("sample --scheme page boot "));
    assertEquals(List.of("run-1", "run-2"), offered("sample --scheme=page --force boot "));
    assertEquals(List.of(), offered("sample boot run-1 "));
  }

  @Test
  void offersTheValuesOfAnOptionBehindABlankAndBehindAnEqualsSign() {
    assertEquals(List.of("page", "zero"), offered("sample boot --scheme "));
    assertEquals(List.of("--scheme=page", "--scheme=zero"), offered("sample boot --scheme=p"));
    assertEquals(List.of("boot", "build"), offered("sample --force "));
  }

  @Test
  void offersOptions() {
    assertEquals(
        List.of("--scheme", "--schemes", "--from", "--force", "--help"), offered("sample --"));
  }

  @Test
  void offersANameOfAListOnce() {
    assertEquals(List.of("page,zero"), offered("sample --schemes page,"));
    assertEquals(List.of("--schemes=page,zero"), offered("sample --schemes=page,"));
  }

  @Test
  void offersFilesOfTheFolderThatIsTyped() throws IOException {
    Files.createDirectories(folder.resolve("logs/old"));
    Files.createFile(folder.resolve("logs/a.txt"));
    Files.createFile(folder.resolve("logs/.hidden"));
    assertTrue(offered("sample l").contains("logs/"));
    assertEquals(List.of("boot", "build", "logs/a.txt", "logs/old/"), offered("sample logs/"));
    assertTrue(offered("sample logs/.").contains("logs/.hidden"));
    assertEquals(List.of("rec:"), offered("sample --from r"));
    assertEquals(List.of("rec:logs/"), offered("sample --from rec:"));
    assertEquals(List.of("rec:logs/a.txt", "rec:logs/old/"), offered("sample --from rec:logs/"));
  }

  @Test
  void offersNothingForAFolderThatIsNotThere() {
    assertEquals(List.of("boot", "build"), offered("sample none/"));
  }
}
