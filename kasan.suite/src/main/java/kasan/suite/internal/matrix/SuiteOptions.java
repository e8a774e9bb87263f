// SPDX-License-Identifier: Apache-2.0
package kasan.suite.internal.matrix;

import java.util.List;
import java.util.Map;
import kasan.api.option.OptionSpec;
import kasan.api.option.Options;
import kasan.lab.api.scheme.KasanMode;
import kasan.lab.api.scheme.SchemeDescription;
import kasan.suite.internal.finding.Console;
import kasan.suite.internal.program.Case;
import kasan.suite.internal.program.Need;
import org.jspecify.annotations.Nullable;

/** How the kernels of a suite are built: options {@code suite.NAME}. */
public final class SuiteOptions {
  /** Owner of the options, for {@code --set}. */
  public static final String OWNER = "suite";

  private static final List<OptionSpec> SPECS =
      List.of(
          OptionSpec.choice(
              "compiler",
              "gcc13 checks memory intrinsics, gcc12 does not, clang lays globals out otherwise",
              "gcc13",
              "gcc12",
              "clang"),
          OptionSpec.onOff("rust", "CONFIG_RUST", true),
          OptionSpec.onOff("slub-rcu-debug", "CONFIG_SLUB_RCU_DEBUG", true),
          OptionSpec.onOff("multi-shot", "kasan_multi_shot: all reports are printed", true),
          OptionSpec.onOff("panic-on-warn", "without multi-shot a report ends the case", false),
          OptionSpec.number("ram-mib", "RAM of each kernel in MiB", 64, 1 << 20, 256),
          OptionSpec.number("cpus", "CPUs of each kernel", 2, 64, 4));

  private final Options options;

  private SuiteOptions(Options options) {
    this.options = options;
  }

  /** What there is to set. */
  public static List<OptionSpec> specs() {
    return SPECS;
  }

  /** With what the user set. */
  public static SuiteOptions of(Map<String, String> given) {
    return new SuiteOptions(Options.of(OWNER, SPECS, given));
  }

  /** Each option and its value. */
  Map<String, String> asMap() {
    return options.asMap();
  }

  /** What the reports of a kernel go to. */
  public Console console() {
    return new Console(options.on("multi-shot"), options.on("panic-on-warn"));
  }

  /** RAM of each kernel in MiB. */
  public long ramMib() {
    return options.number("ram-mib");
  }

  /** CPUs of each kernel. */
  public int cpus() {
    return (int) options.number("cpus");
  }

  /**
   * What a case needs that is not here.
   *
   * @return null when all is there
   */
  public @Nullable String lacking(Case program, SchemeDescription scheme, KasanMode mode) {
    for (Need need : program.needs()) {
      boolean there =
          switch (need) {
            case VMALLOC -> scheme.vmalloc();
            case INTRINSICS ->
                mode == KasanMode.HW_TAGS || !options.word("compiler").equals("gcc12");
            case CLANG -> options.word("compiler").equals("clang");
            case RUST -> options.on("rust");
            case SLUB_RCU_DEBUG -> options.on("slub-rcu-debug");
            case STACK -> mode != KasanMode.HW_TAGS;
          };
      if (!there) {
        return need.otherwise();
      }
    }
    return null;
  }
}
