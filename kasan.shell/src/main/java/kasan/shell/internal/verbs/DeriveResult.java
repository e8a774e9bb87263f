// SPDX-License-Identifier: Apache-2.0
package kasan.shell.internal.verbs;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import kasan.api.report.Result;
import kasan.api.report.Section;
import kasan.lab.api.recording.LoadProfiles;
import org.jspecify.annotations.Nullable;

/**
 * What {@code derive} made.
 *
 * @param made by what derives
 */
record DeriveResult(LoadProfiles.Made made) implements Result {
  private static final long MIB_IN_GIB = 1024;
  private static final double MILLIS = 1000;

  @Override
  public String verb() {
    return "derive";
  }

  @Override
  public Map<String, @Nullable Object> tree() {
    Map<String, @Nullable Object> tree = new LinkedHashMap<>();
    tree.put("file", made.file().toString());
    tree.put("recording", made.recording());
    tree.put("seconds", BigDecimal.valueOf(made.seconds()).setScale(3, RoundingMode.HALF_EVEN));
    tree.put("requests", made.requests());
    tree.put("kinds", (long) made.kinds());
    tree.put("standingCaches", (long) made.standing());
    tree.put("freesOfUnknown", made.freesOfUnknown());
    tree.put("lostEvents", made.lostEvents());
    tree.put("ramMib", made.ramMib());
    tree.put("cpus", (long) made.cpus());
    tree.put("agedBlocks", made.agedBlocks() == 0 ? null : (long) made.agedBlocks());
    return tree;
  }

  @Override
  public List<Section> sections() {
    var lines = new ArrayList<String>();
    lines.add(
        String.format(
            Locale.ROOT,
            "%s: %,d requests of %d kinds in %.1f s, objects of %d caches in use before",
            made.file(),
            made.requests(),
            made.kinds(),
            made.seconds(),
            made.standing()));
    lines.add(
        String.format(
            Locale.ROOT,
            "%,d frees were of what had been handed out before the trace; those of named caches end"
                + " what is in use at the start, the others are in no figure",
            made.freesOfUnknown()));
    if (made.standing() == 0) {
      lines.add("the recording has no slabinfo, so nothing is in use when the workload starts");
    }
    if (made.lostEvents() > 0) {
      lines.add(
          String.format(
              Locale.ROOT,
              "%,d events were lost while recording: lives may be too long",
              made.lostEvents()));
    }
    lines.add(
        made.agedBlocks() == 0
            ? "the recording has no kpageflags, so the run starts on a machine that has just booted:"
                + " slab lies in fewer blocks there"
            : String.format(
                Locale.ROOT,
                "%,d page blocks with memory of the kernel, as full as they were; a run starts from"
                    + " them, '--aged none' from a machine that has just booted",
                made.agedBlocks()));
    lines.add("run it on such a machine, for as long as it was recorded:");
    lines.add(
        String.format(
            Locale.ROOT,
            "  kasan run load:%s --ram %s --cpus %d --set load.millis=%d",
            made.file(),
            ram(),
            made.cpus(),
            Math.max(1, Math.round(made.seconds() * MILLIS))));
    return List.of(new Section.Text("", lines));
  }

  private String ram() {
    long mib = made.ramMib();
    return mib % MIB_IN_GIB == 0 ? mib / MIB_IN_GIB + "G" : mib + "M";
  }
}
