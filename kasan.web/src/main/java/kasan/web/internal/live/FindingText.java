// SPDX-License-Identifier: Apache-2.0
package kasan.web.internal.live;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import kasan.api.report.Reporter;
import kasan.api.report.Section;
import kasan.lab.api.finding.Finding;
import kasan.lab.api.finding.Findings;
import kasan.lab.api.inventory.Extension;
import kasan.lab.api.inventory.InventoryService;
import org.jspecify.annotations.Nullable;

/** A finding as Linux prints it, by the reporter that does so. */
final class FindingText {
  private static final String FORMAT = "linux";

  private final InventoryService inventory;

  FindingText(InventoryService inventory) {
    this.inventory = inventory;
  }

  /** The text; empty where no reporter of it is there, or it fails. */
  String of(Finding finding) {
    Extension<Reporter> reporter = inventory.now().reporters().find(FORMAT);
    if (reporter == null) {
      return "";
    }
    var out = new ByteArrayOutputStream();
    try {
      reporter.service().write(new One(finding), out);
    } catch (IOException | RuntimeException e) {
      return "";
    }
    return out.toString(StandardCharsets.UTF_8);
  }

  private record One(Finding finding) implements Findings {
    @Override
    public List<Finding> findings() {
      return List.of(finding);
    }

    @Override
    public String verb() {
      return "findings";
    }

    @Override
    public Map<String, @Nullable Object> tree() {
      return Map.of();
    }

    @Override
    public List<Section> sections() {
      return List.of();
    }
  }
}
