// SPDX-License-Identifier: Apache-2.0
package kasan.itest.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static kasan.itest.architecture.ProductClasses.ALL;
import static kasan.itest.architecture.ProductClasses.SAMPLES;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;

/** What packages are called, and what they say of themselves. */
class PackageTest {

  private static final List<JavaPackage> PACKAGES = packagesOf(ALL);

  private static List<JavaPackage> packagesOf(JavaClasses classes) {
    return classes.stream().map(JavaClass::getPackage).distinct().toList();
  }

  @Test
  void packagesAreThere() {
    assertTrue(PACKAGES.size() >= ProductClasses.BUNDLES.size());
  }

  @Test
  void allPackagesAreNullMarked() {
    assertEquals(List.of(), without(PACKAGES, PackageTest::isNullMarked));
  }

  private static boolean isNullMarked(JavaPackage of) {
    return of.isAnnotatedWith(NullMarked.class);
  }

  /** So that nobody wonders what a third party can use. */
  @Test
  void packageIsEitherInternalOrExported() {
    assertEquals(List.of(), without(PACKAGES, PackageTest::isInternalOrExported));
  }

  private static boolean isInternalOrExported(JavaPackage of) {
    return isInternal(of) != of.isAnnotatedWith(Export.class);
  }

  @Test
  void exportedPackageHasAVersion() {
    assertEquals(List.of(), without(PACKAGES, PackageTest::isInternalOrVersioned));
  }

  private static boolean isInternalOrVersioned(JavaPackage of) {
    return isInternal(of) || of.isAnnotatedWith(Version.class);
  }

  @Test
  void packageThatSaysNothingOfItselfIsSeen() {
    List<JavaPackage> samples = packagesOf(SAMPLES);
    List<String> names = samples.stream().map(JavaPackage::getName).sorted().toList();
    assertEquals(2, names.size());
    assertEquals(names, without(samples, PackageTest::isNullMarked));
    assertEquals(names, without(samples, PackageTest::isInternalOrExported));
    assertEquals(names, without(samples, PackageTest::isInternalOrVersioned));
  }

  @Test
  void namesSayWhatSomethingIs() {
    TELLING_NAMES.check(ALL);
  }

  @Test
  void nameThatSaysNothingIsSeen() {
    assertThrows(AssertionError.class, () -> TELLING_NAMES.check(SAMPLES));
  }

  private static final ArchRule TELLING_NAMES =
      noClasses()
          .should()
          .resideInAnyPackage("..impl..", "..util..", "..common..", "..misc..")
          .orShould()
          .haveSimpleNameEndingWith("Impl");

  private static boolean isInternal(JavaPackage of) {
    return List.of(of.getName().split("\\.")).contains("internal");
  }

  private static List<String> without(List<JavaPackage> packages, Predicate<JavaPackage> property) {
    return packages.stream().filter(property.negate()).map(JavaPackage::getName).sorted().toList();
  }
}
