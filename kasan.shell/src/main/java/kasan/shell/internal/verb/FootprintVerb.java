// SPDX-License-Identifier: Apache-2.0
package kasan.shell.internal.verb;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import kasan.api.BadInputException;
import kasan.lab.api.FootprintPlan;
import kasan.lab.api.Footprints;
import kasan.lab.api.Progress;
import kasan.lab.api.Settings;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The verb {@code footprint}. */
@Component(
    service = FootprintVerb.class,
    property = {"osgi.command.scope=kasan", "osgi.command.function=footprint"})
public final class FootprintVerb {
  static final String SUMMARY = "Boot kernels and tell what each scheme leaves of RAM";

  private static final List<Long> SIZES_MIB = List.of(512L, 1024L, 2048L, 4096L, 8192L);
  private static final int CPUS = 2;

  private final Footprints footprints;
  private final ReporterRegistry reporters;

  /** Takes what the verb works with. */
  @Activate
  public FootprintVerb(@Reference Footprints footprints, @Reference ReporterRegistry reporters) {
    this.footprints = footprints;
    this.reporters = reporters;
  }

  /** Boots a kernel for each RAM size, scheme and instrumentation. */
  @Descriptor(SUMMARY)
  public Object footprint(CommandSession session, String[] arguments) throws Exception {
    Path directory = session.currentDir();
    return Inquiry.run(
        synopsis(),
        reporters.now(),
        session,
        Arrays.asList(arguments),
        given -> footprints.footprint(plan(given, directory), Progress.NONE));
  }

  static Synopsis synopsis() {
    return new Synopsis("footprint", SUMMARY)
        .repeated("--ram", "512M,1G,...", "RAM sizes; 512M,1G,2G,4G,8G when not given")
        .option("--cpus", "N", "CPUs of each machine; 2 when not given")
        .option(
            "--profile",
            "NAME|FILE",
            "the kernel and its machine: linux-6.12-qemu, on arm64 linux-6.1-virt when not given; "
                + "linux-2017-qemu, or a file"
                + " of your own as docs/footprint.md tells")
        .option(
            "--instrumentation",
            "KIND",
            "how KASAN's kernels were compiled: outline (when not given), inline, or both")
        .repeated("--schemes", "A,B,...", "only these, and the floor; all when not given")
        .option("--arch", "NAME", "the architecture; 'archs' lists them")
        .repeated("--set", "OPTION=VALUE", "an option of a scheme or architecture")
        .note("Floor is the same kernel without KASAN. Status 0: booted; 2: bad request or input.");
  }

  static FootprintPlan plan(Synopsis.Given given, Path directory) {
    var sizes = new ArrayList<Long>();
    for (String word : given.list("--ram")) {
      sizes.add(RamSize.mib("--ram", word));
    }
    String instrumentation = given.option("--instrumentation");
    return new FootprintPlan(
        sizes.isEmpty() ? SIZES_MIB : sizes,
        cpus(given.option("--cpus")),
        given.option("--profile"),
        directory.toAbsolutePath(),
        instrumentation.isEmpty() ? "outline" : instrumentation,
        given.list("--schemes"),
        given.option("--arch"),
        Settings.parse(given.repeated("--set")));
  }

  private static int cpus(String word) {
    if (word.isEmpty()) {
      return CPUS;
    }
    if (!word.matches("[0-9]{1,6}")) {
      throw new BadInputException("--cpus takes a whole number, not '" + word + "'");
    }
    return Integer.parseInt(word);
  }
}
