// SPDX-License-Identifier: Apache-2.0
package kasan.itest.architecture;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import kasan.itest.Product;

/** The built classes of all bundles of ours that the product runs. */
final class ProductClasses {

  /** The bundle that all may use, and that uses none. */
  static final String API = "kasan.api";

  /** The bundles' symbolic names, which are the roots of their packages. */
  static final List<String> BUNDLES = Product.ownBundles();

  /** All classes of all bundles. */
  static final JavaClasses ALL = new ClassFileImporter().importPackages(BUNDLES);

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

  /** The classes of all bundles but this one and the API. */
  static DescribedPredicate<JavaClass> inBundleThatMayNotBeUsedBy(String bundle) {
    return DescribedPredicate.describe(
        "are in a bundle other than " + bundle + " and " + API,
        type ->
            bundleOf(type)
                .filter(other -> !other.equals(bundle) && !other.equals(API))
                .isPresent());
  }
}
