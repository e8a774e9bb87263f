// SPDX-License-Identifier: Apache-2.0
package kasan.lab.internal.fake;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import kasan.api.arch.Architecture;
import kasan.api.memory.Machine;
import kasan.api.option.Options;
import kasan.api.report.Reporter;
import kasan.api.scheme.ShadowScheme;
import kasan.api.workload.EventField;
import kasan.api.workload.EventSource;
import kasan.api.workload.Recording;
import kasan.api.workload.RecordingInput;
import kasan.api.workload.RecordingReader;
import kasan.api.workload.Workload;
import kasan.lab.api.inventory.ExtensionKind;
import kasan.lab.api.inventory.Extensions;
import kasan.lab.api.inventory.Inventory;
import kasan.lab.api.recording.Recordings;

/** Builds inventories of fakes, registered in an order that a seed decides. */
public final class Surroundings {
  private final List<Map.Entry<Map<String, Object>, ShadowScheme>> schemes = new ArrayList<>();
  private final List<Map.Entry<Map<String, Object>, Architecture>> archs = new ArrayList<>();
  private final List<Map.Entry<Map<String, Object>, Workload>> workloads = new ArrayList<>();
  private final Recording recording;

  /**
   * The floor and the architecture {@code x86} are there.
   *
   * @param recording what every path leads to
   */
  public Surroundings(Recording recording) {
    this.recording = recording;
    arch("x86", 10);
    scheme("floor", new FakeScheme(), Map.of("kasan.scheme.contender", false));
  }

  /** Adds an architecture. */
  public Surroundings arch(String name, int ranking) {
    archs.add(
        Map.entry(Map.of("kasan.arch.name", name, "service.ranking", ranking), new FakeArch(name)));
    return this;
  }

  /** Adds schemes of these names. */
  public Surroundings schemes(String... names) {
    for (String name : names) {
      scheme(name, new FakeScheme(), Map.of());
    }
    return this;
  }

  /** Adds a scheme. */
  public Surroundings scheme(String name, ShadowScheme scheme, Map<String, Object> properties) {
    var all = new HashMap<String, Object>(properties);
    all.put("kasan.scheme.name", name);
    all.put("kasan.scheme.title", "the scheme " + name);
    schemes.add(Map.entry(all, scheme));
    return this;
  }

  /** Adds a workload that nobody opens. */
  public Surroundings workload(String name) {
    workloads.add(Map.entry(Map.of("kasan.workload.name", name), new NeverOpened()));
    return this;
  }

  private static final class NeverOpened implements Workload {
    @Override
    public Set<EventField> provides() {
      return Set.of();
    }

    @Override
    public EventSource open(Machine machine, Options options, long seed) {
      throw new UnsupportedOperationException();
    }
  }

  /** What the lab sees when bundles start in the order that the seed gives. */
  public Inventory inventory(long seed) {
    var random = new Random(seed);
    Collections.shuffle(schemes, random);
    Collections.shuffle(archs, random);
    List<Map.Entry<Map<String, Object>, RecordingReader>> readers =
        List.of(Map.entry(Map.of("kasan.reader.name", "fake"), new FakeReader()));
    List<Map.Entry<Map<String, Object>, Reporter>> reporters = List.of();
    return new Inventory(
        "1.2.3",
        new FakeKernel.Factory(),
        null,
        new OneRecording(),
        null,
        Extensions.of(ExtensionKind.SCHEMES, schemes),
        Extensions.of(ExtensionKind.ARCHS, archs),
        Extensions.of(ExtensionKind.WORKLOADS, workloads),
        Extensions.of(ExtensionKind.READERS, readers),
        Extensions.of(ExtensionKind.REPORTERS, reporters));
  }

  private final class OneRecording implements Recordings {
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

  private final class FakeReader implements RecordingReader {
    @Override
    public int recognise(RecordingInput input) {
      return 100;
    }

    @Override
    public SortedMap<String, String> settings() {
      return new TreeMap<>(Map.of("ram", "RAM of the machine"));
    }

    @Override
    public Recording open(RecordingInput input, Map<String, String> settings) {
      return recording;
    }
  }
}
