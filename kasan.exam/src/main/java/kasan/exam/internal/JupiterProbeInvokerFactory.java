// SPDX-License-Identifier: Apache-2.0
package kasan.exam.internal;

import java.util.Map;
import org.ops4j.pax.exam.ProbeInvoker;
import org.ops4j.pax.exam.ProbeInvokerFactory;
import org.osgi.annotation.bundle.Header;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;

/**
 * Inside: registers itself where Pax Exam looks for invokers. An activator, so that a framework
 * without Declarative Services can be tested too.
 */
@Header(name = Constants.BUNDLE_ACTIVATOR, value = "${@class}")
public final class JupiterProbeInvokerFactory implements ProbeInvokerFactory, BundleActivator {

  /** Tells Pax Exam which invoker to ask for. */
  public static final String DRIVER_PROPERTY = "pax.exam.invoker";

  /** The name under which Pax Exam finds this invoker's factory. */
  public static final String DRIVER = "jupiter";

  @Override
  public void start(BundleContext context) {
    context.registerService(
        ProbeInvokerFactory.class, this, FrameworkUtil.asDictionary(Map.of("driver", DRIVER)));
  }

  @Override
  public void stop(BundleContext context) {}

  @Override
  public ProbeInvoker createProbeInvoker(Object context, String expr) {
    return new JupiterProbeInvoker(((BundleContext) context).getBundle());
  }
}
