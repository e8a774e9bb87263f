// SPDX-License-Identifier: Apache-2.0
package kasan.shell.internal.verb;

import java.util.Arrays;
import java.util.Locale;
import kasan.lab.api.ExtensionKind;
import kasan.lab.api.Lab;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The verbs that list what is there: plural nouns. */
@Component(
    service = ListVerbs.class,
    property = {
      "osgi.command.scope=kasan",
      "osgi.command.function=schemes",
      "osgi.command.function=archs",
      "osgi.command.function=workloads",
      "osgi.command.function=readers",
      "osgi.command.function=reporters"
    })
public final class ListVerbs {
  static final String SCHEMES = "List the shadow schemes, where each comes from, and their options";
  static final String ARCHS = "List the architectures and their options";
  static final String WORKLOADS = "List the workloads and their options";
  static final String READERS = "List the formats of recordings that can be read";
  static final String REPORTERS = "List the formats that results can be printed in";

  private final Lab lab;
  private final ReporterRegistry reporters;

  /** Takes what the verbs work with. */
  @Activate
  public ListVerbs(@Reference Lab lab, @Reference ReporterRegistry reporters) {
    this.lab = lab;
    this.reporters = reporters;
  }

  /** Lists schemes. */
  @Descriptor(SCHEMES)
  public Object schemes(CommandSession session, String[] arguments) throws Exception {
    return list(ExtensionKind.SCHEMES, SCHEMES, session, arguments);
  }

  /** Lists architectures. */
  @Descriptor(ARCHS)
  public Object archs(CommandSession session, String[] arguments) throws Exception {
    return list(ExtensionKind.ARCHS, ARCHS, session, arguments);
  }

  /** Lists workloads. */
  @Descriptor(WORKLOADS)
  public Object workloads(CommandSession session, String[] arguments) throws Exception {
    return list(ExtensionKind.WORKLOADS, WORKLOADS, session, arguments);
  }

  /** Lists readers. */
  @Descriptor(READERS)
  public Object readers(CommandSession session, String[] arguments) throws Exception {
    return list(ExtensionKind.READERS, READERS, session, arguments);
  }

  /** Lists reporters. */
  @Descriptor(REPORTERS)
  public Object reporters(CommandSession session, String[] arguments) throws Exception {
    return list(ExtensionKind.REPORTERS, REPORTERS, session, arguments);
  }

  private Object list(
      ExtensionKind kind, String summary, CommandSession session, String[] arguments)
      throws Exception {
    return Inquiry.run(
        synopsis(kind, summary),
        reporters.now(),
        session,
        Arrays.asList(arguments),
        given -> lab.list(kind));
  }

  static Synopsis synopsis(ExtensionKind kind, String summary) {
    return new Synopsis(kind.name().toLowerCase(Locale.ROOT), summary)
        .note("Status 0: listed; 2: bad request.");
  }
}
