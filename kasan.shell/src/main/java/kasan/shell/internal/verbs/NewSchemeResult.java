// SPDX-License-Identifier: Apache-2.0
package kasan.shell.internal.verbs;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import kasan.api.report.Result;
import kasan.api.report.Section;
import kasan.shell.internal.start.SchemeProject;
import org.jspecify.annotations.Nullable;

/**
 * What {@code new-scheme} wrote, and what to do with it.
 *
 * @param made the project
 * @param bundles folder that this laboratory watches
 */
record NewSchemeResult(SchemeProject.Made made, String bundles) implements Result {
  @Override
  public String verb() {
    return "new-scheme";
  }

  @Override
  public Map<String, @Nullable Object> tree() {
    Map<String, @Nullable Object> tree = new LinkedHashMap<>();
    tree.put("folder", made.folder().toString());
    tree.put("version", made.version());
    tree.put("files", made.files());
    return tree;
  }

  @Override
  public List<Section> sections() {
    var lines = new ArrayList<String>();
    lines.add(made.folder() + ", on kasan.api " + made.version());
    for (String file : made.files()) {
      lines.add("  " + file);
    }
    return List.of(
        new Section.Text("", lines),
        new Section.Text(
            "Next",
            List.of(
                "cd " + quoted(made.folder().toString()),
                "mvn verify    # builds it, holds it against the conformance tests",
                "cp target/*.jar "
                    + quoted(bundles + "/")
                    + "    # this laboratory has it at once")));
  }

  /** As a shell takes it for one word. */
  private static String quoted(String path) {
    return path.matches("[\\w@%+=:,./-]+") ? path : "'" + path.replace("'", "'\\''") + "'";
  }
}
