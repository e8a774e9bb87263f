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
            "%,d frees were of what had been handed out before the trace; they are in no figure",
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
    lines.add("run it: kasan run load:" + made.file());
    return List.of(new Section.Text("", lines));
  }
}
