// SPDX-License-Identifier: Apache-2.0
package kasan.shell.internal.verb;

import java.util.Arrays;
import kasan.lab.api.Lab;
import kasan.lab.api.Settings;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The verb {@code layout}. */
@Component(
    service = LayoutVerb.class,
    property = {"osgi.command.scope=kasan", "osgi.command.function=layout"})
public final class LayoutVerb {
  static final String SUMMARY = "Print the address layout of an architecture and where shadow lies";

  private final Lab lab;
  private final ReporterRegistry reporters;

  /** Takes what the verb works with. */
  @Activate
  public LayoutVerb(@Reference Lab lab, @Reference ReporterRegistry reporters) {
    this.lab = lab;
    this.reporters = reporters;
  }

  /** Prints regions, page tables, TLB rules and costs. */
  @Descriptor(SUMMARY)
  public Object layout(CommandSession session, String[] arguments) throws Exception {
    return Inquiry.run(
        synopsis(),
        reporters.now(),
        session,
        Arrays.asList(arguments),
        given -> lab.layout(given.option("--arch"), Settings.parse(given.repeated("--set"))));
  }

  static Synopsis synopsis() {
    return new Synopsis("layout", SUMMARY)
        .option("--arch", "NAME", "the architecture; 'archs' lists them")
        .repeated("--set", "ARCH.OPTION=VALUE", "an option of it, such as x86.levels=5")
        .note("Status 0: printed; 2: bad request.");
  }
}
