// SPDX-License-Identifier: Apache-2.0
package kasan.explain.internal;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import kasan.api.report.Result;
import kasan.api.report.Section;
import kasan.explain.internal.Groups.Group;
import kasan.explain.internal.log.ReportParser.Log;
import org.jspecify.annotations.Nullable;

/** The bugs of a log: equal reports put together, counted, with the first and the last of them. */
final class GroupResult implements Result {
  private final Path file;
  private final Log log;
  private final Groups groups;

  GroupResult(Path file, Log log, Groups groups) {
    this.file = file;
    this.log = log;
    this.groups = groups;
  }

  @Override
  public String verb() {
    return "explain";
  }

  @Override
  public Map<String, @Nullable Object> tree() {
    List<Object> parts = new ArrayList<>();
    for (Group group : groups.sorted()) {
      Map<String, @Nullable Object> part = new LinkedHashMap<>();
      part.put("count", group.count());
      part.put("bugClass", group.key().bugClass());
      part.put("function", group.key().function());
      part.put("frames", group.key().frames());
      part.put("firstTime", group.firstTime());
      part.put("lastTime", group.lastTime());
      part.put("firstLine", group.firstLine());
      part.put("lastLine", group.lastLine());
      parts.add(Collections.unmodifiableMap(part));
    }
    Map<String, @Nullable Object> tree = new LinkedHashMap<>();
    tree.put("file", file.toString());
    tree.put("lines", log.lines());
    tree.put("cutLines", log.cutLines());
    tree.put("mentions", log.mentions());
    tree.put("reports", log.classes().values().stream().mapToInt(Integer::intValue).sum());
    tree.put("groups", parts);
    tree.put("ungroupedReports", groups.others());
    return Collections.unmodifiableMap(tree);
  }

  @Override
  public List<Section> sections() {
    List<List<@Nullable Object>> rows = new ArrayList<>();
    for (Group group : groups.sorted()) {
      rows.add(
          Arrays.asList(
              group.count(),
              group.key().bugClass(),
              group.key().function(),
              String.join(" < ", group.key().frames()),
              group.firstTime(),
              group.lastTime(),
              group.firstLine()));
    }
    List<Section> sections = new ArrayList<>();
    sections.add(
        new Section.Table(
            "Reports by bug",
            List.of(
                new Section.Column("count", "reports", ""),
                new Section.Column("bugClass", "class", ""),
                new Section.Column("function", "function", ""),
                new Section.Column("frames", "top frames", ""),
                new Section.Column("firstTime", "first", ""),
                new Section.Column("lastTime", "last", ""),
                new Section.Column("firstLine", "line", "")),
            rows));
    if (groups.others() > 0) {
      sections.add(
          new Section.Text(
              "",
              List.of(groups.others() + " reports of further kinds are counted, not grouped.")));
    }
    return sections;
  }
}
