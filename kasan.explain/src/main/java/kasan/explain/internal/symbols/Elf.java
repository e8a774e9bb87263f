// SPDX-License-Identifier: Apache-2.0
package kasan.explain.internal.symbols;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import kasan.api.BadInputException;
import kasan.explain.internal.symbols.Images.Image;

/** What an ELF file says of its functions, and whether it has debug information. */
final class Elf {
  private static final int SHT_SYMTAB = 2;
  private static final int STT_FUNC = 2;
  private static final int TYPE_MASK = 0xF;

  /** Shorter names stand among the entries of debug information, and not among its strings. */
  private static final int SHORTEST_STRING = 4;

  /** Places of fields of a symbol in 32-bit and in 64-bit files. */
  private record Layout(int bytes, int info, int section, int value, int size) {
    static final Layout NARROW = new Layout(16, 12, 14, 4, 8);
    static final Layout WIDE = new Layout(24, 4, 6, 8, 16);
  }

  /**
   * A function.
   *
   * @param value its address; in a module the offset in its section
   * @param size in bytes
   * @param section its name in a module; empty in an image, where addresses are whole
   */
  record Function(long value, long size, String section) {}

  /**
   * What was wanted of a file.
   *
   * @param functions by name; static functions may share one
   * @param hasDebug whether it has debug information (DWARF)
   */
  record Contents(Map<String, List<Function>> functions, boolean hasDebug) {}

  private Elf() {}

  /**
   * Finds functions.
   *
   * @param names those that are wanted
   * @throws BadInputException when it is no ELF file with a symbol table
   */
  static Contents read(Image image, Set<String> names) throws IOException {
    try (FileChannel channel = FileChannel.open(image.file())) {
      Sections sections = new Sections(image.label(), channel);
      int symbols = sections.ofType(SHT_SYMTAB);
      if (symbols < 0) {
        throw new BadInputException(
            image.label() + ": has no symbol table; expected one that is not stripped");
      }
      return new Contents(
          functions(sections, symbols, names),
          sections.has(".debug_info") || sections.has(".zdebug_info"));
    } catch (BufferUnderflowException | IndexOutOfBoundsException | IllegalArgumentException e) {
      throw new BadInputException(image.label() + ": a damaged or cut ELF file", e);
    }
  }

  private static Map<String, List<Function>> functions(
      Sections sections, int symbols, Set<String> names) throws IOException {
    Layout layout = sections.isWide() ? Layout.WIDE : Layout.NARROW;
    ByteBuffer table = sections.bytes(symbols);
    ByteBuffer strings = sections.bytes(sections.link(symbols));
    List<String> sectionNames = sections.isRelocatable() ? sections.names() : List.of();
    Map<String, List<Function>> found = new HashMap<>();
    for (int at = 0; at + layout.bytes <= table.limit(); at += layout.bytes) {
      if ((table.get(at + layout.info) & TYPE_MASK) != STT_FUNC) {
        continue;
      }
      String name = Sections.text(strings, table.getInt(at));
      if (names.contains(name)) {
        int section = table.getShort(at + layout.section) & 0xFFFF;
        found
            .computeIfAbsent(name, key -> new ArrayList<>())
            .add(
                new Function(
                    sections.word(table, at + layout.value),
                    sections.word(table, at + layout.size),
                    section < sectionNames.size() ? sectionNames.get(section) : ""));
      }
    }
    return found;
  }

  /**
   * Whether the debug information of a file may speak of a name, as far as its strings tell: all of
   * a kernel's takes many seconds to read. Linkers keep a string as the end of a longer one.
   */
  static boolean mayDescribe(Image image, String name) throws IOException {
    if (name.length() < SHORTEST_STRING) {
      return true;
    }
    try (FileChannel channel = FileChannel.open(image.file())) {
      Sections sections = new Sections(image.label(), channel);
      int strings = sections.names().indexOf(".debug_str");
      return strings < 0
          || sections.isCompressed(strings)
          || holds(sections.bytes(strings), (name + '\0').getBytes(ISO_8859_1));
    } catch (BufferUnderflowException | IndexOutOfBoundsException | IllegalArgumentException e) {
      throw new BadInputException(image.label() + ": a damaged or cut ELF file", e);
    }
  }

  private static boolean holds(ByteBuffer strings, byte[] text) {
    for (int at = 0; at + text.length <= strings.limit(); at++) {
      int same = 0;
      while (same < text.length && strings.get(at + same) == text[same]) {
        same++;
      }
      if (same == text.length) {
        return true;
      }
    }
    return false;
  }
}
