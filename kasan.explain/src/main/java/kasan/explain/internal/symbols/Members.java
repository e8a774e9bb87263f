// SPDX-License-Identifier: Apache-2.0
package kasan.explain.internal.symbols;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import kasan.lab.api.finding.Finding;
import kasan.lab.api.finding.SlabObject;
import org.jspecify.annotations.Nullable;

/**
 * Members of the structures that caches are for, as the debug information of a kernel has them.
 *
 * <p>Most caches have the name of their structure (KMEM_CACHE). The others are listed here, as the
 * kernel creates them. A structure that is larger than the objects of its cache is not it.
 */
public final class Members {
  private static final int MOST_PADDING = 128;

  /** Caches whose names say nothing of their structure. */
  private static final Map<String, String> STRUCTURES =
      Map.ofEntries(
          Map.entry("filp", "file"),
          Map.entry("inode_cache", "inode"),
          Map.entry("sock_inode_cache", "socket_alloc"),
          Map.entry("ext4_inode_cache", "ext4_inode_info"),
          Map.entry("proc_inode_cache", "proc_inode"),
          Map.entry("shmem_inode_cache", "shmem_inode_info"),
          Map.entry("skbuff_head_cache", "sk_buff"),
          Map.entry("signal_cache", "signal_struct"),
          Map.entry("sighand_cache", "sighand_struct"),
          Map.entry("files_cache", "files_struct"),
          Map.entry("cred_jar", "cred"),
          Map.entry("TCP", "tcp_sock"),
          Map.entry("TCPv6", "tcp6_sock"),
          Map.entry("UDP", "udp_sock"),
          Map.entry("UDPv6", "udp6_sock"),
          Map.entry("UNIX", "unix_sock"),
          Map.entry("bdev_cache", "bdev_inode"),
          Map.entry("kernfs_node_cache", "kernfs_node"));

  private static final Pattern TAG = Pattern.compile("^0x[0-9a-f]+:( +)DW_TAG_(\\w+)");
  private static final Pattern NAME = Pattern.compile("DW_AT_name\\s+\\(\"(.*)\"\\)");
  private static final Pattern BYTES =
      Pattern.compile("DW_AT_byte_size\\s+\\(0x([0-9a-f]{1,8})\\)");
  private static final Pattern PLACE =
      Pattern.compile("DW_AT_data_member_location\\s+\\(0x([0-9a-f]{1,8})\\)");

  private final Map<String, Structure> structures = new HashMap<>();

  /** Where a structure has its members. */
  private record Structure(String name, long bytes, List<Entry> entries) {}

  private record Entry(String name, long offset) {}

  /**
   * A member.
   *
   * @param structure that it is in
   * @param name of it
   * @param offset of the byte that was accessed, counted from the start of the member
   */
  public record Member(String structure, String name, long offset) {}

  /** Reads the structures of all caches that some findings name. */
  public void lookUp(Path vmlinux, List<Finding> findings) throws IOException {
    Path program = Child.find("llvm-dwarfdump");
    if (program == null) {
      return;
    }
    for (Finding finding : findings) {
      SlabObject object = finding.object();
      if (object == null || object.cache().isEmpty() || object.cache().startsWith("kmalloc-")) {
        continue;
      }
      String name = structure(object.cache());
      if (!structures.containsKey(name)) {
        structures.put(
            name,
            read(
                name,
                Child.run(
                    List.of(
                        program.toString(),
                        "--name=" + name,
                        "--show-children",
                        "--debug-info",
                        vmlinux.toString()),
                    List.of())));
      }
    }
  }

  private static String structure(String cache) {
    return STRUCTURES.getOrDefault(cache, cache);
  }

  /** The member that the address of a finding lies in; null where that is not known. */
  public @Nullable Member of(Finding finding) {
    SlabObject object = finding.object();
    Long address = finding.address();
    if (object == null || address == null) {
      return null;
    }
    Structure structure = structures.get(structure(object.cache()));
    Long size = object.size();
    if (structure == null
        || size != null && (structure.bytes > size || size - structure.bytes > MOST_PADDING)) {
      return null;
    }
    long offset = address - object.address();
    Entry found = null;
    for (Entry entry : structure.entries) {
      if (entry.offset <= offset && (found == null || entry.offset >= found.offset)) {
        found = entry;
      }
    }
    return found == null || offset >= structure.bytes
        ? null
        : new Member(structure.name, found.name, offset - found.offset);
  }

  /** The first structure of the name that has members, with those that are directly in it. */
  private static Structure read(String wanted, List<String> lines) {
    List<Entry> entries = new ArrayList<>();
    long bytes = 0;
    int depth = -1;
    boolean inStructure = false;
    boolean inMember = false;
    String name = "";
    for (String line : lines) {
      Matcher tag = TAG.matcher(line);
      if (tag.find()) {
        int indent = tag.group(1).length();
        if (depth >= 0 && indent <= depth && !entries.isEmpty()) {
          break;
        }
        boolean structure = tag.group(2).equals("structure_type");
        if (structure && (depth < 0 || indent <= depth)) {
          depth = indent;
          bytes = 0;
        }
        inStructure = structure && indent == depth;
        inMember = tag.group(2).equals("member") && indent == depth + 2;
        name = "";
        continue;
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
    }
    return new Structure(wanted, bytes, entries);
  }
}
