// SPDX-License-Identifier: Apache-2.0
package kasan.shell.internal.verbs;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import kasan.api.report.Result;
import kasan.api.report.Section;
import kasan.api.report.Section.Column;
import kasan.lab.api.recording.Recorder;
import org.jspecify.annotations.Nullable;

/**
 * What {@code record} made.
 *
 * @param made by the recorder
 */
record RecordResult(Recorder.Made made) implements Result {
  @Override
  public String verb() {
    return "record";
  }

  @Override
  public Map<String, @Nullable Object> tree() {
    Map<String, @Nullable Object> tree = new LinkedHashMap<>();
    tree.put("folder", made.folder().toString());
    tree.put("events", made.events());
    tree.put("lostEvents", made.lostEvents());
    tree.put("commandStatus", made.commandStatus() < 0 ? null : made.commandStatus());
    var rows = new ArrayList<Map<String, @Nullable Object>>();
    made.files()
        .forEach(
            (file, bytes) -> {
              Map<String, @Nullable Object> row = new LinkedHashMap<>();
              row.put("file", file);
              row.put("bytes", bytes);
              rows.add(row);
            });
    tree.put("rows", rows);
    return tree;
  }

  @Override
  public List<Section> sections() {
    var rows = new ArrayList<List<@Nullable Object>>();
    made.files()
        .forEach(
            (file, bytes) -> {
              var row = new ArrayList<@Nullable Object>();
              row.add(file);
              row.add(bytes);
              rows.add(row);
            });
    return List.of(
        new Section.Text("", summary()),
        new Section.Table(
            "Files",
            List.of(new Column("file", "file", ""), new Column("bytes", "size", "bytes")),
            rows));
  }

  private List<String> summary() {
    var lines = new ArrayList<String>();
    lines.add(
        String.format(
            Locale.ROOT,
            "%s: %,d events, %,d lost",
            made.folder(),
            made.events(),
            made.lostEvents()));
    if (made.lostEvents() > 0) {
      lines.add("the ring buffer could not keep up; a shorter recording or less load loses none");
    }
    if (made.commandStatus() > 0) {
      lines.add("the command ended with status " + made.commandStatus());
    }
    return lines;
  }
}
