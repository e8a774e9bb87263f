// SPDX-License-Identifier: Apache-2.0
package kasan.shell.internal.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import kasan.api.report.Result;
import kasan.api.report.Section;
import kasan.lab.api.wall.ForeignCode;
import kasan.lab.api.wall.ForeignFailure;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A third party's result holds what reporters know, or is refused. */
class CopiedResultTest {
  private record Theirs(Map<String, @Nullable Object> tree, List<Section> sections)
      implements Result {
    @Override
    public String verb() {
      return "theirs";
    }
  }

  private static Result copied(Object... values) {
    Map<String, @Nullable Object> tree = new LinkedHashMap<>();
    for (int i = 0; i < values.length; i++) {
      tree.put("v" + i, values[i]);
    }
    var table =
        new Section.Table(
            "",
            Arrays.stream(values).map(each -> new Section.Column("k", "k", "")).toList(),
            List.of(Arrays.asList(values)));
    return CopiedResult.of(
        ForeignCode.of("verb 'theirs'", CopiedResultTest.class), new Theirs(tree, List.of(table)));
  }

  /** Reporters print counts, decimals and doubles; a third party may count in whatever it likes. */
  @Test
  void numbersOfAnyKindAreThoseThatReportersKnow() {
    Result result = copied((byte) 1, (short) 2, 3, 4L, 0.1f, 0.5);

    List<Object> expected = List.of(1L, 2L, 3L, 4L, 0.1, 0.5);
    assertEquals(expected, List.copyOf(result.tree().values()));
    assertEquals(List.of(expected), ((Section.Table) result.sections().get(0)).rows());
  }

  @Test
  void whatIsNoValueIsRefused() {
    var refused = assertThrows(ForeignFailure.class, () -> copied(Locale.ROOT));
    assertTrue(
        String.valueOf(refused.getMessage()).contains("it holds a java.util.Locale"),
        refused::getMessage);
  }
}
