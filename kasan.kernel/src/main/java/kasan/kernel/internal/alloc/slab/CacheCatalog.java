// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal.alloc.slab;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.EnumSet;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Finds out how a cache was created from what a trace or slabinfo shows of it: its name, the size
 * of an object and the size of a slot on a kernel without KASAN. That is what it takes to lay it
 * out with KASAN.
 */
public final class CacheCatalog {
  /** Caches that differ in a size alone have it behind their name. */
  private static final Pattern NUMBER = Pattern.compile("-\\d+$");

  private final Map<String, CacheSpec> known = new TreeMap<>();

  /** The catalogue that is built in. */
  public CacheCatalog() {
    var properties = new Properties();
    try (InputStream in = CacheCatalog.class.getResourceAsStream("caches.properties")) {
      if (in == null) {
        throw new IllegalStateException("resource caches.properties");
      }
      properties.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    for (String name : properties.stringPropertyNames()) {
      known.put(name, parse(name, properties.getProperty(name)));
    }
  }

  /**
   * How the cache was created.
   *
   * @param objectBytes size of an object; for kmalloc of the class
   * @param slotBytes size of a slot on a kernel without KASAN; 0 when not known
   */
  public CacheSpec specOf(String name, long objectBytes, long slotBytes) {
    Set<CacheFlag> flags = EnumSet.noneOf(CacheFlag.class);
    long alignBytes = 0;
    CacheSpec named = known.get(NUMBER.matcher(name).replaceFirst("-N"));
    if (named != null) {
      flags.addAll(named.flags());
      alignBytes = named.alignBytes();
    }
    if (name.startsWith("kmalloc-") || name.startsWith("dma-kmalloc-")) {
      flags.add(CacheFlag.KMALLOC);
      if (name.startsWith("kmalloc-rcl-")) {
        flags.add(CacheFlag.RECLAIMABLE);
      }
      return new CacheSpec(name, objectBytes, Long.lowestOneBit(objectBytes), flags);
    }
    var spec = new CacheSpec(name, objectBytes, alignBytes, flags);
    if (slotBytes <= 0 || slotOf(spec) == slotBytes) {
      return spec;
    }
    return fitted(spec, slotBytes);
  }

  /** Adds what explains the slot: alignment to cache lines, a free pointer outside, alignment. */
  private static CacheSpec fitted(CacheSpec spec, long slotBytes) {
    CacheSpec aligned = with(spec, CacheFlag.HWCACHE_ALIGN);
    if (slotOf(aligned) == slotBytes) {
      return aligned;
    }
    CacheSpec constructed = with(spec, CacheFlag.CONSTRUCTOR);
    if (slotOf(constructed) == slotBytes) {
      return constructed;
    }
    CacheSpec both = with(aligned, CacheFlag.CONSTRUCTOR);
    if (slotOf(both) == slotBytes) {
      return both;
    }
    for (long align = 2 * SlabRules.POINTER_BYTES;
        align <= Long.lowestOneBit(slotBytes);
        align *= 2) {
      var tried = new CacheSpec(spec.name(), spec.objectBytes(), align, spec.flags());
      if (slotOf(tried) == slotBytes) {
        return tried;
      }
    }
    return spec;
  }

  private static CacheSpec with(CacheSpec spec, CacheFlag flag) {
    var flags = EnumSet.of(flag);
    flags.addAll(spec.flags());
    return new CacheSpec(spec.name(), spec.objectBytes(), spec.alignBytes(), flags);
  }

  private static long slotOf(CacheSpec spec) {
    return SlabLayout.slotBytesWithoutKasan(spec);
  }

  /** A line of the catalogue; its size is a stand-in. */
  private static CacheSpec parse(String name, String words) {
    Set<CacheFlag> flags = EnumSet.noneOf(CacheFlag.class);
    long alignBytes = 0;
    for (String word : words.strip().split(" +", -1)) {
      switch (word) {
        case "hwcache" -> flags.add(CacheFlag.HWCACHE_ALIGN);
        case "constructor" -> flags.add(CacheFlag.CONSTRUCTOR);
        case "rcu" -> flags.add(CacheFlag.TYPESAFE_BY_RCU);
        case "free-pointer-inside" -> flags.add(CacheFlag.FREE_POINTER_INSIDE);
        case "reclaimable" -> flags.add(CacheFlag.RECLAIMABLE);
        default -> {
          if (!word.startsWith("align-")) {
            throw new IllegalStateException("catalogue of caches, " + name + ": '" + word + "'");
          }
          alignBytes = Long.parseLong(word.substring(6));
        }
      }
    }
    return new CacheSpec(name, 1, alignBytes, flags);
  }
}
