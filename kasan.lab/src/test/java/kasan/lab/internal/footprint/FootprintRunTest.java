// SPDX-License-Identifier: Apache-2.0
package kasan.lab.internal.footprint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import kasan.api.BadInputException;
import kasan.api.report.Result;
import kasan.lab.api.FootprintPlan;
import kasan.lab.api.Progress;
import kasan.lab.api.inventory.Inventory;
import kasan.lab.api.scheme.Instrumentation;
import kasan.lab.api.scheme.LayoutClass;
import kasan.lab.internal.fake.FakeBoot;
import kasan.lab.internal.fake.FakeRecording;
import kasan.lab.internal.fake.FakeScheme;
import kasan.lab.internal.fake.SettingWords;
import kasan.lab.internal.fake.Surroundings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FootprintRunTest {
  private final FakeBoot kernels = new FakeBoot();

  private static Surroundings surroundings() {
    return new Surroundings(new FakeRecording(1))
        .scheme("original", new FakeScheme(), shadow("outline", "inline"))
        .scheme("block", new FakeScheme(), shadow("outline"))
        .scheme("tags", new FakeScheme().refusing("needs tags"), shadow("outline", "inline"));
  }

  private static Map<String, Object> shadow(String... instrumentation) {
    return Map.of("kasan.scheme.instrumentation", instrumentation);
  }

  private Result run(FootprintPlan plan) {
    Inventory inventory = surroundings().inventory(1);
    return new FootprintRun(inventory.schemes(), inventory.archs(), kernels, plan)
        .result(Progress.NONE);
  }

  private static FootprintPlan plan(List<Long> ramMib, String instrumentation, String... schemes) {
    return with(ramMib, instrumentation).schemes(List.of(schemes)).build();
  }

  private static FootprintPlan.Builder with(List<Long> ramMib, String instrumentation) {
    return FootprintPlan.of(ramMib).instrumentation(instrumentation);
  }

  /** Scheme, instrumentation, MemTotal, difference to the floor, reason. */
  private static List<String> rows(Result result) {
    var lines = new ArrayList<String>();
    for (Object row : (List<?>) result.tree().getOrDefault("rows", List.of())) {
      Map<?, ?> map = (Map<?, ?>) row;
      lines.add(
          map.get("ramMib")
              + " "
              + map.get("scheme")
              + " "
              + map.get("instrumentation")
              + " "
              + map.get("memTotalKb")
              + " "
              + map.get("belowFloorKb")
              + " "
              + map.get("reason"));
    }
    return lines;
  }

  @Test
  void eachSchemeAndSizeIsARowAndWhatCannotBootSaysWhy() {
    assertEquals(
        List.of(
            "64 floor none 65436 0 null",
            "64 block outline 57244 8192 null",
            "64 block inline null null does not work with inline instrumentation, only with"
                + " outline",
            "64 original outline 57244 8192 null",
            "64 original inline 57244 8192 null",
            "64 tags outline null null needs tags",
            "64 tags inline null null needs tags",
            "8 floor none null null too small",
            "8 block outline null null too small",
            "8 block inline null null does not work with inline instrumentation, only with outline",
            "8 original outline null null too small",
            "8 original inline null null too small",
            "8 tags outline null null needs tags",
            "8 tags inline null null needs tags"),
        rows(run(plan(List.of(64L, 8L), "both"))));
  }

  @Test
  void theFloorTakesPartUnnamedAndIsBootedWithoutKasan() {
    assertEquals(
        List.of("32 floor none 32668 0 null", "32 original inline 28572 4096 null"),
        rows(run(plan(List.of(32L), "inline", "original"))));
    assertEquals(LayoutClass.PLAIN, kernels.plans.get(0).layout());
    assertEquals(Instrumentation.NONE, kernels.plans.get(0).instrumentation());
    assertEquals(LayoutClass.GENERIC, kernels.plans.get(1).layout());
    assertEquals("a-pc", kernels.plans.get(1).profile());
  }

  /** The figures are of the moment after boot, when slab lies together. */
  @Test
  void aNoteSaysWhatAgeingAdds() {
    List<?> notes = (List<?>) run(plan(List.of(32L), "inline", "original")).tree().get("warnings");
    String text = String.valueOf(notes);
    assertTrue(text.contains("same slab in more blocks, by 14 to 131 %"), text);
    assertTrue(text.contains("run WORKLOAD --aged PROFILE"), text);
  }

  @Test
  void aProfileMayBeAFile(@TempDir Path directory) throws Exception {
    Files.writeString(directory.resolve("board"), "");
    run(with(List.of(32L), "inline").profile(directory.resolve("board").toString()).build());
    assertEquals(directory.resolve("board").toString(), kernels.plans.get(0).profile());
  }

  private void assertRefused(String message, FootprintPlan plan) {
    var refusal = assertThrows(BadInputException.class, () -> run(plan));
    assertEquals(message, refusal.getMessage());
    assertEquals(List.of(), kernels.plans);
  }

  @Test
  void badPlansAreRefusedBeforeTheFirstBoot() {
    assertRefused("RAM takes 1M..4T, not 0 MiB", plan(List.of(64L, 0L), "inline"));
    assertRefused(
        "unknown instrumentation 'hw'; known: both, inline, outline", plan(List.of(64L), "hw"));
    assertRefused(
        "unknown scheme 'orginal': did you mean 'original'? known: block, floor, original, tags",
        plan(List.of(64L), "inline", "orginal"));
    assertRefused(
        "profile board: no such file, and none of the built-in ones: a-pc",
        with(List.of(64L), "inline").profile("board").build());
    assertRefused("--cpus takes 1..1024, not 0", with(List.of(64L), "inline").cpus(0).build());
    assertRefused(
        "unknown owner of an option of --set 'page'; known: floor, original, x86",
        with(List.of(64L), "inline")
            .schemes(List.of("original"))
            .settings(SettingWords.of(List.of("page.recheck=off")))
            .build());
  }
}
