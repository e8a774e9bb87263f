// SPDX-License-Identifier: Apache-2.0
package kasan.suite.internal.text;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import kasan.suite.internal.program.Statement.Local;
import kasan.suite.internal.program.Verb;

/** Names that a program has given so far, and what each stands for. */
final class Names {
  /** Constants of the kernel: granule, its part that counts in tag modes, sizes. */
  static final List<String> CONSTANTS = List.of("G", "O", "MAXC", "PAGE");

  private final Map<String, Kind> kinds = new HashMap<>();

  Names() {
    for (String constant : CONSTANTS) {
      kinds.put(constant, Kind.VALUE);
    }
  }

  /** What a name stands for. */
  enum Kind {
    /** A number or an address. */
    VALUE("value"),
    /** A slab cache. */
    CACHE("cache"),
    /** A mempool. */
    POOL("mempool"),
    /** A task. */
    TASK("task"),
    /** A stack frame. */
    FRAME("frame");

    private final String word;

    Kind(String word) {
      this.word = word;
    }
  }

  /** A statement gives a value to a name. */
  void give(Where where, String name, Verb verb) {
    if (!name.matches("[a-z][A-Za-z0-9_]*")) {
      throw where.expected("a name in small letters before '='", name);
    }
    Kind kind =
        switch (verb) {
          case CACHE -> Kind.CACHE;
          case MEMPOOL_KMALLOC, MEMPOOL_SLAB, MEMPOOL_PAGE -> Kind.POOL;
          case FORK -> Kind.TASK;
          case ENTER -> Kind.FRAME;
          default -> Kind.VALUE;
        };
    Kind old = kinds.put(name, kind);
    if (old != null && old != kind) {
      throw where.expected("another name than that of a " + old.word, name);
    }
  }

  /** Variables of a frame can be named from now on. */
  void giveLocals(String frame, List<Local> locals) {
    for (Local local : locals) {
      kinds.put(frame + "." + local.name(), Kind.VALUE);
    }
  }

  /** A statement uses a name. */
  void use(Where where, Kind kind, String name) {
    if (kinds.get(name) != kind) {
      List<String> known =
          kinds.keySet().stream().filter(each -> kinds.get(each) == kind).sorted().toList();
      throw where.unknown(kind.word, name, known);
    }
  }
}
