// SPDX-License-Identifier: Apache-2.0
package kasan.itest.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static kasan.itest.architecture.ProductClasses.ALL;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaPackage;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;

/** What packages are called, and what they say of themselves. */
class PackageTest {

  private static final List<JavaPackage> PACKAGES =
      ALL.stream().map(JavaClass::getPackage).distinct().toList();

  @Test
  void packagesAreThere() {
    assertTrue(PACKAGES.size() >= ProductClasses.BUNDLES.size());
  }

  @Test
  void allPackagesAreNullMarked() {
    assertEquals(List.of(), without(is -> is.isAnnotatedWith(NullMarked.class)));
  }

  /** So that nobody wonders what a third party can use. */
  @Test
  void packageIsEitherInternalOrExported() {
    assertEquals(List.of(), without(is -> isInternal(is) != is.isAnnotatedWith(Export.class)));
  }

  @Test
  void exportedPackageHasAVersion() {
    assertEquals(List.of(), without(is -> isInternal(is) || is.isAnnotatedWith(Version.class)));
  }

  @Test
  void namesSayWhatSomethingIs() {
    noClasses()
        .should()
        .resideInAnyPackage("..impl..", "..util..", "..common..", "..misc..")
        .orShould()
        .haveSimpleNameEndingWith("Impl")
        .check(ALL);
  }

  private static boolean isInternal(JavaPackage of) {
    return List.of(of.getName().split("\\.")).contains("internal");
  }

  private static List<String> without(Predicate<JavaPackage> property) {
    return PACKAGES.stream().filter(property.negate()).map(JavaPackage::getName).sorted().toList();
  }
}
