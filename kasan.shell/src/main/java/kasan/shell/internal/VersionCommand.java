// SPDX-License-Identifier: Apache-2.0
package kasan.shell.internal;

import org.apache.felix.service.command.Descriptor;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** The verb {@code version}. */
@Component(
    service = VersionCommand.class,
    property = {"osgi.command.scope=kasan", "osgi.command.function=version"})
public final class VersionCommand {

  private final BundleContext context;

  @Activate
  public VersionCommand(BundleContext context) {
    this.context = context;
  }

  /** Names the product, the framework and the Java VM that it runs on. */
  @Descriptor("Print the version of the product, of the framework and of Java")
  public String version(String[] arguments) {
    if (arguments.length > 0 && arguments[0].equals("--help")) {
      return "Prints the version of the product, of the framework and of Java; takes nothing";
    }
    Bundle framework = context.getBundle(0);
    return String.format(
        "kasan %s, %s %s, Java %s",
        context.getBundle().getVersion(),
        framework.getSymbolicName(),
        framework.getVersion(),
        Runtime.version());
  }
}
