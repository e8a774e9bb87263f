// SPDX-License-Identifier: Apache-2.0
package kasan.shell.internal.prompt;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.felix.gogo.jline.Builtin;
import org.apache.felix.gogo.jline.Converters;
import org.apache.felix.gogo.jline.Posix;
import org.apache.felix.gogo.jline.Procedural;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.Converter;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;

/**
 * The commands of Gogo's console, such as {@code cat}, {@code grep}, {@code less}, {@code each} and
 * {@code jobs}. Its bundle is not started: that would open a terminal of its own, by a way that
 * starts a child process at each prompt, which Ctrl-C ends too.
 */
public final class GogoCommands implements AutoCloseable {
  private final List<ServiceRegistration<?>> registrations = new ArrayList<>();

  private GogoCommands() {}

  /** Registers them, in the name of the framework. */
  public static GogoCommands register(BundleContext context, CommandProcessor processor) {
    var commands = new GogoCommands();
    commands.registrations.add(
        context.registerService(Converter.class, new Converters(context), null));
    commands.add(
        context,
        new Builtin(),
        "format",
        "getopt",
        "new",
        "set",
        "tac",
        "type",
        "jobs",
        "fg",
        "bg",
        "history",
        "keymap",
        "setopt",
        "unsetopt");
    commands.add(
        context,
        new Procedural(),
        "each",
        "if",
        "not",
        "throw",
        "try",
        "until",
        "while",
        "break",
        "continue");
    commands.add(
        context,
        new Posix(processor),
        "cat",
        "echo",
        "grep",
        "sort",
        "sleep",
        "cd",
        "pwd",
        "ls",
        "less",
        "watch",
        "nano",
        "head",
        "tail",
        "clear",
        "wc",
        "date");
    return commands;
  }

  private void add(BundleContext context, Object service, String... names) {
    registrations.add(
        context.registerService(
            Object.class,
            service,
            FrameworkUtil.asDictionary(
                Map.of(
                    CommandProcessor.COMMAND_SCOPE,
                    "gogo",
                    CommandProcessor.COMMAND_FUNCTION,
                    names))));
  }

  @Override
  public void close() {
    for (ServiceRegistration<?> each : registrations) {
      try {
        each.unregister();
      } catch (IllegalStateException e) {
        // the framework has stopped, and taken it back
      }
    }
  }
}
