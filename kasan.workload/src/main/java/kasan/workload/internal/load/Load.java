// SPDX-License-Identifier: Apache-2.0
package kasan.workload.internal.load;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import kasan.api.memory.Machine;
import kasan.api.option.OptionSpec;
import kasan.api.option.Options;
import kasan.api.workload.EventField;
import kasan.api.workload.EventSource;
import kasan.api.workload.Workload;

/** A load made of profiles. */
public final class Load implements Workload {
  /**
   * Size of a file of a kernel tree: 1.5 GiB (docs/sources.md#real-guests) by the inodes that the
   * recording file-tree-cold found in one.
   */
  private static final long TREE_BYTES = 1536L << 20;

  private static final long DEFAULT_TREE_MIB = 1536;
  private static final long DEFAULT_SECONDS = 60;

  private static final Set<EventField> PROVIDES =
      EnumSet.of(
          EventField.PID,
          EventField.CACHE_NAME,
          EventField.GFP,
          EventField.SIZE,
          EventField.FREES,
          EventField.TASKS,
          EventField.VMALLOC,
          EventField.ACCESSES);

  private final Supplier<LoadProfile> profile;
  private final List<OptionSpec> options;

  private Load(Supplier<LoadProfile> profile, long seconds, long treeMib) {
    this.profile = profile;
    this.options = LoadShape.options(seconds, treeMib);
  }

  /** The load of a profile; trees are read as the built-in ones are. */
  public static Load of(LoadProfile profile) {
    return new Load(() -> profile, DEFAULT_SECONDS, 0);
  }

  /** A built-in load: the profile of a name, which is read when events are wanted. */
  public static Load builtIn(String name) {
    return builtIn(name, DEFAULT_SECONDS);
  }

  /** A built-in load that lasts so long unless somebody says otherwise. */
  public static Load builtIn(String name, long seconds) {
    return new Load(() -> resource(name), seconds, 0);
  }

  /** A built-in load that reads a kernel tree before. */
  public static Load afterTree(String name) {
    return new Load(() -> resource(name), DEFAULT_SECONDS, DEFAULT_TREE_MIB);
  }

  /** Reading a kernel tree, and nothing after it; the files are as on the machine of a profile. */
  public static Load treeAlone(String name) {
    return new Load(() -> resource(name), 0, DEFAULT_TREE_MIB);
  }

  private static TreeProfile kernelTree() {
    TreeProfile read = TreeProfile.of(resource("file-tree"), 1);
    return new TreeProfile(read.profile(), read.files(), TREE_BYTES / read.files());
  }

  private static LoadProfile resource(String name) {
    String file = name + ".load";
    try (InputStream in = Load.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalStateException("resource " + file);
      }
      return ProfileText.read(file, new InputStreamReader(in, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public List<OptionSpec> options() {
    return options;
  }

  @Override
  public Set<EventField> provides() {
    return Set.copyOf(PROVIDES);
  }

  @Override
  public EventSource open(Machine machine, Options given, long seed) {
    LoadShape shape = LoadShape.of(given);
    TreeProfile tree = shape.treeMib() > 0 ? kernelTree() : null;
    return new LoadSource(profile.get(), tree, shape, machine, seed);
  }
}
