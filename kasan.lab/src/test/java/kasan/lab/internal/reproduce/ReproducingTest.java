// SPDX-License-Identifier: Apache-2.0
package kasan.lab.internal.reproduce;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import kasan.api.option.OptionSpec;
import kasan.api.option.Options;
import kasan.api.report.Result;
import kasan.api.scheme.KernelView;
import kasan.api.scheme.Shadow;
import kasan.api.scheme.ShadowScheme;
import kasan.lab.api.Progress;
import kasan.lab.api.ReproducePlan;
import kasan.lab.api.inventory.Inventory;
import kasan.lab.api.kernel.BootPlan;
import kasan.lab.api.wall.Wall;
import kasan.lab.internal.fake.FakeBoot;
import kasan.lab.internal.fake.FakeRecording;
import kasan.lab.internal.fake.FakeScheme;
import kasan.lab.internal.fake.Surroundings;
import org.junit.jupiter.api.Test;

class ReproducingTest {
  /** A scheme that can be told about its leaves, as the one of the base kernel. */
  private static ShadowScheme withLeaves() {
    return new ShadowScheme() {
      @Override
      public List<OptionSpec> options() {
        return List.of(OptionSpec.choice("leaves", "largest leaf", "1g", "2m"));
      }

      @Override
      public Shadow attach(KernelView view, Options options) {
        throw new UnsupportedOperationException();
      }
    };
  }

  /** A scheme that can be told when to give shadow back. */
  private static ShadowScheme withGiveBack() {
    return new ShadowScheme() {
      @Override
      public List<OptionSpec> options() {
        return List.of(OptionSpec.choice("give-back", "when", "free", "not-byte-managed"));
      }

      @Override
      public Shadow attach(KernelView view, Options options) {
        throw new UnsupportedOperationException();
      }
    };
  }

  @Test
  void theErrorIsRelativeToWhatWasPublished() {
    Line line = Line.derived("t", "q", 50, 47.5, "MB");
    assertEquals(new BigDecimal("-5.00"), line.errorPercent());
    assertEquals("derived", line.tree().get("basis"));
    assertEquals("calibrated", Line.calibrated("t", "q", 1, 1.0, "s").tree().get("basis"));
  }

  @Test
  void thereIsNoErrorWithoutAModelNorBesideAPublishedNothing() {
    assertNull(Line.derived("t", "q", 50, null, "MB").errorPercent());
    assertNull(Line.derived("t", "q", 0, 3.0, "MB").errorPercent());
    assertEquals(new BigDecimal("0.00"), Line.derived("t", "q", 0, 0.0, "MB").errorPercent());
  }

  @Test
  void quickBootsTheKernelsOfTheMemoryTablesAndRunsNothing() {
    var kernels = new FakeBoot();
    Inventory inventory =
        new Surroundings(new FakeRecording(1))
            .scheme("original", withLeaves(), Map.of())
            .scheme("page", new FakeScheme(), Map.of())
            .scheme("ondemand", withGiveBack(), Map.of())
            .inventory(1);
    var machines =
        new Machines(
            inventory.schemes(), inventory.archs(), inventory.workloads(), kernels, new Wall());
    Result result = new Reproducing(machines, new ReproducePlan(true, 7), Progress.NONE).result();

    String notes = String.valueOf(result.tree().get("notes"));
    assertTrue(notes.contains("loads begin on machines that have just booted"), notes);
    var booted = new ArrayList<String>();
    for (BootPlan plan : kernels.plans) {
      booted.add(plan.ramMib() + " " + plan.profile() + " " + plan.instrumentation().word());
    }
    assertEquals(
        List.of(
            "1024 linux-2017-qemu outline",
            "1024 linux-2017-qemu outline",
            "4096 linux-2017-qemu outline",
            "4096 linux-2017-qemu outline",
            "1024 linux-6.12-qemu outline",
            "1024 linux-6.12-qemu outline"),
        booted.subList(0, 6));
    var models = new ArrayList<String>();
    for (Object row : (List<?>) result.tree().getOrDefault("rows", List.of())) {
      Map<?, ?> map = (Map<?, ?>) row;
      models.add(map.get("quantity") + " " + map.get("model") + " " + map.get("basis"));
    }
    // 1024 MiB less an eighth less 100 kB, in MB of 1000 kB
    assertEquals(
        List.of(
            "MemTotal, base 917.40 calibrated",
            "MemTotal, patched 917.40 derived",
            "runtime, base 0.00 derived",
            "runtime, patched null derived",
            "net, base 917.40 calibrated",
            "net, patched null derived"),
        models.subList(0, 6));
    // the fake kernel has the same with any scheme
    assertEquals("MemTotal above original 0.00 derived", models.get(12));
    assertEquals("real shadow, part of a tree read null derived", models.get(13));
  }
}
