// SPDX-License-Identifier: Apache-2.0
package kasan.shell.internal.verbs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import kasan.api.BadInputException;
import kasan.api.report.Result;
import kasan.lab.api.FootprintPlan;
import kasan.lab.api.Footprints;
import kasan.lab.api.Lab;
import kasan.shell.verb.Arguments;
import kasan.shell.verb.Synopsis;
import kasan.shell.verb.Verb;
import kasan.shell.verb.VerbInfo;
import kasan.shell.verb.VerbSession;
import kasan.shell.verb.Words;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Boots a kernel for each RAM size, scheme and instrumentation. */
@Component
@VerbInfo(name = "footprint", summary = "Boot kernels and tell what each scheme leaves of RAM")
public final class FootprintVerb implements Verb {
  private static final List<Long> SIZES_MIB = List.of(512L, 1024L, 2048L, 4096L, 8192L);
  private static final int CPUS = 2;
  private static final int MOST_CPUS = 1 << 10;

  private final Footprints footprints;
  private final Lab lab;

  /** For Declarative Services. */
  @Activate
  public FootprintVerb(@Reference Footprints footprints, @Reference Lab lab) {
    this.footprints = footprints;
    this.lab = lab;
  }

  @Override
  public Synopsis synopsis() {
    return HangLimit.in(
            Synopsis.EMPTY
                .repeated(
                    "--ram",
                    "512M,1G,...",
                    "RAM sizes; 512M,1G,2G,4G,8G when not given",
                    Words.of("512M", "1G", "2G", "4G", "8G").listed())
                .option("--cpus", "N", "CPUs of each machine; 2 when not given", Words.NONE)
                .option(
                    "--profile",
                    "NAME|FILE",
                    "the kernel and its machine: a built-in profile, that of the architecture when not given,"
                        + " or a file of your own as docs/footprint.md tells",
                    Words.from(footprints::profiles).or(Words.FILES))
                .option(
                    "--dmesg",
                    "FILE",
                    "the log of a boot: with --meminfo, a profile is made of both",
                    Words.FILES)
                .option("--meminfo", "FILE", "/proc/meminfo of the same boot", Words.FILES)
                .option(
                    "--instrumentation",
                    "KIND",
                    "how KASAN's kernels were compiled: outline (when not given), inline, or both",
                    Words.of("outline", "inline", "both"))
                .repeated(
                    "--schemes",
                    "A,B,...",
                    "only these, and the floor; all when not given",
                    Offered.schemes(lab))
                .option(
                    "--arch", "NAME", "the architecture; 'archs' lists them", Offered.archs(lab))
                .repeated(
                    "--set",
                    "OPTION=VALUE",
                    "an option of a scheme or architecture",
                    SettingsText.words(lab)))
        .note("Floor is the same kernel without KASAN. Status 0: booted; 2: bad request or input.");
  }

  @Override
  public Result run(Arguments given, VerbSession session) {
    String log = given.option("--dmesg");
    String meminfo = given.option("--meminfo");
    if (log.isEmpty() && meminfo.isEmpty()) {
      return footprint(given, given.option("--profile"), session);
    }
    if (log.isEmpty() || meminfo.isEmpty() || !given.option("--profile").isEmpty()) {
      throw new BadInputException(
          "footprint takes --dmesg and --meminfo together, in place of --profile");
    }
    return ofLog(given, BootLogProfile.of(session.path(log), session.path(meminfo)), session);
  }

  private Result ofLog(Arguments given, BootLogProfile profile, VerbSession session) {
    try {
      Path file = Files.createTempFile("kasan-", ".properties");
      try {
        Files.write(file, profile.lines());
        profile.estimated().forEach(line -> session.tell("estimated, " + line));
        return footprint(given, file.toString(), session);
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new BadInputException("no room to keep the profile: " + e.getMessage(), e);
    }
  }

  private Result footprint(Arguments given, String profile, VerbSession session) {
    return footprints.footprint(
        plan(given, profile, session.directory()), session.progress("kernels"));
  }

  static FootprintPlan plan(Arguments given, String profile, Path directory) {
    var sizes = new ArrayList<Long>();
    for (String word : given.list("--ram")) {
      sizes.add(RamSize.mib("--ram", word));
    }
    return FootprintPlan.of(sizes.isEmpty() ? SIZES_MIB : sizes)
        .cpus((int) given.number("--cpus", CPUS, 1, MOST_CPUS))
        .profile(ProfileName.of(profile, directory))
        .instrumentation(given.option("--instrumentation", "outline"))
        .schemes(given.list("--schemes"))
        .arch(given.option("--arch"))
        .hangSeconds(HangLimit.of(given))
        .settings(SettingsText.parse(given.repeated("--set")))
        .build();
  }
}
