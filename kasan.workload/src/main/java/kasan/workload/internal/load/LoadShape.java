// SPDX-License-Identifier: Apache-2.0
package kasan.workload.internal.load;

import java.util.List;
import kasan.api.option.OptionSpec;
import kasan.api.option.Options;

/**
 * What users set of a load.
 *
 * @param nanos length of the recorded load, at the recorded pace
 * @param jobs that ask side by side; 0 for one a CPU
 * @param treeMib size of the tree that is read before; 0 for none
 * @param pathNames that are looked up with each file of the tree, beyond what was recorded
 * @param opens how often each file of the tree is opened and read; fewer than were recorded: as
 *     those
 * @param percent of what was in use at the start, and of the files that are read
 * @param ramScaling whether that goes with RAM, too
 * @param accesses with each request
 * @param mix weights of accesses to slab, stack, global, vmalloc and page-managed memory
 */
record LoadShape(
    long nanos,
    int jobs,
    long treeMib,
    int pathNames,
    int opens,
    long percent,
    boolean ramScaling,
    int accesses,
    List<Long> mix) {
  /** Kinds of memory that accesses go to, in the order of {@link #mix}. */
  static final List<String> REGIONS = List.of("slab", "stack", "global", "vmalloc", "pages");

  private static final List<Long> WEIGHTS = List.of(60L, 20L, 8L, 2L, 10L);

  /** Copies the list. */
  LoadShape {
    mix = List.copyOf(mix);
  }

  /** The options of a load that reads a tree of so many MiB when nobody says otherwise. */
  static List<OptionSpec> options(long seconds, long treeMib) {
    return List.of(
        OptionSpec.number(
            "seconds", "length: seconds of the recorded load, at its pace", 0, 1 << 20, seconds),
        OptionSpec.number("millis", "length in ms, to be exact; 0: as seconds says", 0, 1 << 30, 0),
        OptionSpec.number("jobs", "jobs side by side; 0: one for each CPU", 0, 1 << 10, 0),
        OptionSpec.number("tree", "MiB of a source tree to read before", 0, 1 << 20, treeMib),
        OptionSpec.number(
            "path-names",
            "more path names that are looked up with each file of the tree",
            0,
            16,
            0),
        OptionSpec.number(
            "opens",
            "how often each file of the tree is opened and read; 0: as recorded, of 100 files 12",
            0,
            16,
            0),
        OptionSpec.number("scale", "percent of the memory in use and of files", 1, 10_000, 100),
        OptionSpec.onOff("ram-scaling", "whether memory in use and files grow with RAM", false),
        OptionSpec.number("accesses", "accesses to memory with each request", 0, 1000, 2),
        weight(0),
        weight(1),
        weight(2),
        weight(3),
        weight(4));
  }

  private static OptionSpec weight(int region) {
    return OptionSpec.number(
        REGIONS.get(region),
        "weight of " + REGIONS.get(region) + " in the mix of accesses",
        0,
        1000,
        WEIGHTS.get(region));
  }

  /** What the options say. */
  static LoadShape of(Options options) {
    long millis = options.number("millis");
    return new LoadShape(
        millis > 0 ? millis * 1_000_000 : options.number("seconds") * 1_000_000_000,
        (int) options.number("jobs"),
        options.number("tree"),
        (int) options.number("path-names"),
        (int) options.number("opens"),
        options.number("scale"),
        options.on("ram-scaling"),
        (int) options.number("accesses"),
        REGIONS.stream().map(options::number).toList());
  }
}
