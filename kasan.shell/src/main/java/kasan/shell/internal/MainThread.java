// SPDX-License-Identifier: Apache-2.0
package kasan.shell.internal;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import kasan.api.report.Medium;
import kasan.shell.internal.call.VerbRegistry;
import kasan.shell.internal.line.Replies;
import kasan.shell.internal.line.Script;
import kasan.shell.internal.line.StandardStreams;
import kasan.shell.internal.prompt.GogoCommands;
import org.apache.felix.service.command.CommandProcessor;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * The program: with arguments one verb and out, without arguments the interactive shell, or a
 * script where there is no terminal.
 *
 * <p>The launcher runs the service that is marked {@code main.thread} on the process's main thread,
 * and ends the process with what it returns.
 */
@Component(service = Callable.class, property = "main.thread:Boolean=true")
public final class MainThread implements Callable<Integer> {

  private final BundleContext context;
  private final CommandProcessor processor;
  private final VerbRegistry verbs;
  private final List<String> arguments;

  /**
   * Takes the arguments from the service that the launcher registers when it has started the
   * framework.
   */
  @Activate
  public MainThread(
      BundleContext context,
      @Reference CommandProcessor processor,
      @Reference VerbRegistry verbs,
      @Reference(service = Object.class, target = "(&(launcher.arguments=*)(launcher.ready=true))")
          Map<String, Object> launcher) {
    this.context = context;
    this.processor = processor;
    this.verbs = verbs;
    this.arguments = List.of((String[]) launcher.get("launcher.arguments"));
  }

  @Override
  @SuppressWarnings("try") // commands are there until the block ends
  public Integer call() throws Exception {
    if (!arguments.isEmpty()) {
      StartLevels.reach(context, StartLevels.BATCH);
      return new BatchCommand(processor, verbs, StandardStreams.ofProcess(), medium())
          .run(arguments);
    }
    if (!hasTerminal()) {
      StartLevels.reach(context, StartLevels.SCRIPT);
      try (var commands = GogoCommands.register(context, processor)) {
        return new Script(context, processor, verbs, StandardStreams.ofProcess()).run();
      }
    }
    new InteractiveShell(context, processor, verbs).runUntilExit();
    return Replies.DONE;
  }

  /** The start script says what standard output leads to. */
  private static Medium medium() {
    Integer columns = Integer.getInteger("kasan.columns");
    return columns == null ? Medium.FILE : new Medium(columns, Boolean.getBoolean("kasan.colour"));
  }

  /** Newer Javas may have a console without a terminal; the start script asks for the old one. */
  @SuppressWarnings("SystemConsoleNull")
  private static boolean hasTerminal() {
    return System.console() != null;
  }
}
