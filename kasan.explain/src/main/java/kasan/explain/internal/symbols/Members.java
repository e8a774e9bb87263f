// SPDX-License-Identifier: Apache-2.0
package kasan.explain.internal.symbols;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import kasan.explain.internal.symbols.Images.Image;
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

  private final Map<String, Structure> structures = new HashMap<>();

  /** Modules that were asked for a structure. */
  private final Set<String> asked = new HashSet<>();

  /**
   * A member.
   *
   * @param structure that it is in
   * @param name of it
   * @param offset of the byte that was accessed, counted from the start of the member
   */
  public record Member(String structure, String name, long offset) {}

  /** Reads the structures of all caches that some findings name. */
  public void lookUp(Images images, List<Finding> findings) throws IOException {
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
      for (String module : Sources.modules(finding)) {
        Structure known = structures.get(name);
        Image image = images.of(module);
        if (image != null
            && (known == null || !known.isKnown())
            && asked.add(module + ":" + name)) {
          structures.put(name, read(program, image, name));
        }
      }
    }
  }

  /** Only until the structure is whole: all of a kernel takes many seconds. */
  private static Structure read(Path program, Image image, String name) throws IOException {
    Structure structure = new Structure();
    if (Elf.mayDescribe(image, name)) {
      Child.run(
          List.of(
              program.toString(),
              "--name=" + name,
              "--show-children",
              "--debug-info",
              image.file().toString()),
          List.of(),
          structure::take);
    }
    return structure;
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
        || size != null && (structure.bytes() > size || size - structure.bytes() > MOST_PADDING)) {
      return null;
    }
    long offset = address - object.address();
    Structure.Entry entry = structure.at(offset);
    return entry == null
        ? null
        : new Member(structure(object.cache()), entry.name(), offset - entry.offset());
  }
}
