// SPDX-License-Identifier: Apache-2.0
package kasan.suite.internal.matrix;

import arch.arm64.internal.Arm64Architecture;
import arch.x86.internal.X86Architecture;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import kasan.api.arch.Architecture;
import kasan.api.scheme.SchemeInfo;
import kasan.api.scheme.ShadowScheme;
import kasan.kernel.internal.BootComponent;
import kasan.lab.api.Settings;
import kasan.lab.api.SuitePlan;
import kasan.lab.api.inventory.ExtensionKind;
import kasan.lab.api.inventory.Extensions;
import kasan.lab.api.inventory.Inventory;
import kasan.shadow.block.internal.BlockScheme;
import kasan.shadow.floor.internal.FloorScheme;
import kasan.shadow.kfence.internal.KfenceScheme;
import kasan.shadow.ondemand.internal.OndemandScheme;
import kasan.shadow.original.internal.OriginalScheme;
import kasan.shadow.page.internal.PageScheme;
import kasan.shadow.scale.internal.Scale16Scheme;
import kasan.shadow.scale.internal.Scale32Scheme;
import kasan.shadow.tags.internal.HwTagsScheme;
import kasan.shadow.tags.internal.SwTagsScheme;
import kasan.suite.internal.program.Case;
import kasan.suite.internal.text.CaseLibrary;
import kasan.suite.internal.text.CaseReader;
import kasan.testkit.ServiceCard;

/** All schemes that ship, on real kernels, without a framework. */
final class Bench {
  private static final List<ShadowScheme> SCHEMES =
      List.of(
          new BlockScheme(),
          new FloorScheme(),
          new HwTagsScheme(),
          new KfenceScheme(),
          new OndemandScheme(),
          new OriginalScheme(),
          new PageScheme(),
          new Scale16Scheme(),
          new Scale32Scheme(),
          new SwTagsScheme());

  static final Inventory INVENTORY = with(Map.of());

  private Bench() {}

  /** What ships, and other schemes by their names. */
  static Inventory with(Map<String, ShadowScheme> others) {
    var schemes = new ArrayList<Map.Entry<Map<String, Object>, ShadowScheme>>();
    SCHEMES.forEach(each -> schemes.add(Map.entry(ServiceCard.properties(each.getClass()), each)));
    others.forEach((name, each) -> schemes.add(Map.entry(byteShadow(name), each)));
    var archs = new ArrayList<Map.Entry<Map<String, Object>, Architecture>>();
    for (Architecture each : List.of(new X86Architecture(), new Arm64Architecture())) {
      archs.add(Map.entry(ServiceCard.properties(each.getClass()), each));
    }
    return new Inventory(
        "test",
        null,
        BootComponent.with(new X86Architecture(), new Arm64Architecture()),
        null,
        null,
        Extensions.of(ExtensionKind.SCHEMES, schemes),
        Extensions.of(ExtensionKind.ARCHS, archs),
        Extensions.of(ExtensionKind.WORKLOADS, List.of()),
        Extensions.of(ExtensionKind.READERS, List.of()),
        Extensions.of(ExtensionKind.REPORTERS, List.of()));
  }

  private static Map<String, Object> byteShadow(String name) {
    return Map.of(
        SchemeInfo.PREFIX_ + "name",
        name,
        SchemeInfo.PREFIX_ + "granuleBytes",
        8,
        SchemeInfo.PREFIX_ + "instrumentation",
        new String[] {"outline", "inline"});
  }

  /** A plan for built-in cases. */
  static SuitePlan plan(
      List<String> schemes, String instrumentation, String cases, String mode, String... set) {
    Settings settings = Settings.NONE;
    for (String word : set) {
      String[] parts = word.split("[.=]", 3);
      settings = settings.with(parts[0], parts[1], parts[2]);
    }
    return SuitePlan.of()
        .schemes(schemes)
        .instrumentation(instrumentation)
        .cases(cases)
        .mode(mode)
        .settings(settings)
        .build();
  }

  static SuiteRun run(SuitePlan plan) {
    return new SuiteRun(INVENTORY, PlanCheck.check(INVENTORY, plan, CaseLibrary.read()));
  }

  /** What comes of built-in cases. */
  static List<Row> rows(SuitePlan plan) {
    return run(plan).rows(done -> {});
  }

  /** What comes of one case of one's own, in mode generic. */
  static Row row(String scheme, String instrumentation, String text) {
    SuitePlan plan = plan(List.of(scheme), instrumentation, "", "generic");
    List<Case> cases = CaseReader.read("own.case", "own", "own", text);
    return new SuiteRun(INVENTORY, PlanCheck.check(INVENTORY, plan, cases)).rows(done -> {}).get(0);
  }
}
