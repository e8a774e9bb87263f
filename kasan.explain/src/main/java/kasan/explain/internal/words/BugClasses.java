// SPDX-License-Identifier: Apache-2.0
package kasan.explain.internal.words;

import java.util.ArrayList;
import java.util.List;
import kasan.lab.api.finding.Finding;

/** What kind of mistake a bug class stands for, and where old titles or shadow bytes mislead. */
final class BugClasses {
  private static final int FREED_FIRST = 0xFA;
  private static final int FREED = 0xFB;
  private static final int FREED_PAGE = 0xFF;
  private static final int GRANULE = 8;

  private BugClasses() {}

  /** The sentences about the class of a diagnosed finding. */
  static List<String> about(Diagnosis diagnosis) {
    Finding finding = diagnosis.finding();
    List<String> sentences = new ArrayList<>();
    sentences.add(mistake(diagnosis));
    int value = diagnosis.badShadow();
    switch (finding.bugClass()) {
      case "double-free or invalid-free" -> {
        if (value == FREED || value == FREED_FIRST || value == FREED_PAGE) {
          sentences.add("Newer kernels call this double-free: the shadow says freed.");
        } else if (value >= 0 && value < GRANULE) {
          sentences.add("Newer kernels call this invalid-free: the shadow says accessible.");
        }
      }
      case "use-after-free" -> {
        if (diagnosis.kind() == BugKind.SLAB_UAF) {
          sentences.add("Kernels from 6.3 on call this slab-use-after-free.");
        }
      }
      case "vmalloc-out-of-bounds" -> {
        if (finding.stackFrame() != null) {
          sentences.add(
              "On a stack the same shadow byte also marks a variable whose scope has ended:"
                  + " this may be a use-after-scope.");
        }
      }
      default -> {}
    }
    return sentences;
  }

  private static String mistake(Diagnosis diagnosis) {
    boolean outOfBounds = diagnosis.finding().bugClass().equals("out-of-bounds");
    if (outOfBounds && diagnosis.kind() == BugKind.TAG_MISMATCH) {
      return "Class: the tags of pointer and memory differ - the kernel takes it for out of bounds,"
          + " since it knows of no free.";
    }
    if (outOfBounds && diagnosis.badShadow() == 0 && diagnosis.kind() != BugKind.SIZE_WRAP) {
      return "Class: out of bounds - when the report was made the shadow where the access begins was"
          + " good again, so somebody else was at work on this memory at the same time.";
    }
    return switch (diagnosis.kind()) {
      case SLAB_OOB, SLAB_OOB_NEAR ->
          "Class: out of bounds in slab memory - an index, a length or a pointer that leaves the"
              + " bytes that were asked for.";
      case SLAB_UAF -> "Class: use after free in slab memory - a pointer that outlived its object.";
      case LARGE_OOB, LARGE_OOB_NEAR ->
          "Class: out of bounds behind a kmalloc that is too large for any cache and lives in pages"
              + " of its own.";
      case PAGE_UAF, PAGE_UAF_NEIGHBOUR ->
          "Class: use after free of whole pages - alloc_pages, or a kmalloc too large for any"
              + " cache.";
      case VMALLOC_OOB, VMALLOC_OOB_NEAR ->
          "Class: out of bounds in vmalloc space - behind the bytes that were asked for, in a guard"
              + " page, or in an area that is gone.";
      case STACK_OOB, STACK_OOB_NEAR ->
          "Class: out of bounds on the stack - beyond a variable, in the redzones that the compiler"
              + " put around it.";
      case ALLOCA_OOB -> "Class: out of bounds of an alloca or an array of variable length.";
      case USE_AFTER_SCOPE ->
          "Class: use after scope - a pointer to a variable of a block that has ended.";
      case GLOBAL_OOB ->
          "Class: out of bounds of a global, in the redzone that the compiler put behind it.";
      case SLAB_FREE, LARGE_FREE, LARGE_FREE_MISPLACED ->
          diagnosis.finding().bugClass().equals("double-free")
              ? "Class: double free - it had been freed before."
              : "Class: bad free - the pointer is not what an allocator gave out, or it was freed"
                  + " before.";
      case SIZE_WRAP ->
          "Class: negative size - address plus size wraps around, which no honest length does.";
      case NO_SHADOW ->
          "Class: a pointer that points nowhere - no memory of the kernel, so no shadow.";
      case TAG_MISMATCH ->
          "Class: the tags of pointer and memory differ - out of bounds or use after free, the"
              + " report does not tell which.";
      case UNKNOWN -> unknown(diagnosis.finding());
    };
  }

  private static String unknown(Finding finding) {
    return switch (finding.bugClass()) {
      case "out-of-bounds" -> "Class: out of bounds - of which memory, the report does not tell.";
      case "use-after-free" ->
          "Class: use after free - of a slab object or of pages: the report ends before it tells.";
      case "unknown-crash" ->
          "Class: unknown - the shadow byte is none that KASAN writes, so the shadow itself may be"
              + " overwritten.";
      default -> "Class: " + finding.bugClass() + ", which no kernel known here prints.";
    };
  }
}
