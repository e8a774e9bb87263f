// SPDX-License-Identifier: Apache-2.0
package kasan.shell.internal.verb;

import java.util.Arrays;
import kasan.lab.api.Lab;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The verb {@code why}. */
@Component(
    service = WhyVerb.class,
    property = {"osgi.command.scope=kasan", "osgi.command.function=why"})
public final class WhyVerb {
  static final String SUMMARY =
      "Say why a scheme, bundle, component or service is there, or is not";

  private final Lab lab;
  private final ReporterRegistry reporters;

  /** Takes what the verb works with. */
  @Activate
  public WhyVerb(@Reference Lab lab, @Reference ReporterRegistry reporters) {
    this.lab = lab;
    this.reporters = reporters;
  }

  /** Explains one name. */
  @Descriptor(SUMMARY)
  public Object why(CommandSession session, String[] arguments) throws Exception {
    return Inquiry.run(
        synopsis(),
        reporters.now(),
        session,
        Arrays.asList(arguments),
        given -> lab.why(given.operand(0)));
  }

  static Synopsis synopsis() {
    return new Synopsis("why", SUMMARY)
        .operand("NAME", true, "of a scheme, architecture, ..., bundle, component or service")
        .note("Status 0: it is there and usable; 1: it is not; 2: bad request.");
  }
}
