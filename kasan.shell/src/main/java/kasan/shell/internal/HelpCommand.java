// SPDX-License-Identifier: Apache-2.0
package kasan.shell.internal;

import java.util.List;
import kasan.api.BadInputException;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Function;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** The verb {@code help}. The framework's own help stays there as {@code felix:help}. */
@Component(
    service = HelpCommand.class,
    property = {"osgi.command.scope=kasan", "osgi.command.function=help"})
public final class HelpCommand {

  private final Verbs verbs;

  /** Takes what knows the verbs. */
  @Activate
  public HelpCommand(BundleContext context) {
    this.verbs = new Verbs(context);
  }

  /** Lists the verbs, or tells what one takes. */
  @Descriptor("List the verbs, or print what one takes: help VERB")
  public Object help(CommandSession session, String[] arguments) throws Exception {
    if (arguments.length == 0 || arguments[0].startsWith("-")) {
      return list(verbs);
    }
    String verb = arguments[0];
    if (!verbs.names().contains(verb)) {
      throw BadInputException.unknownName("verb", verb, verbs.names());
    }
    Function command = (Function) session.get(Verbs.SCOPE + ":" + verb);
    return command.execute(session, List.of("--help"));
  }

  /** What a user reads who asks for help and nothing else. */
  static String list(Verbs verbs) {
    StringBuilder help =
        new StringBuilder(
            """
            usage: kasan              the interactive shell
                   kasan VERB ...     one verb; status 0: done, 1: the answer is no, 2: bad request
                   kasan < FILE       a line of FILE is a command of the shell

            verbs, 'help VERB' tells more:
            """);
    verbs
        .summaries()
        .forEach(
            (verb, summary) ->
                help.append(String.format("  %-12s %s", verb, summary).stripTrailing())
                    .append('\n'));
    return help.toString();
  }
}
