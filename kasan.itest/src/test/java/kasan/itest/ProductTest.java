// SPDX-License-Identifier: Apache-2.0
package kasan.itest;

import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.util.Arrays;
import javax.inject.Inject;
import kasan.exam.FrameworkTest;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;

/** The base of tests that run inside a framework with the whole product. */
@FrameworkTest
public abstract class ProductTest {

  @Inject protected BundleContext context;

  @Configuration
  public static Option[] product() {
    return new Option[] {Product.install()};
  }

  /** The one bundle of a symbolic name. */
  protected Bundle bundle(String symbolicName) {
    Bundle found =
        Arrays.stream(context.getBundles())
            .filter(bundle -> symbolicName.equals(bundle.getSymbolicName()))
            .findFirst()
            .orElse(null);
    assertNotNull(found, () -> "no bundle " + symbolicName);
    return found;
  }
}
