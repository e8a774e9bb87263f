// SPDX-License-Identifier: Apache-2.0
package kasan.shell.internal.verb;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import kasan.lab.api.ComparePlan;
import kasan.lab.api.Lab;
import kasan.lab.api.Settings;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The verb {@code compare}. */
@Component(
    service = CompareVerb.class,
    property = {"osgi.command.scope=kasan", "osgi.command.function=compare"})
public final class CompareVerb {
  static final String SUMMARY = "Compare what schemes would cost the machine of a recording";

  static final String LAYOUT = "recorded";

  /** Layouts that there are. */
  static final List<String> LAYOUTS = List.of("kasan", LAYOUT);

  private final Lab lab;
  private final ReporterRegistry reporters;
  private final BundleContext context;

  /** Takes what the verb works with. */
  @Activate
  public CompareVerb(
      BundleContext context, @Reference Lab lab, @Reference ReporterRegistry reporters) {
    this.context = context;
    this.lab = lab;
    this.reporters = reporters;
  }

  /** Replays a recording with all schemes and tells their bills. */
  @Descriptor(SUMMARY)
  public Object compare(CommandSession session, String[] arguments) throws Exception {
    Path directory = session.currentDir();
    return Inquiry.run(
        synopsis(),
        reporters.now(),
        session,
        Arrays.asList(arguments),
        given -> {
          ComparePlan plan = plan(given, directory, homes());
          try (var progress = TerminalProgress.onStandardError()) {
            return lab.compare(plan, progress);
          }
        });
  }

  /** Where the product lies: as the start script says, else around the jar. */
  private List<Path> homes() {
    var homes = new ArrayList<Path>();
    String home = context.getProperty("kasan.home");
    if (home != null && !home.isEmpty()) {
      homes.add(Path.of(home).toAbsolutePath());
    }
    String jar = System.getProperty("java.class.path", "");
    if (jar.endsWith(".jar")) {
      homes.add(Path.of(jar).toAbsolutePath());
    }
    return homes;
  }

  static Synopsis synopsis() {
    return new Synopsis("compare", SUMMARY)
        .operand(
            "INPUT",
            false,
            "a recording: a folder, a .zip or .tar of one, a trace; 'rec:PATH' or a path; without it"
                + " the recording that comes with the product")
        .repeated("--schemes", "A,B,...", "only these, and the floor; all when not given")
        .option("--arch", "NAME", "the architecture; 'archs' lists them")
        .option(
            "--layout",
            "NAME",
            LAYOUT
                + " (as the recorded kernel had it), or kasan: placed again with redzones, metadata,"
                + " quarantine and doubled stacks")
        .repeated(
            "--set",
            "OPTION=VALUE",
            "an option, such as page.recheck=off or unknown=free; 'schemes' and 'archs' list them")
        .note("Status 0: compared; 2: bad request or bad input.");
  }

  static ComparePlan plan(Synopsis.Given given, Path directory, List<Path> homes) {
    String input = given.operand(0);
    if (input.startsWith("rec:")) {
      input = input.substring("rec:".length());
    }
    String layout = given.option("--layout");
    Settings settings = Settings.parse(given.repeated("--set"));
    return new ComparePlan(
        input.isEmpty() ? ShippedRecording.find(homes) : directory.resolve(input).normalize(),
        given.list("--schemes"),
        given.option("--arch"),
        layout.isEmpty() ? LAYOUT : layout,
        settings);
  }
}
