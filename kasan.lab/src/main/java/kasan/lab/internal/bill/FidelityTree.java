// SPDX-License-Identifier: Apache-2.0
package kasan.lab.internal.bill;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import kasan.lab.api.kernel.Fidelity;
import org.jspecify.annotations.Nullable;

/** How well a replay agrees with the machine, for machines and in words. */
public final class FidelityTree {
  private FidelityTree() {}

  /** The figures; null where nothing was compared. */
  public static @Nullable Map<String, @Nullable Object> of(@Nullable Fidelity measured) {
    if (measured == null) {
      return null;
    }
    Map<String, @Nullable Object> fidelity = new LinkedHashMap<>();
    fidelity.put("slabPagesStart", measured.slabPagesStart());
    fidelity.put("slabPagesEndRecorded", measured.slabPagesEndRecorded());
    fidelity.put("slabPagesEndModel", measured.slabPagesEndModel());
    fidelity.put("missing", measured.missing());
    fidelity.put("extra", measured.extra());
    fidelity.put("doNothingMissing", measured.doNothingMissing());
    fidelity.put("doNothingExtra", measured.doNothingExtra());
    fidelity.put("atMarks", measured.atMarks());
    fidelity.put("missingAtTraceEnd", measured.missingAtTraceEnd());
    fidelity.put("extraAtTraceEnd", measured.extraAtTraceEnd());
    return fidelity;
  }

  /** Two lines of such figures. */
  public static List<String> lines(Map<?, ?> fidelity) {
    return List.of(
        "slab pages (bit 7 of kpageflags): "
            + Trees.words(fidelity.get("slabPagesStart"))
            + " at the start; at the end "
            + Trees.words(fidelity.get("slabPagesEndRecorded"))
            + " on the real machine, "
            + Trees.words(fidelity.get("slabPagesEndModel"))
            + " in the model",
        "in the model "
            + Trees.words(fidelity.get("missing"))
            + " are missing and "
            + Trees.words(fidelity.get("extra"))
            + " too many; doing nothing would leave "
            + Trees.words(fidelity.get("doNothingMissing"))
            + " missing and "
            + Trees.words(fidelity.get("doNothingExtra"))
            + " too many");
  }
}
