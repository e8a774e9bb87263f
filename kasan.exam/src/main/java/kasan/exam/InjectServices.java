// SPDX-License-Identifier: Apache-2.0
package kasan.exam;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestInstancePostProcessor;
import org.ops4j.pax.exam.util.Injector;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceReference;

/** Inside: fills the fields that ask for services. Outside: does nothing. */
final class InjectServices implements TestInstancePostProcessor {

  @Override
  public void postProcessTestInstance(Object testInstance, ExtensionContext context) {
    if (!Side.isInside(testInstance.getClass())) {
      return;
    }
    BundleContext bundle = FrameworkUtil.getBundle(InjectServices.class).getBundleContext();
    ServiceReference<Injector> reference = bundle.getServiceReference(Injector.class);
    if (reference == null) {
      throw new IllegalStateException("Pax Exam's injector is not there");
    }
    try {
      bundle.getService(reference).injectFields(testInstance);
    } finally {
      bundle.ungetService(reference);
    }
  }
}
