// SPDX-License-Identifier: Apache-2.0
package kasan.explain.internal.symbols;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A structure as llvm-dwarfdump prints it: the first that has members, with those directly in it.
 */
final class Structure {
  private static final Pattern TAG = Pattern.compile("^0x[0-9a-f]+:( +)DW_TAG_(\\w+)");
  private static final Pattern NAME = Pattern.compile("DW_AT_name\\s+\\(\"(.*)\"\\)");
  private static final Pattern BYTES =
      Pattern.compile("DW_AT_byte_size\\s+\\(0x([0-9a-f]{1,8})\\)");
  private static final Pattern PLACE =
      Pattern.compile("DW_AT_data_member_location\\s+\\(0x([0-9a-f]{1,8})\\)");

  private final List<Entry> entries = new ArrayList<>();
  private long bytes;
  private int depth = -1;
  private boolean inStructure;
  private boolean inMember;
  private String name = "";

  /**
   * A member.
   *
   * @param name of it; empty for none
   * @param offset in the structure
   */
  record Entry(String name, long offset) {}

  /**
   * Takes a line.
   *
   * @return false when the structure is whole
   */
  boolean take(String line) {
    Matcher tag = TAG.matcher(line);
    if (tag.find()) {
      return begin(tag.group(2), tag.group(1).length());
    }
    Matcher named = NAME.matcher(line);
    Matcher size = BYTES.matcher(line);
    Matcher place = PLACE.matcher(line);
    if (inMember && named.find()) {
      name = named.group(1);
    } else if (inStructure && size.find()) {
      bytes = Long.parseLong(size.group(1), 16);
    } else if (inMember && place.find()) {
      entries.add(new Entry(name, Long.parseLong(place.group(1), 16)));
    }
    return true;
  }

  private boolean begin(String tag, int indent) {
    if (depth >= 0 && indent <= depth && !entries.isEmpty()) {
      return false;
    }
    boolean structure = tag.equals("structure_type");
    if (structure && (depth < 0 || indent <= depth)) {
      depth = indent;
      bytes = 0;
    }
    inStructure = structure && indent == depth;
    inMember = tag.equals("member") && indent == depth + 2;
    name = "";
    return true;
  }

  boolean isKnown() {
    return !entries.isEmpty();
  }

  long bytes() {
    return bytes;
  }

  /** The member that a byte lies in; null for none. */
  @Nullable Entry at(long offset) {
    Entry found = null;
    for (Entry entry : entries) {
      if (entry.offset <= offset && (found == null || entry.offset >= found.offset)) {
        found = entry;
      }
    }
    return offset >= bytes ? null : found;
  }
}
