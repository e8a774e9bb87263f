// SPDX-License-Identifier: Apache-2.0
package kasan.suite.internal.random;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Writes a random program in the text of the suite: objects of all kinds come and go on several
 * CPUs and are used rightly and wrongly. It ends with freeing what it still has, so that many
 * programs can run on one kernel. The same seed gives the same program.
 */
final class ProgramMaker {
  private static final int[] SIZES = {1, 2, 4, 8, 16};

  private final Random random;
  private final int cpus;
  private final long pageBytes;
  private final boolean vmalloc;
  private final boolean stack;
  private final StringBuilder text = new StringBuilder();
  private final List<Thing> live = new ArrayList<>();
  private final List<Thing> dead = new ArrayList<>();
  private int names;
  private boolean inFunction;
  private boolean lastPlain;

  /**
   * @param cpus that statements run on
   * @param pageBytes size of a page
   * @param vmalloc whether vmalloc areas take part
   * @param stack whether stack frames do
   */
  ProgramMaker(long seed, int cpus, long pageBytes, boolean vmalloc, boolean stack) {
    this.random = new Random(seed);
    this.cpus = cpus;
    this.pageBytes = pageBytes;
    this.vmalloc = vmalloc;
    this.stack = stack;
  }

  /** A kind of memory, and how it is had and given back. */
  private enum Kind {
    KMALLOC("kfree %s"),
    CACHE("cache_free c%d %s"),
    PAGES("free_pages %s %d"),
    VMALLOC("vfree %s"),
    STACK("");

    final String free;

    Kind(String free) {
      this.free = free;
    }
  }

  /** Something that was handed out. */
  private record Thing(String name, Kind kind, long bytes, int detail) {}

  /**
   * Writes one program.
   *
   * @param steps statements before it cleans up
   */
  String make(int steps) {
    line("c0 = cache " + (1 + random.nextInt(300)));
    line("c1 = cache " + 8 * (1 + random.nextInt(600)) + (random.nextInt(4) == 0 ? " rcu" : ""));
    for (int i = 0; i < steps; i++) {
      step();
    }
    if (inFunction) {
      line("leave");
    }
    for (Thing thing : live) {
      if (thing.kind != Kind.STACK) {
        line(freeing(thing));
      }
    }
    line("cache_destroy c0");
    line("cache_destroy c1");
    return text.toString();
  }

  private void line(String statement) {
    text.append(statement).append('\n');
  }

  private String place() {
    return random.nextInt(3) == 0 ? "@" + random.nextInt(cpus) + " " : "";
  }

  private void step() {
    int choice = random.nextInt(100);
    if (live.isEmpty() || choice < 25) {
      allocate();
    } else if (choice < 40) {
      free();
    } else if (choice < 44) {
      freeWrongly();
    } else if (choice < 80) {
      access(live, true);
    } else if (choice < 88 && !dead.isEmpty()) {
      access(dead, false);
    } else if (choice < 92) {
      resize();
    } else if (choice < 96 && stack) {
      function();
    } else if (choice == 99) {
      time();
    } else {
      access(live, true);
    }
  }

  private void time() {
    switch (random.nextInt(8)) {
      case 0 -> line("swap");
      case 1, 2 -> line("rcu_barrier");
      default -> line("sleep " + random.nextInt(8000));
    }
  }

  private void allocate() {
    String name = "p" + names++;
    Kind kind = Kind.values()[random.nextInt(vmalloc ? 4 : 3)];
    switch (kind) {
      case CACHE -> {
        int cache = random.nextInt(2);
        line(place() + name + " = cache_alloc c" + cache);
        live.add(new Thing(name, kind, 1 + (long) random.nextInt(64), cache));
      }
      case PAGES -> {
        int order = random.nextInt(4);
        line(place() + name + " = alloc_pages " + order + (random.nextBoolean() ? " movable" : ""));
        live.add(new Thing(name, kind, pageBytes << order, order));
      }
      case VMALLOC -> {
        long bytes = 1 + random.nextLong(3 * pageBytes);
        line(place() + name + " = vmalloc " + bytes);
        live.add(new Thing(name, kind, bytes, 0));
      }
      default -> {
        long bytes = 1 + random.nextLong(random.nextInt(8) == 0 ? 5 * pageBytes : 300);
        line(place() + name + " = kmalloc " + bytes);
        live.add(new Thing(name, Kind.KMALLOC, bytes, 0));
      }
    }
  }

  private static String freeing(Thing thing) {
    return switch (thing.kind) {
      case CACHE -> String.format(thing.kind.free, thing.detail, thing.name);
      case PAGES -> String.format(thing.kind.free, thing.name, thing.detail);
      default -> String.format(thing.kind.free, thing.name);
    };
  }

  private void free() {
    Thing thing = live.get(random.nextInt(live.size()));
    if (thing.kind != Kind.STACK) {
      live.remove(thing);
      dead.add(thing);
      boolean later = thing.kind == Kind.KMALLOC && random.nextInt(8) == 0;
      line(place() + (later ? "kfree_rcu " + thing.name : freeing(thing)));
    }
  }

  /** Twice, or not at its start; pages and areas are freed without a look. */
  private void freeWrongly() {
    List<Thing> from = random.nextBoolean() || dead.isEmpty() ? live : dead;
    Thing thing = from.get(random.nextInt(from.size()));
    if (thing.kind != Kind.KMALLOC && thing.kind != Kind.CACHE) {
      return;
    }
    String name = from == live ? thing.name + "+" + (1 + random.nextInt(40)) : thing.name;
    line(place() + freeing(new Thing(name, thing.kind, thing.bytes, thing.detail)));
  }

  private void access(List<Thing> from, boolean mayBeGood) {
    Thing thing = from.get(random.nextInt(from.size()));
    int choice = random.nextInt(10);
    long size = choice < 8 ? SIZES[random.nextInt(SIZES.length)] : 1L + random.nextInt(70);
    long offset;
    if (mayBeGood && random.nextInt(10) < 6 && size <= thing.bytes) {
      offset = random.nextLong(thing.bytes - size + 1);
      if (random.nextBoolean()) {
        offset -= offset % size;
      }
    } else {
      offset = thing.bytes - 20 + random.nextInt(60);
      if (random.nextInt(6) == 0) {
        offset = -1L - random.nextInt(16);
      }
    }
    String address = thing.name + (offset < 0 ? "" : "+") + offset;
    line(place() + verb() + " " + address + " " + size + (choice == 0 ? packed() : ""));
  }

  private String verb() {
    int choice = random.nextInt(10);
    lastPlain = choice > 1;
    return switch (choice) {
      case 0 -> "check_read";
      case 1 -> "check_write";
      default -> random.nextBoolean() ? "read" : "write";
    };
  }

  private String packed() {
    return lastPlain ? " packed" : "";
  }

  private void resize() {
    Thing thing = live.get(random.nextInt(live.size()));
    if (thing.kind == Kind.KMALLOC) {
      long bytes = 1L + random.nextInt(400);
      live.remove(thing);
      dead.add(thing);
      String name = "p" + names++;
      line(place() + name + " = krealloc " + thing.name + " " + bytes);
      live.add(new Thing(name, Kind.KMALLOC, bytes, 0));
    } else if (thing.kind == Kind.CACHE) {
      line("n" + names++ + " = ksize " + thing.name);
    }
  }

  /** Enters a function, or leaves the one that was entered; its variables live as long. */
  private void function() {
    if (inFunction) {
      line("leave");
      live.removeIf(thing -> thing.kind == Kind.STACK);
    } else {
      String name = "f" + names++;
      var variables = new StringBuilder();
      for (int i = 0; i <= random.nextInt(3); i++) {
        long bytes = 1L + random.nextInt(120);
        variables.append(" v").append(i).append(':').append(bytes);
        live.add(new Thing(name + ".v" + i, Kind.STACK, bytes, 0));
      }
      line(name + " = enter f" + variables);
      String array = "a" + names++;
      long bytes = 1L + random.nextInt(100);
      line(array + " = alloca " + bytes);
      live.add(new Thing(array, Kind.STACK, bytes, 0));
    }
    inFunction = !inFunction;
  }
}
