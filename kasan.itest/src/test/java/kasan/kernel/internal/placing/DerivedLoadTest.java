// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal.placing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import arch.x86.internal.X86Architecture;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import kasan.api.arch.AddressLayout;
import kasan.api.option.Options;
import kasan.api.workload.EventBatch;
import kasan.api.workload.EventSource;
import kasan.api.workload.MachineState;
import kasan.api.workload.Recording;
import kasan.kernel.internal.replay.StartState;
import kasan.lab.api.kernel.BootPlan;
import kasan.lab.api.recording.Ageing;
import kasan.lab.api.recording.ReadProgress;
import kasan.lab.api.scheme.Instrumentation;
import kasan.lab.api.scheme.LayoutClass;
import kasan.workload.internal.KernelsOfArchitectures;
import kasan.workload.internal.TracefsReader;
import kasan.workload.internal.derive.Derivation;
import kasan.workload.internal.input.MemberInput;
import kasan.workload.internal.load.Load;
import kasan.workload.internal.load.LoadProfile;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A load that was derived from a recording, run as long as that was on such a machine, which is as
 * fragmented in the beginning: in the end it has as many blocks with slab as the real machine had.
 */
class DerivedLoadTest {
  private static final double TOLERANCE = 0.08;

  @Test
  void blocksWithSlabOfTheShippedRecordingAreThose() {
    check(Path.of("../recordings/tree-cold"), 24576);
  }

  /** Without ageing slab lies too densely; that the test can fail is worth knowing. */
  @Test
  void onAMachineThatHasJustBootedSlabLiesInFewerBlocks() {
    try (Recording recording = open(Path.of("../recordings/tree-cold"))) {
      LoadProfile profile = Derivation.of(recording, ReadProgress.NONE).profile();
      long aged = blocks(profile, 24576, profile.ageing());
      long booted = blocks(profile, 24576, null);
      assertTrue(booted < aged * (1 - TOLERANCE), booted + " blocks, aged " + aged);
    }
  }

  /** The large recordings of real machines, whose folder is in property kasan.recordings. */
  @ParameterizedTest
  @CsvSource({
    "file-tree-cold, 24576",
    "kernel-build-cold, 24576",
    "kernel-build, 24576",
    "network, 24576",
    "fork-exec, 24576",
    "guest-1g, 1024"
  })
  void blocksWithSlabOfRealMachinesAreThose(String name, long ramMib) {
    String folder = System.getProperty("kasan.recordings");
    assumeTrue(folder != null, "no -Dkasan.recordings");
    check(Path.of(folder, name), ramMib);
  }

  private static Recording open(Path folder) {
    return new TracefsReader(KernelsOfArchitectures.of(new X86Architecture()))
        .open(MemberInput.of(folder), Map.of());
  }

  private static void check(Path folder, long ramMib) {
    try (Recording recording = open(folder)) {
      LoadProfile profile = Derivation.of(recording, ReadProgress.NONE).profile();
      assertTrue(profile.ageing() != null, "no ageing in " + folder);
      MachineState after = Objects.requireNonNull(recording.after());
      long real =
          StartState.slabs(
                  Objects.requireNonNull(after.pageFlags()), AddressLayout.GENERIC_SCALE_SHIFT)
              .blocks();
      double derived = blocks(profile, ramMib, profile.ageing());
      assertEquals((double) real, derived, real * TOLERANCE, folder.toString());
    }
  }

  private static long blocks(LoadProfile profile, long ramMib, @Nullable Ageing ageing) {
    var plan =
        new BootPlan(
            ramMib,
            profile.origin().cpus(),
            "linux-6.12-qemu",
            LayoutClass.PLAIN,
            Instrumentation.NONE,
            true,
            1,
            ageing);
    Load load = Load.of(profile);
    String millis = String.valueOf(profile.origin().nanos() / 1_000_000);
    Options options = Options.of("load", load.options(), Map.of("accesses", "0", "millis", millis));
    try (var kernel = (PlacingKernel) BootedMachine.boot(plan, "floor");
        EventSource source = load.open(kernel.machine(), options, 1)) {
      var batch = new EventBatch();
      while (source.next(batch)) {
        kernel.apply(batch, 0, batch.size, source);
      }
      kernel.finish();
      return kernel.slabUse().blocks();
    }
  }
}
