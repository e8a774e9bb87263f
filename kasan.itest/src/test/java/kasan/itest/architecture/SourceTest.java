// SPDX-License-Identifier: Apache-2.0
package kasan.itest.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static kasan.itest.architecture.ProductClasses.ALL;
import static kasan.itest.architecture.ProductClasses.SAMPLES;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What may not stand in the code, wherever it is. */
class SourceTest {

  /** Comments, texts and characters: what they say is not code. */
  private static final Pattern NO_CODE =
      Pattern.compile(
          "(?s)\"\"\".*?\"\"\"|\"(?:\\\\.|[^\"\\\\\n])*\"|'(?:\\\\.|[^'\\\\\n])+'|//[^\n]*|/\\*.*?\\*/");

  /** 4096 and 4095 in any spelling, and shifts by 12 but for {@code 1 << 12}, a mere power. */
  private static final Pattern PAGE_SIZE =
      Pattern.compile(
          "(?i)(?<![\\w.])(?:4_?09[56]|0x1_?000|0x0?fff)L?(?![\\w.])"
              + "|(?<!\\b1L? )(?:<<|>>>?)\\s*12\\b");

  /** Numbers that look like a page size and are none. */
  private static final Set<String> NO_PAGE_SIZE =
      Set.of(
          // the largest variable for which compilers leave 128 bytes of redzone
          "FrameLayout.java: 4096",
          // how many samples are enough
          "DirectMapBase.java: 4096",
          // MiB of RAM, as published tables have it
          "MemoryTables.java: 4096",
          "RealKernelTable.java: 4096",
          "FootprintVerb.java: 4096L",
          "GuestTable.java: 4096",
          // where RAM goes on above the hole for devices, in MiB
          "FirmwareMap.java: 4096",
          // the longest line of a log, and how many of its functions are remembered
          "LogText.java: 4096",
          "ByteLines.java: 4096",
          "Helpers.java: 4096",
          // a log does not say how large its pages are: those of most kernels
          "Place.java: 4096",
          // the largest granule that a scheme may have
          "SchemeProperties.java: 4096",
          // how far from a poison value an access may be, and MAX_ERRNO
          "Poison.java: 0x1000",
          "Poison.java: 4095");

  /** Comments: they may cite. */
  private static final Pattern COMMENT = Pattern.compile("(?s)//[^\n]*|/\\*.*?\\*/");

  /** Names of architectures, and addresses in the kernel half of one; not paths of its files. */
  private static final Pattern ARCHITECTURE =
      Pattern.compile(
          "(?i)(?<!\\barch/)(?:x86|arm64|aarch64|riscv|risc-v|powerpc|ppc64|s390|loongarch|mips64)"
              + "|\\bamd64\\b|0xff[0-9a-f_]{14,}");

  /** What names an architecture outside of its bundle, and why. */
  private static final Map<String, Set<String>> MAY_NAME =
      Map.of(
          // logs are written as each architecture writes them
          "kasan.explain", Set.of(),
          // a kernel to drive by hand stands on one
          "kasan.testkit", Set.of(),
          // the artifacts that the kit for third parties stands on; a boot's log, as each writes it
          "kasan.shell", Set.of("LocalRepository.java", "BootLogProfile.java"),
          // kernels that nobody models, to be named; clocks, by the names that they have in files
          "kasan.workload",
              Set.of("OtherKernels.java", "OtherMachine.java", "DatClock.java", "LineDoubt.java"),
          // tells a user where pointers carry tags
          "kasan.shadow.tags", Set.of("Tags.java"));

  @Test
  void scanFindsArchitecturesAndNothingElse() {
    assertEquals(
        List.of("X86", "arm64", "0xffff888000000000", "RiscV"),
        architectures(
            "class RecordedX86 { String a = \"arm64\"; long b = 0xffff888000000000L; int RiscV; }"));
    assertEquals(
        List.of(),
        architectures(
            "// as x86 does\n /* arm64 */ String s = \"arch/x86/mm/kasan_init_64.c\"; long c = 0xff;"));
  }

  /** What distinguishes one architecture from another is data that its bundle brings along. */
  @Test
  void onlyArchitecturesAreNamedInTheirBundles() throws IOException {
    List<String> found = new ArrayList<>();
    int files = 0;
    for (String bundle : ProductClasses.BUNDLES) {
      Set<String> exempt = MAY_NAME.get(bundle);
      if (bundle.startsWith("arch.") || (exempt != null && exempt.isEmpty())) {
        continue;
      }
      for (Path source : sources(bundle)) {
        files++;
        String name = source.getFileName().toString();
        if (exempt == null || !exempt.contains(name)) {
          architectures(Files.readString(source)).forEach(word -> found.add(name + ": " + word));
        }
      }
    }
    assertEquals(List.of(), found, "architectures, or to be added to MAY_NAME");
    assertTrue(files > 100, "only " + files + " files scanned");
  }

  private static List<String> architectures(String source) {
    String code = COMMENT.matcher(source).replaceAll(" ");
    return ARCHITECTURE.matcher(code).results().map(MatchResult::group).toList();
  }

  @Test
  void scanFindsPageSizesAndNothingElse() {
    assertEquals(
        List.of("4096", "0xFFFL", "4_095", ">>> 12"),
        pageSizes(
            "a = 4096; b = 0xFFFL; c = 4_095; d = x >>> 12; e = 14096 + 0x10000 + (1 << 12);"));
    assertEquals(List.of(), pageSizes("/* 4096\n */ int a = 3; // 0x1000\n s = \"<< 12\";"));
  }

  /** Page sizes differ between architectures, and within one: 4, 16 and 64 KiB. */
  @Test
  void onlyArchitecturesKnowAPageSize() throws IOException {
    List<String> found = new ArrayList<>();
    int files = 0;
    for (String bundle : ProductClasses.BUNDLES) {
      if (!bundle.startsWith("arch.")) {
        for (Path source : sources(bundle)) {
          files++;
          pageSizes(Files.readString(source)).stream()
              .map(literal -> source.getFileName() + ": " + literal)
              .filter(literal -> !NO_PAGE_SIZE.contains(literal))
              .forEach(found::add);
        }
      }
    }
    assertEquals(List.of(), found, "page sizes, or to be added to NO_PAGE_SIZE");
    assertTrue(files > 100, "only " + files + " files scanned");
  }

  /** Results are returned; what a bundle prints would stand between them. */
  @Test
  void onlyTheShellUsesStandardStreams() {
    SILENT_BUT_FOR_THE_SHELL.check(ALL);
  }

  @Test
  void bundleThatPrintsIsSeen() {
    assertThrows(AssertionError.class, () -> SILENT_BUT_FOR_THE_SHELL.check(SAMPLES));
  }

  private static final ArchRule SILENT_BUT_FOR_THE_SHELL =
      noClasses().that().resideOutsideOfPackage("kasan.shell..").should(ACCESS_STANDARD_STREAMS);

  private static List<Path> sources(String bundle) throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("..", bundle, "src", "main", "java"))) {
      return files.filter(file -> file.toString().endsWith(".java")).sorted().toList();
    }
  }

  private static List<String> pageSizes(String source) {
    String code = NO_CODE.matcher(source).replaceAll(" ");
    return PAGE_SIZE.matcher(code).results().map(MatchResult::group).toList();
  }
}
