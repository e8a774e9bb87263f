// SPDX-License-Identifier: Apache-2.0
package kasan.itest.architecture;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import kasan.itest.Product;

/** The built classes of all bundles of ours that the product runs. */
final class ProductClasses {

  /** What third parties implement: the bundle that all may use, and that uses none. */
  static final String API = "kasan.api";

  /** Building blocks for schemes, on the API. */
  static final String GENERIC = "kasan.generic";

  /** What drives the lab, on the API. */
  static final String LAB_API = "kasan.lab.api";

  /** The bundles' symbolic names, which are the roots of their packages. */
  static final List<String> BUNDLES = Product.ownBundles();

  /** All classes of all bundles, without those of tests in packages of the same names. */
  static final JavaClasses ALL =
      new ClassFileImporter().importPaths(BUNDLES.stream().map(Product::classes).toList());

  /** Classes that break rules on purpose. */
  static final JavaClasses SAMPLES =
      new ClassFileImporter().importPackages("kasan.itest.architecture.sample");

  private ProductClasses() {}

  /** The bundle that a class is in: of {@code a.b} and {@code a.b.c} the longer one that fits. */
  static Optional<String> bundleOf(JavaClass type) {
    return BUNDLES.stream()
        .filter(bundle -> isIn(bundle, type.getPackageName()))
        .max(Comparator.comparing(String::length));
  }

  private static boolean isIn(String bundle, String packageName) {
    return packageName.equals(bundle) || packageName.startsWith(bundle + ".");
  }

  /** The classes of one bundle. */
  static DescribedPredicate<JavaClass> in(String bundle) {
    return DescribedPredicate.describe(
        "are in bundle " + bundle, type -> bundleOf(type).equals(Optional.of(bundle)));
  }

  /** The bundles that a bundle may use, itself among them. */
  static Set<String> usableBy(String bundle) {
    if (bundle.equals(API)) {
      return Set.of(bundle);
    }
    if (bundle.equals(GENERIC) || bundle.equals(LAB_API) || bundle.startsWith("arch.")) {
      return Set.of(bundle, API);
    }
    if (bundle.startsWith("kasan.shadow.")) {
      return Set.of(bundle, API, GENERIC);
    }
    return Set.of(bundle, API, GENERIC, LAB_API);
  }

  /** The classes of all bundles that this one may not use. */
  static DescribedPredicate<JavaClass> inBundleThatMayNotBeUsedBy(String bundle) {
    Set<String> usable = usableBy(bundle);
    return DescribedPredicate.describe(
        "are in a bundle other than " + usable,
        type -> bundleOf(type).filter(other -> !usable.contains(other)).isPresent());
  }
}
