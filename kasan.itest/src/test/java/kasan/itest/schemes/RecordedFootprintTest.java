// SPDX-License-Identifier: Apache-2.0
package kasan.itest.schemes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import arch.x86.internal.X86Architecture;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import kasan.api.arch.ArchModel;
import kasan.api.memory.FrameUse;
import kasan.api.memory.Machine;
import kasan.api.memory.PfnRange;
import kasan.api.option.Options;
import kasan.api.scheme.ShadowScheme;
import kasan.api.workload.EventBatch;
import kasan.api.workload.EventField;
import kasan.api.workload.EventSource;
import kasan.api.workload.Recording;
import kasan.kernel.internal.replay.ReplayKernel;
import kasan.lab.api.kernel.AttachedShadow;
import kasan.lab.api.kernel.Footprint;
import kasan.lab.api.kernel.Kernel;
import kasan.lab.api.scheme.SchemeChoice;
import kasan.lab.api.scheme.SchemeDescription;
import kasan.lab.api.wall.Wall;
import kasan.shadow.block.internal.BlockScheme;
import kasan.shadow.kfence.internal.KfenceScheme;
import kasan.shadow.ondemand.internal.OndemandScheme;
import kasan.shadow.original.internal.OriginalScheme;
import kasan.shadow.page.internal.PageScheme;
import kasan.shadow.scale.internal.Scale16Scheme;
import kasan.shadow.scale.internal.Scale32Scheme;
import kasan.shadow.tags.internal.HwTagsScheme;
import kasan.shadow.tags.internal.SwTagsScheme;
import kasan.testkit.TestArchs;
import kasan.workload.internal.KernelsOfArchitectures;
import kasan.workload.internal.TracefsReader;
import kasan.workload.internal.input.MemberInput;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What each design takes on a recording, against its formula (docs/sources.md#designs): frames
 * taken lie at most 1 % above the bytes of the formula, at the start, at their peak and at the end.
 * R and the frames are the machine's, byte-managed pages and blocks are counted by a {@link
 * PageLedger}.
 */
class RecordedFootprintTest {
  private static final Set<EventField> WANTED =
      Set.of(EventField.CACHE_NAME, EventField.SIZE, EventField.FREES, EventField.VMALLOC);
  private static final long FRAME_KB = 4;
  private static final long LEAF_KB = 2048;

  private final Map<String, AttachedShadow> shadows = new TreeMap<>();

  private static Recording open(Path folder) {
    return new TracefsReader(KernelsOfArchitectures.of(new X86Architecture()))
        .open(MemberInput.of(folder), Map.of());
  }

  @ParameterizedTest
  @CsvSource({"x86", "arm64"})
  void framesOfTheShippedRecordingAgreeWithTheFormulas(String arch) {
    check(Path.of("../recordings/tree-cold"), arch);
  }

  /** The large recordings of real machines, whose folder is in property kasan.recordings. */
  @ParameterizedTest
  @CsvSource({
    "file-tree-cold, x86", "file-tree-cold, arm64",
    "kernel-build-cold, x86", "kernel-build-cold, arm64",
    "kernel-build, x86", "kernel-build, arm64",
    "network, x86", "network, arm64",
    "guest-1g, x86", "guest-1g, arm64",
    "fork-exec, x86", "fork-exec, arm64",
  })
  void framesOfLargeRecordingsAgreeWithTheFormulas(String name, String arch) {
    String folder = System.getProperty("kasan.recordings");
    assumeTrue(folder != null, "no -Dkasan.recordings");
    check(Path.of(folder, name), arch);
  }

  private void check(Path folder, String arch) {
    ArchModel model = arch.equals("x86") ? TestArchs.x86() : TestArchs.arm64();
    try (Recording recording = open(folder);
        Kernel kernel = new ReplayKernel(recording, model, false, new Wall())) {
      attachAll(kernel, arch);
      var ledger = new PageLedger(recording);
      staticPartsAgree(kernel.machine(), arch);
      imagesAgree(kernel.machine(), arch);
      onDemandAgrees("start", kernel, ledger);
      assertEquals(
          ledger.blocksWithByteManagedPages() * FRAME_KB,
          footprint("page").kb(FrameUse.ON_DEMAND),
          "a frame for each block with a byte-managed page");
      play(recording, kernel, ledger);
      onDemandAgrees("end", kernel, ledger);
      peaksAgree(ledger);
      tablesAgree(kernel.machine());
      staticPartsAgree(kernel.machine(), arch);
    }
  }

  private void attachAll(Kernel kernel, String arch) {
    attach(kernel, "original", new OriginalScheme(), Map.of());
    attach(kernel, "page", new PageScheme(), Map.of());
    attach(kernel, "ondemand", new OndemandScheme(), Map.of());
    attach(kernel, "scale-16", new Scale16Scheme(), Map.of());
    attach(kernel, "scale-32", new Scale32Scheme(), Map.of());
    attach(kernel, "block", new BlockScheme(), Map.of());
    attach(kernel, "block in page_ext", new BlockScheme(), Map.of("pointers", "page-ext"));
    attach(kernel, "kfence", new KfenceScheme(), Map.of());
    if (arch.equals("arm64")) {
      attach(kernel, "sw-tags", new SwTagsScheme(), Map.of());
      attach(kernel, "hw-tags", new HwTagsScheme(), Map.of());
    }
  }

  private void attach(
      Kernel kernel, String name, ShadowScheme scheme, Map<String, String> settings) {
    shadows.put(
        name,
        kernel.attach(
            new SchemeChoice(
                SchemeDescription.named(name).vmalloc(!name.equals("page")).build(),
                scheme,
                Options.of(name, scheme.options(), settings))));
  }

  private Footprint footprint(String name) {
    AttachedShadow shadow = shadows.get(name);
    assertEquals(null, shadow.failure(), name);
    return shadow.footprint();
  }

  private void play(Recording recording, Kernel kernel, PageLedger ledger) {
    var batch = new EventBatch();
    try (EventSource source = recording.open(WANTED)) {
      while (source.next(batch)) {
        kernel.apply(batch, 0, batch.size, source);
        ledger.count(batch, source);
      }
    }
    kernel.finish();
  }

  /**
   * Frames taken: not less than the formula says, and at most a hundredth more.
   *
   * @param fixedKb what stands beside the formula whatever the machine: shared pages, ends of
   *     ranges
   */
  private static void agree(String what, long formulaKb, long takenKb, long fixedKb) {
    assertTrue(takenKb >= formulaKb, what + ": " + takenKb + " kB, formula " + formulaKb);
    assertTrue(
        (takenKb - fixedKb) * 100 <= formulaKb * 101,
        what + ": " + takenKb + " kB, formula " + formulaKb);
  }

  private void staticPartsAgree(Machine machine, String arch) {
    long ramKb = machine.ramPages() * FRAME_KB;
    staticAgrees("original", ramKb / 8, FRAME_KB);
    staticAgrees("ondemand", 0, FRAME_KB);
    staticAgrees("page", pageShadowKb(machine, arch), 6 * FRAME_KB);
    staticAgrees("scale-16", ramKb / 16, FRAME_KB);
    staticAgrees("scale-32", ramKb / 32, FRAME_KB);
    staticAgrees("block", ramKb / 512, FRAME_KB);
    staticAgrees("block in page_ext", ramKb / 256, FRAME_KB);
    staticAgrees("kfence", 2048, 0);
    if (arch.equals("arm64")) {
      // a ring of 32,768 stacks of 32 bytes
      staticAgrees("sw-tags", ramKb / 16 + 1024, FRAME_KB);
      staticAgrees("hw-tags", ramKb / 32, FRAME_KB);
    }
  }

  /** 1/8 of the image, or what the granule makes of it; Kim's series maps it in leaves of 2 MiB. */
  private void imagesAgree(Machine machine, String arch) {
    for (String name : shadows.keySet()) {
      long granule =
          switch (name) {
            case "kfence", "hw-tags" -> 0;
            case "scale-16", "sw-tags" -> 16;
            case "scale-32" -> 32;
            default -> 8;
          };
      long formulaKb = granule == 0 ? 0 : machine.imageBytes() / granule >> 10;
      if (name.equals("page") && arch.equals("x86")) {
        formulaKb = (formulaKb + LEAF_KB - 1) / LEAF_KB * LEAF_KB;
      }
      agree("image of " + name, formulaKb, footprint(name).kb(FrameUse.IMAGE), FRAME_KB);
    }
  }

  /** Shadow that is mapped page by page needs 8 bytes of tables a page, besides the way there. */
  private void tablesAgree(Machine machine) {
    long ramKb = machine.ramPages() * FRAME_KB;
    for (String name : List.of("page", "ondemand")) {
      agree("tables of " + name, ramKb / 4096, footprint(name).kb(FrameUse.TABLE), 32 * FRAME_KB);
    }
  }

  private void staticAgrees(String name, long formulaKb, long fixedKb) {
    agree("static part of " + name, formulaKb, footprint(name).kb(FrameUse.STATIC), fixedKb);
  }

  /** A byte a page; x86 maps it in leaves of 2 MiB, arm64 page by page. */
  private static long pageShadowKb(Machine machine, String arch) {
    long kb = 0;
    long leafBytes = (arch.equals("x86") ? LEAF_KB : FRAME_KB) << 10;
    long mapped = 0;
    for (PfnRange range : machine.ram()) {
      long first = Math.max(mapped, range.first() / leafBytes);
      long end = (range.end() + leafBytes - 1) / leafBytes;
      kb += Math.max(0, end - first) * leafBytes >> 10;
      mapped = Math.max(mapped, end);
    }
    return kb;
  }

  private void onDemandAgrees(String when, Kernel kernel, PageLedger ledger) {
    assertEquals(ledger.slabPages(), kernel.counts().slabPages(), "slab pages at the " + when);
    for (String name : shadows.keySet()) {
      long formulaKb = onDemandKb(name, ledger.byteManagedPages(), ledger.realBlocks());
      agree(name + " at the " + when, formulaKb, footprint(name).kb(FrameUse.ON_DEMAND), 0);
    }
  }

  private void peaksAgree(PageLedger ledger) {
    for (String name : shadows.keySet()) {
      long formulaKb = onDemandKb(name, ledger.mostByteManagedPages(), ledger.mostRealBlocks());
      agree(name + " at its peak", formulaKb, footprint(name).peakKb(FrameUse.ON_DEMAND), 0);
    }
  }

  /** 512 bytes a byte-managed page, 4 KiB a block with such a page; nothing where all stands. */
  private static long onDemandKb(String name, long byteManagedPages, long blocks) {
    return switch (name) {
      case "block", "block in page_ext" -> byteManagedPages / 2;
      case "page", "ondemand" -> blocks * FRAME_KB;
      default -> 0;
    };
  }
}
