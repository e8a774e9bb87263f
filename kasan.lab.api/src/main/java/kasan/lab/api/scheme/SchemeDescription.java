// SPDX-License-Identifier: Apache-2.0
package kasan.lab.api.scheme;

import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import kasan.api.scheme.SchemeInfo;

/**
 * What the registration of a scheme says of it: {@link SchemeInfo} as a value.
 *
 * @param name in reports and for {@code --schemes}
 * @param title what distinguishes it
 * @param source where the design comes from
 * @param granuleBytes bytes of memory that one unit of shadow describes; 0 without shadow
 * @param instrumentation it works with; empty for a scheme that has nothing to check
 * @param layoutClass of objects and pointers
 * @param anyLayout whether it can also stand on objects laid out for another class
 * @param staticCost formula of what stands from boot on
 * @param vmalloc whether it shadows the vmalloc area
 * @param misses classes of bugs that the design misses
 * @param contender whether comparisons rank it
 */
public record SchemeDescription(
    String name,
    String title,
    String source,
    int granuleBytes,
    Set<Instrumentation> instrumentation,
    LayoutClass layoutClass,
    boolean anyLayout,
    String staticCost,
    boolean vmalloc,
    Set<MissReason> misses,
    boolean contender) {

  /** Copies the sets. */
  public SchemeDescription {
    instrumentation = copy(Instrumentation.class, instrumentation);
    misses = copy(MissReason.class, misses);
  }

  private static <E extends Enum<E>> Set<E> copy(Class<E> type, Collection<E> values) {
    EnumSet<E> copy = EnumSet.noneOf(type);
    copy.addAll(values);
    return Collections.unmodifiableSet(copy);
  }

  /**
   * Reads the service properties of a registration.
   *
   * @throws kasan.api.BadInputException for the first property that says what no scheme can be, in
   *     one line
   */
  public static SchemeDescription of(Map<String, Object> properties) {
    return SchemeProperties.read(properties);
  }

  /** A scheme of this name that is otherwise as {@link SchemeInfo} has it unless told. */
  public static Builder named(String name) {
    return new Builder(name);
  }

  /** Whether it has nothing to check, and can so stand on any kernel. */
  public boolean shadowless() {
    return instrumentation.isEmpty();
  }

  /** Whether the machine looks at accesses, whatever was compiled in. */
  public boolean inHardware() {
    return instrumentation.contains(Instrumentation.HARDWARE);
  }

  /**
   * Whether its shadow byte lies at {@code (address >> scale) + offset}, where compiled code looks
   * and writes on its own; without that there is neither inline instrumentation nor protection of
   * stack frames.
   */
  public boolean contiguous() {
    return instrumentation.contains(Instrumentation.INLINE) && !inHardware();
  }

  /** Whether a unit of shadow is a tag, to be compared with that of the pointer. */
  public boolean tagged() {
    return layoutClass == LayoutClass.TAGS;
  }

  /** The mode of KASAN that its kernels run in. */
  public KasanMode mode() {
    if (!tagged()) {
      return KasanMode.GENERIC;
    }
    return inHardware() ? KasanMode.HW_TAGS : KasanMode.SW_TAGS;
  }

  /**
   * How kernels are compiled for it when somebody asks for outline, inline, or both: a scheme that
   * does not depend on it has one kernel.
   */
  public List<Instrumentation> compiledAs(Collection<Instrumentation> wanted) {
    if (inHardware()) {
      return List.of(Instrumentation.HARDWARE);
    }
    return shadowless() ? List.of(Instrumentation.NONE) : List.copyOf(wanted);
  }

  /** Whether it can stand on a kernel that is compiled so; on any when it has nothing to check. */
  public boolean worksWith(Instrumentation how) {
    return shadowless() || instrumentation.contains(how);
  }

  /** The words of the instrumentation that it works with, for a sentence. */
  public String instrumentationWords() {
    return String.join(", ", Instrumentation.words(instrumentation));
  }

  /** Makes one step by step; what is not said is as {@link SchemeInfo} has it. */
  public static final class Builder {
    private final String name;
    private String title = "";
    private String source = "";
    private int granuleBytes = 8;
    private Set<Instrumentation> instrumentation =
        EnumSet.of(Instrumentation.OUTLINE, Instrumentation.INLINE);
    private LayoutClass layoutClass = LayoutClass.GENERIC;
    private boolean anyLayout;
    private String staticCost = "";
    private boolean vmalloc = true;
    private Set<MissReason> misses = EnumSet.noneOf(MissReason.class);
    private boolean contender = true;

    private Builder(String name) {
      this.name = name;
    }

    /** What distinguishes it. */
    public Builder title(String text) {
      title = text;
      return this;
    }

    /** Where the design comes from. */
    public Builder source(String text) {
      source = text;
      return this;
    }

    /** Memory that one unit of shadow describes; 0 without shadow. */
    public Builder granuleBytes(int bytes) {
      granuleBytes = bytes;
      return this;
    }

    /** What it works with; nothing for a scheme that checks nothing. */
    public Builder instrumentation(Instrumentation... several) {
      return instrumentation(List.of(several));
    }

    /** What it works with; nothing for a scheme that checks nothing. */
    public Builder instrumentation(Collection<Instrumentation> several) {
      instrumentation = copy(Instrumentation.class, several);
      return this;
    }

    /** Class of object layout and pointers. */
    public Builder layoutClass(LayoutClass value) {
      layoutClass = value;
      return this;
    }

    /** Whether it can also stand on objects laid out for another class. */
    public Builder anyLayout(boolean value) {
      anyLayout = value;
      return this;
    }

    /** Formula of what stands from boot on. */
    public Builder staticCost(String formula) {
      staticCost = formula;
      return this;
    }

    /** Whether it shadows the vmalloc area. */
    public Builder vmalloc(boolean value) {
      vmalloc = value;
      return this;
    }

    /** Classes of bugs that the design misses. */
    public Builder misses(Collection<MissReason> several) {
      misses = copy(MissReason.class, several);
      return this;
    }

    /** Whether comparisons rank it. */
    public Builder contender(boolean value) {
      contender = value;
      return this;
    }

    /** The description. */
    public SchemeDescription build() {
      return new SchemeDescription(
          name,
          title,
          source,
          granuleBytes,
          instrumentation,
          layoutClass,
          anyLayout,
          staticCost,
          vmalloc,
          misses,
          contender);
    }
  }
}
