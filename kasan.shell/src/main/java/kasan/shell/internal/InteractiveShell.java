// SPDX-License-Identifier: Apache-2.0
package kasan.shell.internal;

import java.io.IOException;
import java.util.List;
import kasan.shell.internal.call.VerbRegistry;
import kasan.shell.internal.prompt.GogoCommands;
import kasan.shell.internal.prompt.Prompt;
import kasan.shell.internal.tour.Tour;
import org.apache.felix.service.command.CommandProcessor;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.SynchronousBundleListener;

/** The prompt on the user's terminal; it ends when the user leaves, or with the framework. */
final class InteractiveShell {
  private static final String BANNER =
      """
      A laboratory for KASAN shadow-memory schemes.
      'help' lists the verbs, 'tour' shows a bug found in eight steps, 'compare' compares.
      """;

  private final BundleContext context;
  private final CommandProcessor processor;
  private final VerbRegistry verbs;
  private final Tour tour;

  InteractiveShell(
      BundleContext context, CommandProcessor processor, VerbRegistry verbs, Tour tour) {
    this.tour = tour;
    this.context = context;
    this.processor = processor;
    this.verbs = verbs;
  }

  /**
   * Starts the rest of the bundles, and returns when the user has left.
   *
   * @param first verb with its arguments, to begin with; empty for none
   */
  @SuppressWarnings("try") // commands are there until the block ends
  void runUntilExit(List<String> first) throws IOException, InterruptedException {
    verbs.offerCommands();
    StartLevels.reach(context, StartLevels.INTERACTIVE);
    // The framework's own context: this bundle may be updated under the running shell.
    BundleContext framework = context.getBundle(0).getBundleContext();
    try (var commands = GogoCommands.register(framework, processor);
        var prompt = Prompt.open(framework, processor, verbs, tour)) {
      SynchronousBundleListener stopping =
          event -> {
            if (event.getBundle().getBundleId() == 0 && event.getType() == BundleEvent.STOPPING) {
              prompt.leave();
            }
          };
      framework.addBundleListener(stopping);
      prompt.run(BANNER, first);
    }
  }
}
