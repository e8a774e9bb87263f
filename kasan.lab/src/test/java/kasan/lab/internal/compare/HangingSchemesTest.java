// SPDX-License-Identifier: Apache-2.0
package kasan.lab.internal.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import arch.x86.internal.X86Architecture;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import kasan.api.arch.Architecture;
import kasan.api.report.Reporter;
import kasan.api.report.Result;
import kasan.api.scheme.ShadowScheme;
import kasan.api.workload.Recording;
import kasan.api.workload.RecordingInput;
import kasan.api.workload.RecordingReader;
import kasan.api.workload.Workload;
import kasan.kernel.internal.KernelComponent;
import kasan.lab.api.ComparePlan;
import kasan.lab.api.Progress;
import kasan.lab.api.Settings;
import kasan.lab.api.inventory.ExtensionKind;
import kasan.lab.api.inventory.Extensions;
import kasan.lab.api.inventory.Inventory;
import kasan.lab.api.recording.Recordings;
import kasan.lab.internal.fake.FakeRecording;
import kasan.lab.internal.fake.SettingWords;
import kasan.shadow.original.internal.OriginalScheme;
import kasan.shadow.page.internal.PageScheme;
import kasan.testkit.HangClock;
import kasan.testkit.MisbehavingScheme;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A scheme that does not come back costs its own row and no other, on real kernels. */
class HangingSchemesTest {
  private static final String SCHEME = "kasan.scheme.";

  private final MisbehavingScheme misbehaving = new MisbehavingScheme();
  private final FakeRecording recording = new FakeRecording(4096);
  private final HangClock clock = new HangClock();

  HangingSchemesTest() {
    misbehaving.onHang(clock::run);
    for (long i = 0; i < 64; i++) {
      recording.kmalloc(i, 0xffff888000100000L + (i << 10), 1000);
    }
    for (long i = 0; i < 64; i += 2) {
      recording.kfree(64 + i, 0xffff888000100000L + (i << 10));
    }
  }

  @AfterEach
  void letHangingCallsReturn() {
    clock.close();
    misbehaving.release();
  }

  private record Opening(Recording recording) implements Recordings {
    @Override
    public Recording live(Duration length, Map<String, String> settings) {
      throw new AssertionError("nobody asks for this machine");
    }

    @Override
    public Recording follow(Path path, Map<String, String> settings) {
      return open(path, settings);
    }

    @Override
    public RecordingInput input(Path path) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Recording open(Path path, Map<String, String> settings) {
      return recording;
    }
  }

  private static Map.Entry<Map<String, Object>, ShadowScheme> scheme(
      String name, ShadowScheme scheme) {
    var properties = new HashMap<String, Object>();
    properties.put(SCHEME + "name", name);
    properties.put(SCHEME + "instrumentation", new String[] {"outline", "inline"});
    return Map.entry(properties, scheme);
  }

  private Inventory inventory(boolean withMisbehaving) {
    List<Map.Entry<Map<String, Object>, ShadowScheme>> sound =
        List.of(scheme("original", new OriginalScheme()), scheme("page", new PageScheme()));
    List<Map.Entry<Map<String, Object>, ShadowScheme>> all =
        List.of(scheme(MisbehavingScheme.NAME, misbehaving), sound.get(0), sound.get(1));
    List<Map.Entry<Map<String, Object>, Architecture>> archs =
        List.of(Map.entry(Map.of("kasan.arch.name", "x86"), new X86Architecture()));
    List<Map.Entry<Map<String, Object>, Workload>> workloads = List.of();
    List<Map.Entry<Map<String, Object>, RecordingReader>> readers = List.of();
    List<Map.Entry<Map<String, Object>, Reporter>> reporters = List.of();
    return new Inventory(
        "1.2.3",
        new KernelComponent(),
        null,
        new Opening(recording),
        null,
        Extensions.of(ExtensionKind.SCHEMES, withMisbehaving ? all : sound),
        Extensions.of(ExtensionKind.ARCHS, archs),
        Extensions.of(ExtensionKind.WORKLOADS, workloads),
        Extensions.of(ExtensionKind.READERS, readers),
        Extensions.of(ExtensionKind.REPORTERS, reporters));
  }

  private static Map<?, ?> row(Result result, String scheme) {
    for (Object row : (List<?>) result.tree().get("rows")) {
      if (((Map<?, ?>) row).get("scheme").equals(scheme)) {
        return (Map<?, ?>) row;
      }
    }
    throw new AssertionError(scheme);
  }

  @ParameterizedTest
  @CsvSource({
    "recorded, hangs",
    "recorded, hangs-in-view",
    "recorded, attach-hangs",
    "kasan, hangs",
    "kasan, hangs-in-view"
  })
  void othersAreMeasuredAsIfItHadNotBeenThere(String layout, String fault) {
    Settings hangs = SettingWords.of(List.of("misbehaving.fault=" + fault, "misbehaving.after=40"));

    Result without =
        Comparison.run(
            inventory(false), ComparePlan.of("/rec").layout(layout).build(), Progress.NONE);
    Result with =
        Comparison.run(
            inventory(true),
            ComparePlan.of("/rec").layout(layout).settings(hangs).build(),
            Progress.NONE);

    Map<?, ?> hung = row(with, MisbehavingScheme.NAME);
    assertEquals("failed", hung.get("status"));
    String reason = String.valueOf(hung.get("reason"));
    assertTrue(
        reason.startsWith("did not come back within 30 s: it is in kasan.testkit.Misbehaving"),
        reason);
    for (String sound : List.of("original", "page", "oracle")) {
      assertEquals(row(without, sound), row(with, sound));
    }
    assertEquals(without.tree().get("fidelity"), with.tree().get("fidelity"));
  }
}
