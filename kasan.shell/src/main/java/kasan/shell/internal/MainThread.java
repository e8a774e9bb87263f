// SPDX-License-Identifier: Apache-2.0
package kasan.shell.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import kasan.api.report.Medium;
import kasan.lab.api.inventory.InventoryService;
import kasan.lab.api.wall.Exhaustion;
import kasan.shell.internal.call.VerbRegistry;
import kasan.shell.internal.line.Replies;
import kasan.shell.internal.line.Script;
import kasan.shell.internal.line.StandardStreams;
import kasan.shell.internal.prompt.GogoCommands;
import kasan.shell.internal.tour.Tour;
import org.apache.felix.service.command.CommandProcessor;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * The program: with arguments one verb and out, without arguments the interactive shell, or a
 * script where there is no terminal. With {@code --web} the live page is beside the shell, or,
 * where there is no terminal, alone.
 *
 * <p>The launcher runs the service that is marked {@code main.thread} on the process's main thread,
 * and ends the process with what it returns.
 */
@Component(service = Callable.class, property = "main.thread:Boolean=true")
public final class MainThread implements Callable<Integer> {
  /** The shell, and the live page beside it. */
  private static final String PAGE = "--web";

  /** A verb that is for the prompt: alone, it opens the shell. */
  private static final String TOUR = "tour";

  private final BundleContext context;
  private final CommandProcessor processor;
  private final VerbRegistry verbs;
  private final List<String> arguments;
  private final InventoryService inventory;
  private final StandardOutputGuard output;
  private final Tour tour;

  /**
   * Takes the arguments from the service that the launcher registers when it has started the
   * framework.
   */
  @Activate
  public MainThread(
      BundleContext context,
      @Reference CommandProcessor processor,
      @Reference VerbRegistry verbs,
      @Reference InventoryService inventory,
      @Reference StandardOutputGuard output,
      @Reference Tour tour,
      @Reference(service = Object.class, target = "(&(launcher.arguments=*)(launcher.ready=true))")
          Map<String, Object> launcher) {
    this.context = context;
    this.processor = processor;
    this.verbs = verbs;
    this.inventory = inventory;
    this.output = output;
    this.tour = tour;
    this.arguments = List.of((String[]) launcher.get("launcher.arguments"));
  }

  @Override
  public Integer call() throws Exception {
    var threads = LostThreads.tellOf(StandardStreams.ofProcess().err(), !arguments.isEmpty());
    int status = work();
    threads.end(status);
    if (Exhaustion.heapWasTooSmall()) {
      output.close();
    }
    ProcessEnd.atTheLatest(status, ProcessEnd.STOPS);
    return status;
  }

  @SuppressWarnings("try") // commands are there until the block ends
  private int work() throws Exception {
    StartLevels.reach(context, StartLevels.BATCH);
    tellWhatIsInVain();
    boolean page = !arguments.isEmpty() && arguments.get(0).equals(PAGE);
    if (page && hasTerminal()) {
      return shell(web());
    }
    if (arguments.equals(List.of(TOUR)) && hasTerminal()) {
      return shell(arguments);
    }
    if (!arguments.isEmpty()) {
      int status =
          new BatchCommand(processor, verbs, StandardStreams.ofProcess(), medium())
              .run(page ? web() : arguments);
      ServedPage.untilInterrupted(context);
      return status;
    }
    if (!hasTerminal()) {
      verbs.offerCommands();
      StartLevels.reach(context, StartLevels.SCRIPT);
      try (var commands = GogoCommands.register(context, processor)) {
        return new Script(context, processor, verbs, StandardStreams.ofProcess(), tour).run();
      }
    }
    return shell(List.of());
  }

  private int shell(List<String> first) throws Exception {
    new InteractiveShell(context, processor, verbs, tour).runUntilExit(first);
    return Replies.DONE;
  }

  /** Once, before anything else: who has dropped a bundle in waits for what it brings. */
  private void tellWhatIsInVain() {
    for (String line : inventory.inVain()) {
      StandardStreams.ofProcess().err().println("kasan: " + line);
    }
  }

  /** The verb that {@code --web} stands for. */
  private List<String> web() {
    var verb = new ArrayList<>(arguments);
    verb.set(0, "web");
    return verb;
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
