// SPDX-License-Identifier: Apache-2.0
package kasan.lab.internal.run;

import arch.arm64.internal.Arm64Architecture;
import arch.x86.internal.X86Architecture;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import kasan.api.arch.Architecture;
import kasan.api.report.Reporter;
import kasan.api.report.Result;
import kasan.api.scheme.ShadowScheme;
import kasan.api.workload.Recording;
import kasan.api.workload.RecordingInput;
import kasan.api.workload.RecordingReader;
import kasan.api.workload.Workload;
import kasan.kernel.internal.BootComponent;
import kasan.kernel.internal.KernelComponent;
import kasan.lab.api.PlannedSwap;
import kasan.lab.api.RunPlan;
import kasan.lab.api.Settings;
import kasan.lab.api.inventory.ExtensionKind;
import kasan.lab.api.inventory.Extensions;
import kasan.lab.api.inventory.Inventory;
import kasan.lab.api.kernel.KernelBoot;
import kasan.lab.api.recording.Recordings;
import kasan.lab.api.run.Run;
import kasan.lab.api.run.RunState;
import kasan.lab.api.run.RunStatus;
import kasan.lab.internal.fake.SettingWords;
import kasan.lab.internal.run.plan.RunTools;
import kasan.shadow.ondemand.internal.OndemandScheme;
import kasan.shadow.original.internal.OriginalScheme;
import kasan.shadow.page.internal.PageScheme;
import kasan.testkit.MisbehavingScheme;
import org.jspecify.annotations.Nullable;

/** Real kernels and real schemes around runs, without a framework; schemes may come and go. */
final class Laboratory implements RunTools {
  private static final String SCHEME = "kasan.scheme.";

  /** What no call of a scheme takes, however slow the machine is. */
  private static final int NEVER_SECONDS = 1_000_000;

  /** For schemes that hang, and that are waited for. */
  private static final int HANG_SECONDS = 1;

  private static final long STEP_MILLIS = 10;

  private final LongSupplier clock;
  final RunDesk desk = new RunDesk(this);
  final Trickle trickle = new Trickle();
  final MisbehavingScheme misbehaving = new MisbehavingScheme();
  private @Nullable Recording recording;
  private final List<Map.Entry<Map<String, Object>, ShadowScheme>> schemes = new ArrayList<>();
  private final List<Map.Entry<Map<String, Object>, Workload>> workloads = new ArrayList<>();

  Laboratory() {
    this(System::nanoTime);
  }

  /**
   * @param clock what runs take for real time
   */
  Laboratory(LongSupplier clock) {
    this.clock = clock;
    scheme("original", new OriginalScheme(), Map.of());
    scheme(
        "page", new PageScheme(), Map.of("vmalloc", false, "misses", words("no-vmalloc-shadow")));
    scheme("ondemand", new OndemandScheme(), Map.of("misses", words("free-page", "stale-tlb")));
    scheme("granular", new OriginalScheme(), Map.of("layoutClass", "generic-16"));
    scheme(MisbehavingScheme.NAME, misbehaving, Map.of());
    workloads.add(Map.entry(Map.of("kasan.workload.name", "churn"), new Churn()));
    workloads.add(Map.entry(Map.of("kasan.workload.name", "trickle"), trickle));
  }

  private static String[] words(String... words) {
    return words;
  }

  /** Adds a scheme; it is there from now on. */
  void scheme(String name, ShadowScheme scheme, Map<String, Object> facts) {
    var properties = new HashMap<String, Object>();
    facts.forEach((key, value) -> properties.put(SCHEME + key, value));
    properties.put(SCHEME + "name", name);
    properties.putIfAbsent(SCHEME + "instrumentation", words("outline", "inline"));
    synchronized (schemes) {
      schemes.add(Map.entry(properties, scheme));
    }
    desk.came(name);
  }

  /** Takes a scheme away, as a bundle that stops does. */
  ShadowScheme remove(String name) {
    ShadowScheme gone = null;
    synchronized (schemes) {
      for (var entry : List.copyOf(schemes)) {
        if (name.equals(entry.getKey().get(SCHEME + "name"))) {
          schemes.remove(entry);
          gone = entry.getValue();
        }
      }
    }
    if (gone == null) {
      throw new IllegalArgumentException(name);
    }
    desk.gone(gone);
    return gone;
  }

  @Override
  public long nanos() {
    return clock.getAsLong();
  }

  @Override
  public Inventory inventory() {
    List<Map.Entry<Map<String, Object>, ShadowScheme>> now;
    synchronized (schemes) {
      now = List.copyOf(schemes);
    }
    List<Map.Entry<Map<String, Object>, Architecture>> archs =
        List.of(
            Map.entry(Map.of("kasan.arch.name", "x86"), new X86Architecture()),
            Map.entry(Map.of("kasan.arch.name", "arm64"), new Arm64Architecture()));
    List<Map.Entry<Map<String, Object>, RecordingReader>> readers = List.of();
    List<Map.Entry<Map<String, Object>, Reporter>> reporters = List.of();
    return new Inventory(
        "1.2.3",
        recording == null ? null : new KernelComponent(),
        boot(),
        recording == null ? null : new Opening(recording),
        null,
        Extensions.of(ExtensionKind.SCHEMES, now),
        Extensions.of(ExtensionKind.ARCHS, archs),
        Extensions.of(ExtensionKind.WORKLOADS, workloads),
        Extensions.of(ExtensionKind.READERS, readers),
        Extensions.of(ExtensionKind.REPORTERS, reporters));
  }

  KernelBoot boot() {
    return BootComponent.with(new X86Architecture());
  }

  /** A plan for {@link Churn} on a small machine. */
  static RunPlan plan(String scheme, List<String> swaps, String... set) {
    return planOn("", scheme, swaps, set);
  }

  /** The same on an architecture of that name. */
  static RunPlan planOn(String arch, String scheme, List<String> swaps, String... set) {
    return RunPlan.of("churn", scheme)
        .ramMib(128)
        .cpus(2)
        .seed(7)
        .arch(arch)
        .swaps(swaps.stream().map(Laboratory::swap).toList())
        .hangSeconds(hangSeconds(List.of(set)))
        .settings(SettingWords.of(List.of(set)))
        .build();
  }

  /** A planned swap as {@code 40%=page} or {@code 2000=page}. */
  private static PlannedSwap swap(String word) {
    String at = word.substring(0, word.indexOf('='));
    String scheme = word.substring(at.length() + 1);
    boolean percent = at.endsWith("%");
    return new PlannedSwap(
        Long.parseLong(percent ? at.substring(0, at.length() - 1) : at), percent, scheme);
  }

  /** Only a scheme that is to hang is lost patience with. */
  private static int hangSeconds(List<String> set) {
    return set.stream().anyMatch(each -> each.contains("hangs")) ? HANG_SECONDS : NEVER_SECONDS;
  }

  /** Whatever recording is asked for is this one. */
  void recording(Recording one) {
    recording = one;
  }

  /** Opens one recording. */
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

  /** A plan for a recording. */
  static RunPlan recording(String layout, long ramMib, String... swaps) {
    return recordingWith("page", layout, ramMib, Settings.NONE, swaps);
  }

  /** The same, that begins with any scheme. */
  static RunPlan recordingWith(
      String scheme, String layout, long ramMib, Settings settings, String... swaps) {
    return RunPlan.of("rec:/nowhere", scheme)
        .ramMib(ramMib)
        .layout(layout)
        .swaps(Arrays.stream(swaps).map(Laboratory::swap).toList())
        .hangSeconds(hangSeconds(List.copyOf(settings.of(MisbehavingScheme.NAME).values())))
        .settings(settings)
        .build();
  }

  /** A plan for a recording of a large machine. */
  static RunPlan largeRecording(List<String> swaps) {
    return RunPlan.of("rec:/nowhere", "page")
        .swaps(swaps.stream().map(Laboratory::swap).toList())
        .hangSeconds(NEVER_SECONDS)
        .build();
  }

  /** Runs a plan to its end, however long that takes. */
  Result run(RunPlan plan) throws InterruptedException {
    Run run = desk.start(plan);
    untilOver(run);
    return run.result();
  }

  /** Waits until a run is over, however long that takes. */
  static void untilOver(Run run) throws InterruptedException {
    while (!run.await(Long.MAX_VALUE)) {}
  }

  /** Waits until a run is in a state, or cannot come into it any more. */
  static void until(Run run, RunState state) throws InterruptedException {
    until(run, status -> status.state() == state);
  }

  /** Waits until a run is like this, or cannot become so any more. */
  static void until(Run run, Predicate<RunStatus> like) throws InterruptedException {
    for (RunStatus now = run.status(); !like.test(now); now = run.status()) {
      if (now.state().over()) {
        throw new AssertionError("never like that: " + now);
      }
      Thread.sleep(STEP_MILLIS);
    }
  }

  /** A row of a list in a result. */
  static Map<?, ?> row(Result result, String list, int index) {
    return (Map<?, ?>) ((List<?>) result.tree().get(list)).get(index);
  }

  /** How many rows a list in a result has. */
  static int rows(Result result, String list) {
    return ((List<?>) result.tree().get(list)).size();
  }
}
