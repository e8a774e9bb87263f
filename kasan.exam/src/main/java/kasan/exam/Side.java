// SPDX-License-Identifier: Apache-2.0
package kasan.exam;

import org.osgi.framework.BundleReference;

/** Where a test class was loaded: the extensions see it on both sides and must know which. */
final class Side {

  private Side() {}

  /** True where the class comes from a bundle of a running framework. */
  static boolean isInside(Class<?> testClass) {
    return testClass.getClassLoader() instanceof BundleReference;
  }
}
