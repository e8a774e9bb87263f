// SPDX-License-Identifier: Apache-2.0
package kasan.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import kasan.api.BadInputException;
import kasan.api.arch.AddressLayout;
import kasan.api.arch.ArchInfo;
import kasan.api.arch.ArchModel;
import kasan.api.arch.Architecture;
import kasan.api.arch.CostedWork;
import kasan.api.arch.DirectMap;
import kasan.api.arch.FirmwareMap;
import kasan.api.arch.PageTableGeometry;
import kasan.api.arch.ProfileText;
import kasan.api.arch.Region;
import kasan.api.arch.RegionKind;
import kasan.api.option.OptionSpec;
import kasan.api.option.Options;
import kasan.lab.api.scheme.SchemeChoice;
import kasan.lab.api.scheme.SchemeDescription;
import org.junit.jupiter.api.Test;

/**
 * Is it a lawful architecture? A subclass names it; each value of each of its options is tried,
 * others at their defaults, and what it does not refuse must hold together:
 *
 * <ul>
 *   <li>regions ascend and do not overlap, and those that a kernel needs are there;
 *   <li>what is shadowed has its shadow inside the shadow region;
 *   <li>page tables reach all kernel addresses, and their leaves are sizes that a level has;
 *   <li>all work has a cost;
 *   <li>direct maps, memory maps and boot profiles bear its name, and recordings can be read of its
 *       kernels;
 *   <li>the same options give an equal model;
 *   <li>a kernel with generic KASAN runs on it.
 * </ul>
 */
public abstract class ArchitectureConformance {
  private static final long MOST_NUMBERS = 4;
  private static final long RAM_PAGES = 256;
  private static final int STEPS = 200;

  /** The architecture; a new one or the same each time. */
  protected abstract Architecture architecture();

  /** Its name, as {@code ArchInfo} says. */
  protected abstract String name();

  /** All combinations of one option set and the others at their defaults that are not refused. */
  private List<ArchModel> models() {
    var models = new ArrayList<ArchModel>();
    models.add(model(Map.of()));
    for (OptionSpec option : architecture().options()) {
      for (String value : values(option)) {
        try {
          models.add(model(Map.of(option.name(), value)));
        } catch (BadInputException doesNotGoWithTheOthers) {
          assertFalse(String.valueOf(doesNotGoWithTheOthers.getMessage()).isBlank());
        }
      }
    }
    return models;
  }

  private static List<String> values(OptionSpec option) {
    if (!option.choices().isEmpty()) {
      return option.choices();
    }
    var numbers = new ArrayList<String>();
    for (long n = option.minimum(); n <= option.maximum() && numbers.size() < MOST_NUMBERS; n++) {
      numbers.add(String.valueOf(n));
    }
    numbers.add(String.valueOf(option.maximum()));
    return numbers;
  }

  private ArchModel model(Map<String, String> settings) {
    Architecture architecture = architecture();
    return architecture.model(Options.of(name(), architecture.options(), settings));
  }

  @Test
  void regionsAscendAndDoNotOverlap() {
    for (ArchModel model : models()) {
      Region before = null;
      for (Region region : model.layout().regions()) {
        assertTrue(
            before == null || Long.compareUnsigned(before.last(), region.start()) < 0,
            model.layout().name() + ": " + before + " and " + region);
        before = region;
      }
    }
  }

  @Test
  void regionsThatAKernelNeedsAreThere() {
    for (ArchModel model : models()) {
      for (RegionKind kind :
          List.of(
              RegionKind.USER,
              RegionKind.DIRECT_MAP,
              RegionKind.VMALLOC,
              RegionKind.IMAGE,
              RegionKind.SHADOW)) {
        assertEquals(kind, model.layout().region(kind).kind(), model.layout().name());
      }
      assertTrue(
          Long.compareUnsigned(
                  model.layout().userLimit(), model.layout().region(RegionKind.DIRECT_MAP).start())
              <= 0,
          "user space ends before the kernel begins");
    }
  }

  @Test
  void shadowLiesInTheShadowRegion() {
    for (ArchModel model : models()) {
      AddressLayout layout = model.layout();
      Region shadow = layout.region(RegionKind.SHADOW);
      for (Region region : layout.regions()) {
        if (region.shadow().equals("real")) {
          for (long address : new long[] {region.start(), region.last()}) {
            assertTrue(
                shadow.contains(layout.shadowOf(address)),
                () -> layout.name() + ": shadow of " + region);
            assertEquals(address & -8L, layout.memoryOf(layout.shadowOf(address)));
          }
        }
      }
    }
  }

  @Test
  void pageTablesReachTheKernelAndLeavesAreSizesOfLevels() {
    for (ArchModel model : models()) {
      PageTableGeometry geometry = model.geometry();
      int top = geometry.levels() - 1;
      int bits = geometry.shiftOf(top) + geometry.bitsPerLevel().get(top);
      long kernel = model.layout().region(RegionKind.DIRECT_MAP).start();
      assertTrue(bits >= 64 || (-1L << bits) <= kernel, () -> bits + " bits");
      var levelShifts = new ArrayList<Integer>();
      for (int level = 0; level < geometry.levels(); level++) {
        levelShifts.add(geometry.shiftOf(level));
      }
      assertTrue(levelShifts.containsAll(geometry.leafShifts()), geometry.toString());
    }
  }

  @Test
  void allWorkHasACost() {
    for (ArchModel model : models()) {
      for (CostedWork work : CostedWork.values()) {
        assertTrue(model.costs().of(work) >= 0, work.toString());
      }
      assertFalse(model.costs().origin().isBlank());
    }
  }

  @Test
  void directMapsAreThoseOfItsKernels() {
    for (DirectMap map : architecture().directMaps()) {
      assertEquals(name(), map.arch());
      assertTrue(map.holds(map.start()), map.toString());
      assertTrue(map.kernel() != null, () -> map + " tells nothing of its kernel");
      assertEquals(map.start() >>> map.alignShift() << map.alignShift(), map.start());
    }
  }

  @Test
  void machinesAreItsOwn() {
    Set<String> names = new HashSet<>();
    for (FirmwareMap map : architecture().firmwareMaps()) {
      assertEquals(name(), map.arch());
      assertTrue(names.add(map.name()), map.name());
    }
    for (ProfileText profile : architecture().bootProfiles()) {
      assertEquals(name(), profile.arch());
      assertTrue(names.add(profile.name()), profile.name());
      assertTrue(profile.text().contains("image.none="), profile.name());
    }
  }

  @Test
  void sameOptionsGiveAnEqualModel() {
    assertEquals(models(), models());
    assertEquals(name(), model(Map.of()).name());
  }

  @Test
  void kernelWithGenericKasanRunsOnIt() {
    for (ArchModel model : models()) {
      try (TestKernel kernel = TestKernel.boot(model, 2, RAM_PAGES)) {
        kernel.attach(
            SchemeChoice.of(
                SchemeDescription.named(MisbehavingScheme.NAME).build(),
                new MisbehavingScheme(),
                Map.of()));
        var program = new RandomProgram(kernel, TestCaches.KASAN, 7);
        var probe = new Probe(kernel, program, bad -> true);
        program.run(STEPS, probe::around);
        assertTrue(probe.passed() > 0 && probe.found() > 0, model.layout().name());
      }
    }
  }

  @Test
  void isRegisteredAsWhatItIs() {
    Map<String, String> card = ServiceCard.of(architecture().getClass(), ArchInfo.PREFIX_);
    assumeTrue(card != null, "no DS file on the class path");
    if (card != null) {
      assertEquals(name(), card.get("name"));
      assertTrue(name().matches("[a-z0-9][a-z0-9-]*"), name());
      assertFalse(card.getOrDefault("title", "").isBlank(), "title");
    }
  }
}
