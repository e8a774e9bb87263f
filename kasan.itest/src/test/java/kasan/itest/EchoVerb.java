// SPDX-License-Identifier: Apache-2.0
package kasan.itest;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Function;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;

/** A verb of a third party: returns its arguments, one a line, or fails with the second. */
public final class EchoVerb implements Function, BundleActivator {

  @Override
  public void start(BundleContext context) {
    Map<String, String> command =
        Map.of(CommandProcessor.COMMAND_SCOPE, "kasan", CommandProcessor.COMMAND_FUNCTION, "echo");
    context.registerService(Function.class, this, FrameworkUtil.asDictionary(command));
  }

  @Override
  public void stop(BundleContext context) {}

  @Override
  public Object execute(CommandSession session, List<Object> arguments) {
    if (arguments.get(0).equals("--fail")) {
      throw new IllegalStateException(arguments.get(1).toString());
    }
    return arguments.stream().map(Object::toString).collect(Collectors.joining("\n"));
  }
}
