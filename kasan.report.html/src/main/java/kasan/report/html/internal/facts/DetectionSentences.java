// SPDX-License-Identifier: Apache-2.0
package kasan.report.html.internal.facts;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which schemes find every case, and what the others miss. */
final class DetectionSentences {
  /** Reasons that a sentence names. */
  private static final int REASONS = 3;

  private final List<Map<String, @Nullable Object>> rows;
  private final List<String> sentences = new ArrayList<>();

  private DetectionSentences(List<Map<String, @Nullable Object>> rows) {
    this.rows = rows;
  }

  /** From rows with a case, a scheme and a result; none from others. */
  static List<String> of(List<Map<String, @Nullable Object>> rows) {
    var detection = new DetectionSentences(rows);
    detection.fill();
    return detection.sentences;
  }

  /** What came of the cases of one scheme. */
  private static final class Score {
    long found;
    long missed;
    long falseReports;
    final Map<String, Long> why = new LinkedHashMap<>();
  }

  private void fill() {
    Map<String, Score> scores = new LinkedHashMap<>();
    for (Map<String, @Nullable Object> row : rows) {
      if (!row.containsKey("case") || !row.containsKey("result")) {
        return;
      }
      Score score = scores.computeIfAbsent(Trees.text(row, "scheme"), any -> new Score());
      switch (Trees.text(row, "result")) {
        case "found" -> score.found++;
        case "missed" -> {
          score.missed++;
          score.why.merge(why(Trees.text(row, "reason")), 1L, Long::sum);
        }
        case "false" -> score.falseReports++;
        default -> {
          // nothing to find, or not for this scheme
        }
      }
    }
    var all = new ArrayList<String>();
    var some = new ArrayList<Map.Entry<String, Score>>();
    scores.forEach(
        (scheme, score) -> {
          if (score.found > 0 && score.missed == 0) {
            all.add(scheme + " (" + score.found + ")");
          } else if (score.missed > 0) {
            some.add(Map.entry(scheme, score));
          }
        });
    if (!all.isEmpty()) {
      sentences.add(
          (all.size() == 1 ? "One scheme finds" : all.size() + " schemes find")
              + " every case with a bug that applies: "
              + String.join(", ", all)
              + ".");
    }
    some.sort(
        Comparator.comparingDouble(
            entry ->
                -(double) entry.getValue().found
                    / (entry.getValue().found + entry.getValue().missed)));
    for (Map.Entry<String, Score> entry : some) {
      Score score = entry.getValue();
      sentences.add(
          entry.getKey()
              + " finds "
              + score.found
              + " of "
              + (score.found + score.missed)
              + "; it misses "
              + reasons(score)
              + ".");
    }
    scores.forEach(
        (scheme, score) -> {
          if (score.falseReports > 0) {
            sentences.add(scheme + " reports falsely " + score.falseReports + " times.");
          }
        });
  }

  /** The most frequent ones. */
  private static String reasons(Score score) {
    List<Map.Entry<String, Long>> sorted =
        score.why.entrySet().stream()
            .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
            .toList();
    var words = new ArrayList<String>();
    long told = 0;
    for (Map.Entry<String, Long> each : sorted.subList(0, Math.min(REASONS, sorted.size()))) {
      words.add(each.getValue() + " because " + each.getKey());
      told += each.getValue();
    }
    if (told < score.missed) {
      words.add((score.missed - told) + " for other reasons");
    }
    return String.join(", ", words);
  }

  /** The reason alone: {@code line 6: free-page: the shadow of ...; 3 in all} names more. */
  private static String why(String reason) {
    String plain = reason.replaceFirst("^line \\d+: ", "").replaceFirst("; \\d+ in all$", "");
    return plain.replaceFirst("^[a-z-]+: ", "");
  }
}
