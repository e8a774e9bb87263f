// SPDX-License-Identifier: Apache-2.0
package kasan.explain.internal.symbols;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.List;
import kasan.api.BadInputException;

/**
 * The sections of an ELF file, of either width and byte order; none is read before it is asked for.
 */
final class Sections {
  private static final int MAGIC = 0x7f454c46;
  private static final int HEAD_BYTES = 64;
  private static final int TYPE = 16;
  private static final int ET_REL = 1;
  private static final int SHT_NOBITS = 8;
  private static final int SHF_COMPRESSED = 1 << 11;
  private static final int MAX_SECTION_BYTES = 1 << 30;
  private static final int MAX_NAME = 512;

  /** Places of fields in 32-bit and in 64-bit files. */
  private record Layout(
      boolean wide, int table, int entry, int flags, int offset, int size, int link) {
    static final Layout NARROW = new Layout(false, 32, 46, 8, 16, 20, 24);
    static final Layout WIDE = new Layout(true, 40, 58, 8, 24, 32, 40);
  }

  private final FileChannel channel;
  private final Layout layout;
  private final ByteBuffer head;
  private final ByteBuffer table;
  private final int entry;
  private final List<String> names = new ArrayList<>();

  /**
   * Reads the table of sections.
   *
   * @throws BadInputException when it is no ELF file
   * @throws IndexOutOfBoundsException when it is damaged or cut
   */
  Sections(String label, FileChannel channel) throws IOException {
    this.channel = channel;
    this.head = map(channel, 0, Math.min(HEAD_BYTES, channel.size()));
    if (head.remaining() < HEAD_BYTES || head.getInt(0) != MAGIC) {
      throw new BadInputException(
          label + ": not an ELF file; expected vmlinux or a module, with debug information");
    }
    this.layout = head.get(4) == 2 ? Layout.WIDE : Layout.NARROW;
    head.order(head.get(5) == 2 ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
    this.entry = head.getShort(layout.entry) & 0xFFFF;
    int count = head.getShort(layout.entry + 2) & 0xFFFF;
    this.table = map(channel, word(head, layout.table), (long) entry * count).order(head.order());
    ByteBuffer strings = bytes(head.getShort(layout.entry + 4) & 0xFFFF);
    for (int i = 0; i < count; i++) {
      names.add(text(strings, table.getInt(i * entry)));
    }
  }

  boolean isWide() {
    return layout.wide;
  }

  /**
   * Whether it is a module or another object, where addresses count from the start of a section.
   */
  boolean isRelocatable() {
    return head.getShort(TYPE) == ET_REL;
  }

  /** The names of all sections. */
  List<String> names() {
    return List.copyOf(names);
  }

  /** The first section of a type; -1 for none. */
  int ofType(int type) {
    for (int i = 0; i < names.size(); i++) {
      if (type(i) == type) {
        return i;
      }
    }
    return -1;
  }

  private int type(int section) {
    return table.getInt(section * entry + 4);
  }

  /** The section with the names of a symbol table. */
  int link(int section) {
    return table.getInt(section * entry + layout.link);
  }

  /** Whether a section is there, and its bytes too. */
  boolean has(String name) {
    int section = names.indexOf(name);
    return section >= 0 && type(section) != SHT_NOBITS;
  }

  boolean isCompressed(int section) {
    return (word(table, section * entry + layout.flags) & SHF_COMPRESSED) != 0;
  }

  /** The bytes of a section. */
  ByteBuffer bytes(int section) throws IOException {
    int at = section * entry;
    return map(channel, word(table, at + layout.offset), word(table, at + layout.size))
        .order(head.order());
  }

  private static ByteBuffer map(FileChannel channel, long from, long size) throws IOException {
    if (from < 0 || size < 0 || size > MAX_SECTION_BYTES || from + size > channel.size()) {
      throw new IndexOutOfBoundsException("section outside of the file");
    }
    return channel.map(FileChannel.MapMode.READ_ONLY, from, size);
  }

  /** A number as wide as addresses are. */
  long word(ByteBuffer from, int at) {
    return layout.wide ? from.getLong(at) : from.getInt(at) & 0xFFFF_FFFFL;
  }

  /** A name that ends with a zero. */
  static String text(ByteBuffer strings, int from) {
    int length = 0;
    while (length < MAX_NAME && strings.get(from + length) != 0) {
      length++;
    }
    byte[] name = new byte[length];
    for (int i = 0; i < length; i++) {
      name[i] = strings.get(from + i);
    }
    return new String(name, ISO_8859_1);
  }
}
