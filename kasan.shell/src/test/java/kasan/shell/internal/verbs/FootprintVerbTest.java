// SPDX-License-Identifier: Apache-2.0
package kasan.shell.internal.verbs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.List;
import kasan.api.BadInputException;
import kasan.lab.api.FootprintPlan;
import kasan.lab.api.Footprints;
import kasan.lab.api.Lab;
import kasan.shell.verb.Arguments;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FootprintVerbTest {
  private static final Footprints NOTHING = Nothing.of(Footprints.class);
  private static final Lab NO_LAB = Nothing.of(Lab.class);

  private static FootprintPlan plan(String... words) {
    return FootprintVerb.plan(
        Arguments.parse("footprint", new FootprintVerb(NOTHING, NO_LAB).synopsis(), List.of(words)),
        "",
        Path.of("/home/user"));
  }

  @ParameterizedTest
  @CsvSource({"512M, 512", "1G, 1024", "1.5G, 1536", "768, 768", "2GiB, 2048", "1T, 1048576"})
  void ramIsWrittenAsUsersDo(String word, long mib) {
    assertEquals(mib, RamSize.mib("--ram", word));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "G", "-1G", "1.0001G", "0.0001G", "1.5", "0", "1K", "999999999999G"})
  void whatIsNoRamSizeIsRefused(String word) {
    var refusal = assertThrows(BadInputException.class, () -> RamSize.mib("--ram", word));
    assertEquals(
        "--ram takes sizes such as 512M, 1G or 1.5G, whole MiB, not '" + word + "'",
        refusal.getMessage());
  }

  @Test
  void withoutOptionsItBootsUsualSizesWithTwoCpusOutline() {
    FootprintPlan plan = plan();
    assertEquals(List.of(512L, 1024L, 2048L, 4096L, 8192L), plan.ramMib());
    assertEquals(2, plan.cpus());
    assertEquals("outline", plan.instrumentation());
    assertEquals(List.of(), plan.schemes());
  }

  @Test
  void sizesAndSchemesAreListsBetweenCommas() {
    FootprintPlan plan = plan("--ram", "512M,1G", "--schemes", "page,original", "--cpus=4");
    assertEquals(List.of(512L, 1024L), plan.ramMib());
    assertEquals(List.of("page", "original"), plan.schemes());
    assertEquals(4, plan.cpus());
  }

  /** A million is a whole number; the message says which are taken. */
  @ParameterizedTest
  @ValueSource(strings = {"two", "0", "-1", "1025", "1000000", "99999999999999999999"})
  void cpusAreAWholeNumberOfARangeThatIsTold(String word) {
    var refusal = assertThrows(BadInputException.class, () -> plan("--cpus", word));
    assertEquals(
        "footprint: --cpus takes a whole number from 1 to 1024, not '" + word + "'",
        refusal.getMessage());
  }
}
