// SPDX-License-Identifier: Apache-2.0
package kasan.itest.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import kasan.api.report.Reporter;
import kasan.api.scheme.ShadowScheme;
import kasan.api.workload.RecordingReader;
import kasan.api.workload.Workload;
import kasan.testkit.ReaderConformance;
import kasan.testkit.ReporterConformance;
import kasan.testkit.SchemeConformance;
import kasan.testkit.WorkloadConformance;
import org.junit.jupiter.api.Test;
import org.osgi.service.component.annotations.Component;

/** What a bundle brings, it tests beside itself, with the kit that third parties have. */
class TestsAtHomeTest {
  /** Kits of conformance tests by the service that they are for. */
  private static final Map<Class<?>, Class<?>> KITS =
      Map.of(
          ShadowScheme.class, SchemeConformance.class,
          RecordingReader.class, ReaderConformance.class,
          Workload.class, WorkloadConformance.class,
          Reporter.class, ReporterConformance.class);

  @Test
  void servicesAreThere() {
    assertTrue(services(ShadowScheme.class).size() >= 10);
    assertTrue(services(Reporter.class).size() >= 3);
  }

  /** Services of the product in a bundle without a test of their kind. */
  private static List<String> untested(String where) {
    var found = new TreeSet<String>();
    KITS.forEach(
        (service, kit) -> {
          for (JavaClass each : services(service)) {
            String bundle = ProductClasses.bundleOf(each).orElseThrow();
            Path tests = Path.of("..", bundle, "target", where);
            boolean tested =
                Files.isDirectory(tests)
                    && new ClassFileImporter()
                        .importPath(tests).stream().anyMatch(test -> test.isAssignableTo(kit));
            if (!tested) {
              found.add(bundle + " has no " + kit.getSimpleName());
            }
          }
        });
    return List.copyOf(found);
  }

  private static List<JavaClass> services(Class<?> service) {
    JavaClasses all = ProductClasses.ALL;
    return all.stream()
        .filter(type -> type.isAssignableTo(service) && type.isAnnotatedWith(Component.class))
        .filter(type -> ProductClasses.bundleOf(type).isPresent())
        .toList();
  }

  @Test
  void everyBundleTestsItsServicesBesideThem() {
    assertEquals(List.of(), untested("test-classes"));
  }

  /** Where no test lies, the rule says so of each bundle. */
  @Test
  void aBundleWithoutTestsIsNamed() {
    assertTrue(untested("no-such-folder").contains("kasan.shadow.page has no SchemeConformance"));
  }
}
