// SPDX-License-Identifier: Apache-2.0
package kasan.workload.internal.recording;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import kasan.api.BadInputException;
import kasan.api.arch.DirectMap;
import kasan.api.arch.DirectMaps;
import kasan.api.arch.KernelFacts;
import kasan.api.arch.KernelFacts.ProcMark;
import kasan.lab.api.wall.ForeignFailure;
import org.jspecify.annotations.Nullable;

/** The kernels that recordings may come from, as architectures tell of them; chooses one. */
public final class KnownKernels {
  private static final String UNKNOWN_ADDRESS = "0x...";

  private final List<DirectMap> readable = new ArrayList<>();
  private final List<DirectMap> named = new ArrayList<>();

  /**
   * @param sources the one that is meant where nothing tells comes first
   */
  public KnownKernels(List<? extends DirectMaps> sources) {
    this(sources, failure -> {});
  }

  /**
   * @param sources as above
   * @param leftOut is told of those that fail
   */
  public KnownKernels(List<? extends DirectMaps> sources, Consumer<ForeignFailure> leftOut) {
    for (DirectMaps source : sources) {
      try {
        for (DirectMap map : source.directMaps()) {
          (map.kernel() == null ? named : readable).add(map);
        }
      } catch (ForeignFailure e) {
        leftOut.accept(e);
      }
    }
  }

  /** A direct map, as an example for messages. */
  String someDirectMap() {
    return readable.isEmpty() ? UNKNOWN_ADDRESS : "0x" + Long.toHexString(readable.get(0).start());
  }

  /** Whether no other map of its architecture comes before it. */
  boolean isUsual(DirectMap map) {
    for (DirectMap each : readable) {
      if (each.arch().equals(map.arch())) {
        return Objects.equals(each, map); // is the same, as a rule
      }
    }
    return true;
  }

  /** Whether a page of any of them can start at an address. */
  boolean anyPageStartsAt(long address) {
    for (DirectMap map : readable) {
      if ((address & (1L << new KernelKind(List.of(map)).facts().pageShift()) - 1) == 0) {
        return true;
      }
    }
    return readable.isEmpty();
  }

  /** Those whose direct map can hold an address; all when there is none. */
  List<DirectMap> holding(long address) {
    List<DirectMap> holding = readable.stream().filter(each -> each.holds(address)).toList();
    return holding.isEmpty() ? List.copyOf(readable) : holding;
  }

  /**
   * Chooses the architecture.
   *
   * @param label of the trace, for messages
   * @param tells whether /proc has a line
   * @param seen what the events told
   * @param ramStart where RAM starts, in bytes; null when nobody tells
   * @param givenBase where the user says that the direct map starts; null when nothing is said
   * @throws BadInputException when it is none whose recordings can be read
   */
  KernelKind choose(
      String label,
      Predicate<ProcMark> tells,
      DirectMapBase seen,
      @Nullable Long ramStart,
      @Nullable Long givenBase) {
    if (readable.isEmpty()) {
      throw new BadInputException(
          label + ": no architecture is there that recordings can be read of; 'archs' lists them");
    }
    OtherMachine other = givenBase == null ? OtherMachine.told(tells) : null;
    if (other != null) {
      throw new BadInputException(
          label + ": " + other.inWords() + "; expected one of " + readableArchs());
    }
    List<DirectMap> possible = byAddress(label, seen, givenBase);
    List<DirectMap> told =
        possible.stream()
            .filter(each -> new KernelKind(List.of(each)).facts().marks().stream().anyMatch(tells))
            .toList();
    if (!told.isEmpty()) {
      possible = told;
    }
    return kind(possible, best(possible, seen, ramStart));
  }

  private List<DirectMap> byAddress(String label, DirectMapBase seen, @Nullable Long givenBase) {
    if (seen.highestAddress() == 0) {
      return readable;
    }
    List<DirectMap> possible =
        readable.stream()
            .filter(each -> each.holds(seen.lowestAddress()) && each.holds(seen.highestAddress()))
            .toList();
    if (possible.isEmpty() && givenBase != null) {
      return readable;
    }
    if (possible.isEmpty()) {
      throw refusal(label, seen.lowestAddress(), seen.highestAddress());
    }
    return possible;
  }

  private String readableArchs() {
    Set<String> archs = new LinkedHashSet<>();
    readable.forEach(each -> archs.add(each.arch()));
    return String.join(", ", archs);
  }

  private BadInputException refusal(String label, long lowest, long highest) {
    String readableArchs = readableArchs();
    String addresses = Long.toHexString(lowest) + " to " + Long.toHexString(highest);
    for (DirectMap map : named) {
      if (map.holds(lowest) && map.holds(highest)) {
        return new BadInputException(
            label
                + ": objects from "
                + addresses
                + ", so a kernel of "
                + map.arch()
                + (map.title().isEmpty() ? "" : ", " + map.title())
                + "; expected one of "
                + readableArchs);
      }
    }
    return new BadInputException(
        label
            + ": objects from "
            + addresses
            + " are in no direct map of "
            + readableArchs
            + "; expected --set "
            + MachineSettings.DIRECT_MAP_BASE
            + "=0x..., where the direct map of that machine starts");
  }

  /** A fixed map in the very place says more than one that may lie anywhere. */
  private static DirectMap best(
      List<DirectMap> possible, DirectMapBase seen, @Nullable Long ramStart) {
    Long favourite = seen.favourite();
    if (favourite != null) {
      for (DirectMap map : possible) {
        if (map.origin() == DirectMap.Origin.RAM_START && seen.agrees(map, favourite, ramStart)) {
          return map;
        }
      }
      for (DirectMap map : possible) {
        if (map.origin() != DirectMap.Origin.RAM_START) {
          return map;
        }
      }
    }
    return possible.get(0);
  }

  /** All that are possible and differ from the best in where the direct map starts only. */
  private static KernelKind kind(List<DirectMap> possible, DirectMap best) {
    KernelFacts facts = new KernelKind(List.of(best)).facts();
    return new KernelKind(
        possible.stream()
            .filter(
                each ->
                    each.arch().equals(best.arch())
                        && Objects.equals(new KernelKind(List.of(each)).facts(), facts))
            .toList());
  }
}
