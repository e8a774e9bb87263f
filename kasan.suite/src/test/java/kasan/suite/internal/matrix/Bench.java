// SPDX-License-Identifier: Apache-2.0
package kasan.suite.internal.matrix;

import arch.arm64.internal.Arm64Architecture;
import arch.x86.internal.X86Architecture;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import kasan.api.arch.Architecture;
import kasan.api.scheme.ShadowScheme;
import kasan.kernel.internal.BootComponent;
import kasan.lab.api.Settings;
import kasan.lab.api.SuitePlan;
import kasan.lab.api.kernel.KernelBoot;
import kasan.lab.api.scheme.SchemeDescription;
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
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** All schemes that ship, on real kernels, without a framework. */
final class Bench {
  static final Catalog CATALOG = catalog();
  static final KernelBoot BOOT = BootComponent.with(new X86Architecture(), new Arm64Architecture());

  private Bench() {}

  private static Catalog catalog() {
    List<SchemeEntry> entries = new ArrayList<>();
    for (ShadowScheme scheme :
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
            new SwTagsScheme())) {
      entries.add(new SchemeEntry(SchemeDescription.of(properties(scheme.getClass())), scheme));
    }
    return new Catalog(entries, archs());
  }

  static List<Map.Entry<String, Architecture>> archs() {
    Map.Entry<String, Architecture> x86 = Map.entry("x86", new X86Architecture());
    return List.of(x86, Map.entry("arm64", new Arm64Architecture()));
  }

  /** Service properties as the build wrote them into the component's description. */
  private static Map<String, Object> properties(Class<?> component) {
    String file = "OSGI-INF/" + component.getName() + ".xml";
    try (InputStream in = component.getClassLoader().getResourceAsStream(file)) {
      NodeList all =
          DocumentBuilderFactory.newInstance()
              .newDocumentBuilder()
              .parse(Objects.requireNonNull(in, file))
              .getElementsByTagName("property");
      Map<String, Object> properties = new HashMap<>();
      for (int i = 0; i < all.getLength(); i++) {
        Element one = (Element) all.item(i);
        properties.put(one.getAttribute("name"), value(one));
      }
      return properties;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (SAXException | ParserConfigurationException e) {
      throw new IllegalStateException(file, e);
    }
  }

  private static Object value(Element property) {
    if (!property.hasAttribute("value")) {
      return property.getTextContent().lines().map(String::strip).toArray(String[]::new);
    }
    String text = property.getAttribute("value");
    return switch (property.getAttribute("type")) {
      case "Integer" -> Integer.valueOf(text);
      case "Boolean" -> Boolean.valueOf(text);
      default -> text;
    };
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
    return new SuiteRun(CATALOG, BOOT, PlanCheck.check(CATALOG, plan, CaseLibrary.read()));
  }

  /** What comes of built-in cases. */
  static List<Row> rows(SuitePlan plan) {
    return run(plan).rows(done -> {});
  }

  /** What comes of one case of one's own, in mode generic. */
  static Row row(String scheme, String instrumentation, String text) {
    SuitePlan plan = plan(List.of(scheme), instrumentation, "", "generic");
    List<Case> cases = CaseReader.read("own.case", "own", "own", text);
    return new SuiteRun(CATALOG, BOOT, PlanCheck.check(CATALOG, plan, cases))
        .rows(done -> {})
        .get(0);
  }
}
