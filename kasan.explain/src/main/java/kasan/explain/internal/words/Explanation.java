// SPDX-License-Identifier: Apache-2.0
package kasan.explain.internal.words;

import static kasan.explain.internal.words.Phrases.shadow;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import kasan.explain.internal.words.ShadowMap.Run;
import kasan.lab.api.finding.Finding;
import kasan.lab.api.finding.FindingTree;
import org.jspecify.annotations.Nullable;

/** What is to be said about one finding: sentences for people, values for machines. */
public final class Explanation {
  private final Diagnosis diagnosis;
  private final List<String> sentences;
  private final List<SchemeVerdict> verdicts;

  private Explanation(Diagnosis diagnosis, Helpers helpers, List<SchemeVerdict> verdicts) {
    this.diagnosis = diagnosis;
    this.sentences = List.copyOf(Wording.of(diagnosis, helpers));
    this.verdicts = List.copyOf(verdicts);
  }

  /** Explains a finding. */
  public static Explanation of(Finding finding, Helpers helpers, SchemeRules rules) {
    Diagnosis diagnosis = Diagnosis.of(finding);
    return new Explanation(diagnosis, helpers, rules.on(diagnosis.kind()));
  }

  /** What happened, where, and what the shadow says; in reading order. */
  public List<String> sentences() {
    return sentences;
  }

  /** Who would have found it: a line for each verdict, with the reasons where it was not found. */
  public List<String> schemes() {
    Map<String, Map<String, List<String>>> byVerdict = new LinkedHashMap<>();
    for (String verdict : SchemeVerdict.VERDICTS) {
      byVerdict.put(verdict, new LinkedHashMap<>());
    }
    for (SchemeVerdict verdict : verdicts) {
      String reason = verdict.verdict().equals("found") ? "" : " (" + verdict.reason() + ")";
      byVerdict
          .getOrDefault(verdict.verdict(), new LinkedHashMap<>())
          .computeIfAbsent(reason, r -> new ArrayList<>())
          .add(verdict.scheme());
    }
    List<String> lines = new ArrayList<>();
    byVerdict.forEach(
        (verdict, byReason) -> {
          List<String> parts = new ArrayList<>();
          byReason.forEach((reason, names) -> parts.add(String.join(", ", names) + reason));
          if (!parts.isEmpty()) {
            lines.add(heading(verdict) + String.join("; ", parts));
          }
        });
    return lines;
  }

  private static String heading(String verdict) {
    return switch (verdict) {
      case "found" -> "Found by: ";
      case "missed" -> "Missed by: ";
      case "chance" -> "Found with some luck by: ";
      case "depends" -> "Cannot be told for: ";
      default -> "Not applicable to: ";
    };
  }

  /** {@code explanation, kind, firstBadByte, requested, shadow, schemes}. */
  public Map<String, @Nullable Object> tree() {
    Map<String, @Nullable Object> tree = new LinkedHashMap<>();
    tree.put("explanation", String.join(" ", sentences));
    tree.put("kind", diagnosis.kind().key());
    tree.put("firstBadByte", FindingTree.address(diagnosis.badByte()));
    Map<String, @Nullable Object> requested = new LinkedHashMap<>();
    requested.put("bytes", diagnosis.asked());
    requested.put("from", diagnosis.asked() == null ? null : diagnosis.askedFrom());
    tree.put("requested", requested);
    tree.put("shadow", shadowTree());
    List<Object> schemes = new ArrayList<>();
    for (SchemeVerdict verdict : verdicts) {
      Map<String, Object> part = new LinkedHashMap<>();
      part.put("scheme", verdict.scheme());
      part.put("verdict", verdict.verdict());
      part.put("reason", verdict.reason());
      schemes.add(part);
    }
    tree.put("schemes", schemes);
    return tree;
  }

  private @Nullable Map<String, @Nullable Object> shadowTree() {
    Finding finding = diagnosis.finding();
    int value = diagnosis.badShadow();
    if (value < 0) {
      return null;
    }
    Map<String, @Nullable Object> tree = new LinkedHashMap<>();
    tree.put("byte", shadow(value));
    tree.put("meaning", ShadowMeaning.of(value, finding));
    ShadowMap map = diagnosis.map();
    List<Object> runs = new ArrayList<>();
    if (map != null) {
      for (Run run : map.runs()) {
        Map<String, Object> part = new LinkedHashMap<>();
        part.put("address", String.valueOf(FindingTree.address(run.address())));
        part.put("granules", run.granules());
        part.put("byte", shadow(run.value()));
        part.put("meaning", ShadowMeaning.of(run.value(), finding));
        runs.add(part);
      }
    }
    tree.put("runs", runs);
    return tree;
  }
}
