// SPDX-License-Identifier: Apache-2.0
package kasan.lab.api.finding;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A finding for machines: maps in a fixed order, lists, strings and whole numbers, as {@link
 * kasan.api.report.Result#tree()} wants them.
 *
 * <p>Addresses are strings of {@code 0x} and 16 hexadecimal digits. Stack traces are lists of lines
 * as Linux prints them, without the space in front. What a report does not say is null.
 */
public final class FindingTree {
  private static final int ADDRESS_DIGITS = 16;

  private FindingTree() {}

  /**
   * The tree: {@code bugClass, function, ip, access, size, address, task, faultRange, tags, info,
   * object, variable, stackFrame, vmalloc, page, allocated, freed, relatedWork, callTrace,
   * memoryState}. {@code function} is the bare name, {@code ip} the place in it; {@code access} is
   * {@code read}, {@code write} or {@code free}; {@code size} is null for a free.
   */
  public static Map<String, @Nullable Object> of(Finding finding) {
    Map<String, @Nullable Object> tree = new LinkedHashMap<>();
    Symbol function = finding.function();
    Access access = finding.access();
    tree.put("bugClass", finding.bugClass());
    tree.put("function", function == null ? null : function.name());
    tree.put("ip", text(function));
    tree.put("access", access == null ? null : lower(access.kind()));
    tree.put("size", access == null || access.size() == 0 ? null : unsigned(access.size()));
    tree.put("address", address(finding.address()));
    tree.put("task", access == null ? null : task(access.comm(), access.pid()));
    tree.put("faultRange", faultRange(finding.faultRange()));
    tree.put("tags", tags(finding.tags()));
    tree.put("info", info(finding.info()));
    tree.put("object", object(finding.object()));
    tree.put("variable", text(finding.variable()));
    tree.put("stackFrame", stackFrame(finding.stackFrame()));
    tree.put("vmalloc", vmalloc(finding.vmalloc()));
    tree.put("page", finding.page());
    tree.put("allocated", track(finding.allocated()));
    tree.put("freed", track(finding.freed()));
    List<Object> work = new ArrayList<>();
    for (StackTrace trace : finding.relatedWork()) {
      work.add(lines(trace));
    }
    tree.put("relatedWork", work);
    tree.put("callTrace", lines(finding.callTrace()));
    tree.put("memoryState", memoryState(finding.memoryState()));
    return Collections.unmodifiableMap(tree);
  }

  /** An address as trees carry it; null for none. */
  public static @Nullable String address(@Nullable Long address) {
    if (address == null) {
      return null;
    }
    String digits = Long.toHexString(address);
    return "0x" + "0".repeat(ADDRESS_DIGITS - digits.length()) + digits;
  }

  private static Object unsigned(long value) {
    return value >= 0 ? (Object) value : new BigInteger(Long.toUnsignedString(value));
  }

  private static @Nullable String text(@Nullable Symbol symbol) {
    return symbol == null ? null : symbol.text();
  }

  private static String lower(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  private static List<String> lines(StackTrace trace) {
    List<String> lines = new ArrayList<>();
    for (TraceLine line : trace.lines()) {
      lines.add(line.text().strip());
    }
    return lines;
  }

  private static Map<String, @Nullable Object> task(String comm, long pid) {
    Map<String, @Nullable Object> tree = new LinkedHashMap<>();
    tree.put("comm", comm);
    tree.put("pid", pid);
    return tree;
  }

  private static @Nullable Map<String, @Nullable Object> faultRange(@Nullable FaultRange range) {
    if (range == null) {
      return null;
    }
    Map<String, @Nullable Object> tree = new LinkedHashMap<>();
    tree.put("fault", range.fault());
    tree.put("likelihood", range.likelihood());
    tree.put("first", address(range.first()));
    tree.put("last", address(range.last()));
    return tree;
  }

  private static @Nullable Map<String, @Nullable Object> tags(@Nullable Tags tags) {
    if (tags == null) {
      return null;
    }
    Map<String, @Nullable Object> tree = new LinkedHashMap<>();
    tree.put("pointer", tags.pointer());
    tree.put("memory", tags.memory());
    return tree;
  }

  private static @Nullable Map<String, @Nullable Object> info(@Nullable DumpInfo info) {
    if (info == null) {
      return null;
    }
    Map<String, @Nullable Object> tree = new LinkedHashMap<>();
    tree.put("cpu", info.cpu());
    tree.put("uid", info.uid());
    tree.put("pid", info.pid());
    tree.put("comm", info.comm());
    tree.put("taint", info.taint());
    tree.put("release", info.release());
    tree.put("version", info.version().strip());
    tree.put("details", info.details());
    return tree;
  }

  private static @Nullable Map<String, @Nullable Object> object(@Nullable SlabObject object) {
    if (object == null) {
      return null;
    }
    Map<String, @Nullable Object> tree = new LinkedHashMap<>();
    tree.put("address", address(object.address()));
    tree.put("cache", object.cache());
    tree.put("size", object.size());
    SlabObject.Region region = object.region();
    if (region == null) {
      tree.put("region", null);
    } else {
      Map<String, @Nullable Object> part = new LinkedHashMap<>();
      part.put("distance", region.distance());
      part.put("side", lower(region.side()));
      part.put("state", region.state().word().isEmpty() ? null : region.state().word());
      part.put("size", region.size());
      part.put("start", address(region.start()));
      part.put("end", address(region.end()));
      tree.put("region", part);
    }
    return tree;
  }

  private static @Nullable Map<String, @Nullable Object> stackFrame(@Nullable StackFrame frame) {
    if (frame == null) {
      return null;
    }
    Map<String, @Nullable Object> tree = new LinkedHashMap<>();
    tree.put("task", task(frame.comm(), frame.pid()));
    tree.put("function", text(frame.function()));
    tree.put("offset", frame.function() == null ? null : frame.offset());
    List<Object> objects = new ArrayList<>();
    for (StackFrame.Variable variable : frame.objects()) {
      Map<String, @Nullable Object> part = new LinkedHashMap<>();
      part.put("start", variable.start());
      part.put("end", variable.end());
      part.put("name", variable.name());
      objects.add(part);
    }
    tree.put("objects", objects);
    return tree;
  }

  private static @Nullable Map<String, @Nullable Object> vmalloc(@Nullable VmallocRegion region) {
    if (region == null) {
      return null;
    }
    Map<String, @Nullable Object> tree = new LinkedHashMap<>();
    tree.put("pages", region.pages());
    tree.put("start", address(region.start()));
    tree.put("end", address(region.end()));
    tree.put("allocatedAt", text(region.allocatedAt()));
    return tree;
  }

  private static @Nullable Map<String, @Nullable Object> track(@Nullable Track track) {
    if (track == null) {
      return null;
    }
    Map<String, @Nullable Object> tree = new LinkedHashMap<>();
    tree.put("pid", track.pid());
    tree.put("cpu", track.cpu());
    tree.put("micros", track.micros());
    tree.put("stack", lines(track.stack()));
    return tree;
  }

  private static @Nullable Map<String, @Nullable Object> memoryState(@Nullable MemoryState state) {
    if (state == null) {
      return null;
    }
    Map<String, @Nullable Object> tree = new LinkedHashMap<>();
    tree.put("granule", state.granule());
    tree.put("firstBadAddress", address(state.firstBadAddress()));
    List<Object> rows = new ArrayList<>();
    for (MemoryState.Row row : state.rows()) {
      Map<String, @Nullable Object> part = new LinkedHashMap<>();
      part.put("address", address(row.address()));
      String text = row.toString();
      part.put("bytes", text.substring(text.indexOf(':') + 1).strip());
      rows.add(part);
    }
    tree.put("rows", rows);
    return tree;
  }
}
