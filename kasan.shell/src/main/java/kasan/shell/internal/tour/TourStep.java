// SPDX-License-Identifier: Apache-2.0
package kasan.shell.internal.tour;

import java.util.List;

/**
 * One step of the tour.
 *
 * @param title what is done
 * @param text what it is about, and what to look at: three lines
 * @param command that does it
 */
record TourStep(String title, List<String> text, String command) {
  /** Copies the list. */
  TourStep {
    text = List.copyOf(text);
  }

  /** The verb of its command. */
  String verb() {
    return command.substring(0, command.indexOf(' '));
  }

  static List<TourStep> all() {
    return ALL;
  }

  private static final List<TourStep> ALL =
      List.of(
          new TourStep(
              "boot a kernel with 1 GB",
              List.of(
                  "KASAN keeps a shadow byte for every 8 bytes of RAM, which says whether they",
                  "may be accessed. Scheme 'original' has all of it from boot on: RAM / 8.",
                  "--hold stops the kernel before its first operation, so that you act on it."),
              "run file-tree --ram 1G --scheme original --hold"),
          new TourStep(
              "allocate",
              List.of(
                  "The kernel stands still. The line above tells the kB that its shadow takes.",
                  "Ask it for 100 bytes, as a driver does with kmalloc: you get an object in a",
                  "slab of the cache kmalloc-128, and a name for it, o1."),
              "alloc 100"),
          new TourStep(
              "look at the shadow",
              List.of(
                  "The shadow of o1, a byte for 8 bytes. 00: all of them may be accessed. 04: the",
                  "first four only, since 100 is 12 times 8 and 4. fc: a redzone, which belongs",
                  "to nobody. ff: free pages. So an access to o1+100 would be a bug."),
              "shadow o1"),
          new TourStep(
              "free",
              List.of(
                  "kfree does not hand the memory out again at once: KASAN writes fb into its",
                  "shadow and keeps it in a quarantine, so that whoever still uses it is caught.",
                  "'truth' is what the laboratory knows of the byte, whatever the shadow says."),
              "free o1"),
          new TourStep(
              "use after free",
              List.of(
                  "A pointer to o1 is still about, as in a driver that has freed too early. Read",
                  "8 bytes through it. The compiler put a check before each access: it loads the",
                  "shadow byte, and finds fb."),
              "access o1 --size 8"),
          new TourStep(
              "read the report",
              List.of(
                  "It was found. This is what Linux prints of it: what was done and where, who",
                  "allocated the object, who freed it, and the shadow around, with an arrow at",
                  "the byte that decided. Callers are left out: it was you, at the prompt."),
              "findings --format linux"),
          new TourStep(
              "swap to page",
              List.of(
                  "Scheme 'page' has one shadow byte a page, and byte shadow only where objects",
                  "and stacks are. Its shadow is built from what the kernel holds now, then the",
                  "old one gives its memory back: compare 'before' and 'after'."),
              "swap page"),
          new TourStep(
              "look again",
              List.of(
                  "o1 is still in the quarantine, and the new shadow says fb, although it has",
                  "never seen the free: it was built from the truth. fe is the page shadow's",
                  "word for pages that are free. 'access o1' would be found as before."),
              "shadow o1"));
}
