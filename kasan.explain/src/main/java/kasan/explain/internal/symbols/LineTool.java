// SPDX-License-Identifier: Apache-2.0
package kasan.explain.internal.symbols;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import kasan.api.BadInputException;

/** Has llvm-symbolizer or addr2line look up addresses; both understand the same options. */
final class LineTool {
  private final Path program;

  /**
   * @throws BadInputException where neither is on the PATH
   */
  LineTool() {
    Path found = Child.find("llvm-symbolizer", "addr2line");
    if (found == null) {
      throw new BadInputException(
          "--vmlinux and --modules need llvm-symbolizer or addr2line on the PATH");
    }
    this.program = found;
  }

  /**
   * A place in source.
   *
   * @param function that it is in
   * @param file and line, such as {@code mm/slub.c:12}
   */
  record Place(String function, String file) {}

  /**
   * Looks up addresses in one file.
   *
   * <p>In a module they count from the start of a section. Only addr2line can be told which: others
   * take the functions of all sections for those of one.
   *
   * @param section of a module; empty for an image
   * @return for each that is known its places, the innermost inlined function first
   */
  Map<Long, List<Place>> lookUp(Path file, String section, Set<Long> addresses) throws IOException {
    List<String> command = new ArrayList<>();
    if (!section.isEmpty()) {
      Path sections = Child.find("addr2line");
      if (sections == null) {
        throw new BadInputException("--modules needs addr2line on the PATH");
      }
      command.addAll(List.of(sections.toString(), "-j", section));
    } else {
      command.add(program.toString());
    }
    if (section.isEmpty() && program.endsWith("llvm-symbolizer")) {
      command.addAll(List.of("--output-style=GNU", "--relativenames"));
    }
    command.addAll(List.of("-e", file.toString(), "-a", "-f", "-i"));
    List<String> input = new ArrayList<>();
    for (long address : new LinkedHashSet<>(addresses)) {
      input.add("0x" + Long.toHexString(address));
    }
    return read(Child.run(command, input, line -> true));
  }

  /** An address, then a function and its file and line for each level of inlining. */
  private static Map<Long, List<Place>> read(List<String> lines) {
    Map<Long, List<Place>> places = new HashMap<>();
    List<Place> current = new ArrayList<>();
    String function = null;
    for (String line : lines) {
      if (line.startsWith("0x") && function == null) {
        current = new ArrayList<>();
        places.put(Long.parseUnsignedLong(line.substring(2).strip(), 16), current);
      } else if (function == null) {
        function = line.strip();
      } else {
        String file = line.replaceFirst(" \\(discriminator \\d+\\)$", "");
        if (!file.startsWith("??") && !file.endsWith(":?") && !file.endsWith(":0")) {
          current.add(new Place(function, shortened(file)));
        }
        function = null;
      }
    }
    return places;
  }

  private static String shortened(String file) {
    return file.startsWith("./") ? file.substring(2) : file;
  }
}
