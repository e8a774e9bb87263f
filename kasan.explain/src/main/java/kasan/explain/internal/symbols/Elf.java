// SPDX-License-Identifier: Apache-2.0
package kasan.explain.internal.symbols;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import kasan.api.BadInputException;

/** The functions in the symbol table of an ELF file, of either width and byte order. */
final class Elf {
  private static final int MAGIC = 0x7f454c46;
  private static final int SHT_SYMTAB = 2;
  private static final int STT_FUNC = 2;
  private static final int TYPE_MASK = 0xF;
  private static final int MAX_SYMBOL_BYTES = 1 << 30;

  /** Place of a field in 32-bit and in 64-bit files. */
  private record Layout(
      boolean wide,
      int sectionTable,
      int sectionEntry,
      int sectionCount,
      int sectionType,
      int sectionOffset,
      int sectionSize,
      int sectionLink,
      int symbolBytes,
      int symbolInfo,
      int symbolSection,
      int symbolValue,
      int symbolSize) {
    static final Layout NARROW = new Layout(false, 32, 46, 48, 4, 16, 20, 24, 16, 12, 14, 4, 8);
    static final Layout WIDE = new Layout(true, 40, 58, 60, 4, 24, 32, 40, 24, 4, 6, 8, 16);
  }

  /**
   * A function.
   *
   * @param value its address; in a module the offset in its section
   * @param size in bytes
   * @param section index of its section
   */
  record Function(long value, long size, int section) {}

  private Elf() {}

  /**
   * Finds functions.
   *
   * @param names those that are wanted
   * @return those that are there; static functions may share a name
   * @throws BadInputException when it is no ELF file with a symbol table
   */
  static Map<String, List<Function>> functions(Path file, Set<String> names) throws IOException {
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      throw new BadInputException(file + ": not a file, expected the image of a kernel");
    }
    try (FileChannel channel = FileChannel.open(file)) {
      return read(file, channel, names);
    } catch (NoSuchFileException e) {
      throw new BadInputException(file + ": no such file, expected the image of a kernel", e);
    } catch (BufferUnderflowException | IndexOutOfBoundsException | IllegalArgumentException e) {
      throw new BadInputException(file + ": a damaged ELF file", e);
    }
  }

  private static Map<String, List<Function>> read(Path file, FileChannel channel, Set<String> names)
      throws IOException {
    ByteBuffer head = map(channel, 0, Math.min(64, channel.size()));
    if (head.remaining() < 52 || head.getInt(0) != MAGIC) {
      throw new BadInputException(
          file + ": not an ELF file; expected vmlinux or a module, with debug information");
    }
    Layout layout = head.get(4) == 2 ? Layout.WIDE : Layout.NARROW;
    ByteOrder order = head.get(5) == 2 ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    head.order(order);
    long table = word(head, layout.sectionTable, layout);
    int entry = head.getShort(layout.sectionEntry) & 0xFFFF;
    int count = head.getShort(layout.sectionCount) & 0xFFFF;
    ByteBuffer sections = map(channel, table, (long) entry * count).order(order);
    for (int i = 0; i < count; i++) {
      int at = i * entry;
      if (sections.getInt(at + layout.sectionType) == SHT_SYMTAB) {
        int strings = sections.getInt(at + layout.sectionLink) * entry;
        return symbols(
            section(channel, sections, at, layout).order(order),
            section(channel, sections, strings, layout),
            layout,
            names);
      }
    }
    throw new BadInputException(file + ": has no symbol table; expected one that is not stripped");
  }

  private static ByteBuffer section(FileChannel channel, ByteBuffer sections, int at, Layout layout)
      throws IOException {
    return map(
        channel,
        word(sections, at + layout.sectionOffset, layout),
        word(sections, at + layout.sectionSize, layout));
  }

  private static ByteBuffer map(FileChannel channel, long from, long size) throws IOException {
    if (from < 0 || size < 0 || size > MAX_SYMBOL_BYTES || from + size > channel.size()) {
      throw new IndexOutOfBoundsException("section outside of the file");
    }
    MappedByteBuffer mapped = channel.map(FileChannel.MapMode.READ_ONLY, from, size);
    return mapped;
  }

  private static long word(ByteBuffer from, int at, Layout layout) {
    return layout.wide ? from.getLong(at) : from.getInt(at) & 0xFFFF_FFFFL;
  }

  private static Map<String, List<Function>> symbols(
      ByteBuffer table, ByteBuffer strings, Layout layout, Set<String> names) {
    Map<String, List<Function>> found = new HashMap<>();
    byte[] name = new byte[512];
    for (int at = 0; at + layout.symbolBytes <= table.limit(); at += layout.symbolBytes) {
      if ((table.get(at + layout.symbolInfo) & TYPE_MASK) != STT_FUNC) {
        continue;
      }
      int from = table.getInt(at);
      int length = 0;
      while (length < name.length && strings.get(from + length) != 0) {
        name[length] = strings.get(from + length);
        length++;
      }
      String text = new String(name, 0, length, ISO_8859_1);
      if (names.contains(text)) {
        found
            .computeIfAbsent(text, key -> new ArrayList<>())
            .add(
                new Function(
                    word(table, at + layout.symbolValue, layout),
                    word(table, at + layout.symbolSize, layout),
                    table.getShort(at + layout.symbolSection) & 0xFFFF));
      }
    }
    return found;
  }
}
