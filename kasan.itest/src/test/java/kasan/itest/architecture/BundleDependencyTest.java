// SPDX-License-Identifier: Apache-2.0
package kasan.itest.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static kasan.itest.architecture.ProductClasses.ALL;
import static kasan.itest.architecture.ProductClasses.API;
import static kasan.itest.architecture.ProductClasses.BUNDLES;
import static kasan.itest.architecture.ProductClasses.GENERIC;
import static kasan.itest.architecture.ProductClasses.SAMPLES;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Who may use whom. */
class BundleDependencyTest {

  private static final List<String> SCHEMES =
      BUNDLES.stream().filter(bundle -> bundle.startsWith("kasan.shadow.")).toList();

  /** The other tests would pass on nothing. */
  @ParameterizedTest
  @FieldSource("kasan.itest.architecture.ProductClasses#BUNDLES")
  void bundleHasClasses(String bundle) {
    assertTrue(ALL.stream().anyMatch(ProductClasses.in(bundle)));
  }

  @Test
  void bundlesThatTheDesignNamesAreThere() {
    assertTrue(
        BUNDLES.containsAll(
            List.of(API, GENERIC, "kasan.lab.api", "arch.x86", "kasan.kernel", "kasan.lab")));
    assertTrue(SCHEMES.size() >= 3);
  }

  @ParameterizedTest
  @FieldSource("kasan.itest.architecture.ProductClasses#BUNDLES")
  void bundleUsesNoOtherBundleButThoseOfContracts(String bundle) {
    usesOnlyWhatMayBeUsedBy(bundle, bundle).check(ALL);
  }

  /** What a bundle uses that another may not use: what a third party implements, the lab's own. */
  @Test
  void bundleThatUsesAnotherIsSeen() {
    ArchRule rule = usesOnlyWhatMayBeUsedBy("kasan.lab", API);
    assertThrows(AssertionError.class, () -> rule.check(ALL));
  }

  private static ArchRule usesOnlyWhatMayBeUsedBy(String bundle, String other) {
    return noClasses()
        .that(ProductClasses.in(bundle))
        .should()
        .dependOnClassesThat(ProductClasses.inBundleThatMayNotBeUsedBy(other));
  }

  /** What a built-in scheme needs, the scheme of a third party must be able to have. */
  @ParameterizedTest
  @FieldSource("SCHEMES")
  void schemeUsesTheApiAndJavaOnly(String bundle) {
    usesWhatASchemeMayUse(bundle).check(ALL);
  }

  @Test
  void bundleThatUsesMoreThanASchemeMayIsSeen() {
    ArchRule rule = usesWhatASchemeMayUse("kasan.lab");
    assertThrows(AssertionError.class, () -> rule.check(ALL));
  }

  private static ArchRule usesWhatASchemeMayUse(String bundle) {
    return classes()
        .that(ProductClasses.in(bundle))
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "java..",
            API + "..",
            GENERIC + "..",
            bundle + "..",
            "org.osgi.annotation..",
            "org.osgi.service.component.annotations..",
            "org.osgi.service.metatype.annotations..",
            "org.jspecify.annotations..");
  }

  private static ArchRule verbsUseWhatIsExported(String verbs) {
    return noClasses()
        .that()
        .resideInAPackage(verbs)
        .and()
        .implement("kasan.shell.verb.Verb")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "kasan.shell.internal",
            "kasan.shell.internal.call..",
            "kasan.shell.internal.line..",
            "kasan.shell.internal.prompt..",
            "org.apache.felix..",
            "org.jline..",
            "picocli..");
  }

  /** What a built-in verb needs, the verb of a third party must be able to have. */
  @Test
  void builtInVerbsUseNothingOfTheShellButWhatItExports() {
    verbsUseWhatIsExported("kasan.shell.internal.verbs").check(ALL);
    verbsUseWhatIsExported("kasan.shell.internal.results").check(ALL);
  }

  /** The verb that lists verbs is the shell's own, and must have the registry. */
  @Test
  void theRuleForVerbsFindsOneThatBreaksIt() {
    assertTrue(verbsUseWhatIsExported("kasan.shell.internal").evaluate(ALL).hasViolation());
  }

  @Test
  void frameworkIsUsedAtTheEdgeOnly() {
    FRAMEWORK_AT_THE_EDGE.check(ALL);
  }

  @Test
  void frameworkElsewhereIsSeen() {
    assertThrows(AssertionError.class, () -> FRAMEWORK_AT_THE_EDGE.check(SAMPLES));
  }

  private static final ArchRule FRAMEWORK_AT_THE_EDGE =
      noClasses()
          .that()
          .resideOutsideOfPackage("kasan.shell..")
          .and()
          .haveSimpleNameNotEndingWith("Component")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.osgi.framework..", "org.osgi.util..", "org.apache.felix..")
          .orShould()
          .dependOnClassesThat()
          .resideInAnyPackage("org.osgi.service.component", "org.osgi.service.component.runtime..");

  @Test
  void packagesAreFreeOfCycles() {
    slices().assignedFrom(PACKAGES).should().beFreeOfCycles().check(ALL);
  }

  @Test
  void cycleOfPackagesIsSeen() {
    ArchRule rule = slices().assignedFrom(PACKAGES).should().beFreeOfCycles();
    assertThrows(AssertionError.class, () -> rule.check(SAMPLES));
  }

  private static final SliceAssignment PACKAGES =
      new SliceAssignment() {
        @Override
        public SliceIdentifier getIdentifierOf(JavaClass type) {
          return SliceIdentifier.of(type.getPackageName());
        }

        @Override
        public String getDescription() {
          return "packages";
        }
      };
}
