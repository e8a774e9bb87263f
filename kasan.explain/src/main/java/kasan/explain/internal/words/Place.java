// SPDX-License-Identifier: Apache-2.0
package kasan.explain.internal.words;

import static kasan.explain.internal.words.Phrases.address;
import static kasan.explain.internal.words.Phrases.bytes;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import kasan.api.scheme.ShadowByte;
import kasan.explain.internal.words.ShadowMap.Extent;
import kasan.lab.api.finding.Access;
import kasan.lab.api.finding.FaultRange;
import kasan.lab.api.finding.Finding;
import kasan.lab.api.finding.SlabObject;
import kasan.lab.api.finding.SlabObject.Region;
import kasan.lab.api.finding.SlabObject.State;
import kasan.lab.api.finding.StackFrame;
import kasan.lab.api.finding.Symbol;
import kasan.lab.api.finding.VmallocRegion;
import org.jspecify.annotations.Nullable;

/** Says where the bad byte lies: in, before or behind what. */
final class Place {
  private static final long FAR = 1 << 20;
  private static final int MIB_SHIFT = 20;
  private static final int GUARD_BYTES = 4096;

  /** Functions that allocate the stacks of tasks. */
  private static final Set<String> STACK_MAKERS =
      Set.of(
          "kernel_clone",
          "copy_process",
          "_do_fork",
          "do_fork",
          "dup_task_struct",
          "alloc_thread_stack_node",
          "fork_idle");

  private final Diagnosis diagnosis;
  private final Finding finding;
  private final List<String> sentences = new ArrayList<>();

  private Place(Diagnosis diagnosis) {
    this.diagnosis = diagnosis;
    this.finding = diagnosis.finding();
  }

  /** The sentences, from the nearest to the farthest. */
  static List<String> of(Diagnosis diagnosis) {
    Place place = new Place(diagnosis);
    place.describe();
    return place.sentences;
  }

  private void describe() {
    SlabObject object = finding.object();
    if (object != null) {
      object(object);
    } else if (finding.variable() != null) {
      variable(finding.variable());
    } else if (finding.stackFrame() != null) {
      stack(finding.stackFrame());
    } else if (finding.vmalloc() != null) {
      vmalloc(finding.vmalloc());
    } else if (diagnosis.kind() == BugKind.NO_SHADOW) {
      noShadow();
    } else if (diagnosis.kind() == BugKind.PAGE_UAF
        || diagnosis.kind() == BugKind.PAGE_UAF_NEIGHBOUR) {
      sentences.add(
          "It lies in a page that was given back to the page allocator;"
              + " KASAN keeps no record of who freed a page.");
    } else {
      extents();
    }
    beginsWell();
  }

  private void object(SlabObject object) {
    if (isContradictory(object)) {
      return;
    }
    String whose =
        object.cache().isEmpty()
            ? ""
            : " from cache "
                + object.cache()
                + (object.size() == null ? "" : ", whose objects have " + bytes(object.size()));
    Region region = object.region();
    Long asked = diagnosis.asked();
    if (region == null) {
      sentences.add(
          "The nearest object is at " + address(object.address()) + whose + distance(object) + ".");
      askedByShadow(object, asked);
      return;
    }
    String state = region.state() == State.FREED ? "freed " : "";
    String what =
        "the %s%s-byte object at %s%s."
            .formatted(state, Long.toUnsignedString(region.size()), address(region.start()), whose);
    long distance = region.distance();
    sentences.add(
        switch (region.side()) {
          case INSIDE ->
              distance == 0
                  ? "It is the first byte of " + what
                  : "It is byte " + distance + " (the first is 0) of " + what;
          case RIGHT ->
              distance == 0
                  ? "It is the first byte behind " + what
                  : "It is " + bytes(distance + 1) + " behind the last byte of " + what;
          case LEFT -> "It is " + bytes(distance) + " in front of the first byte of " + what;
        });
    askedByShadow(object, asked);
  }

  /** An object far away is not the one that the address belongs to, whatever the report says. */
  private boolean isContradictory(SlabObject object) {
    Long at = finding.address();
    if (at == null || ShadowMeaning.tagged(finding)) {
      return false;
    }
    long apart = Math.abs(at - object.address());
    Region region = object.region();
    long size = region == null ? 0 : region.size();
    if (apart < FAR || Long.compareUnsigned(apart, 2 * size) < 0) {
      return false;
    }
    sentences.add(
        "The report contradicts itself: the object that it names, at "
            + address(object.address())
            + (object.cache().isEmpty() ? "" : " from cache " + object.cache())
            + ", is "
            + (apart >> MIB_SHIFT)
            + " MiB away from the address. Two reports may be mixed, or one of the values is"
            + " overwritten.");
    return true;
  }

  /** Where kernels before 4.11 do not say it. */
  private String distance(SlabObject object) {
    Long at = finding.address();
    Long size = object.size();
    if (at == null || size == null) {
      return "";
    }
    long distance = at - object.address();
    if (distance < 0) {
      return "; the address is " + bytes(-distance) + " in front of it";
    }
    return distance < size
        ? "; the address is byte " + distance + " of it"
        : "; the address is " + bytes(distance - size + 1) + " behind its last byte";
  }

  /** Older kernels print the size of the cache; what was asked for is in the shadow. */
  private void askedByShadow(SlabObject object, @Nullable Long asked) {
    if (asked == null || !diagnosis.askedFrom().equals("shadow")) {
      return;
    }
    Long size = object.size();
    if (size == null || asked < size) {
      sentences.add(
          "The shadow says that "
              + bytes(asked)
              + (size == null ? "" : " of the " + size)
              + " were asked for.");
    }
  }

  private void variable(Symbol variable) {
    sentences.add(
        "It is byte "
            + variable.offset()
            + " counted from the start of the variable "
            + variable.name()
            + ".");
    Long asked = diagnosis.asked();
    if (asked != null) {
      sentences.add(
          "The shadow says that the variable has "
              + bytes(asked)
              + (variable.size() < 0
                  ? "."
                  : "; with what follows it up to the next symbol it takes "
                      + variable.size()
                      + "."));
    }
  }

  private void stack(StackFrame frame) {
    String whose = "the stack of task " + frame.comm() + "/" + frame.pid();
    Symbol function = frame.function();
    if (function == null) {
      sentences.add("It lies on " + whose + ", in a frame that the kernel could not tell.");
      extents();
      return;
    }
    sentences.add(
        "It is byte "
            + frame.offset()
            + " of the frame of "
            + function.name()
            + ", on "
            + whose
            + ".");
    StackFrame.Variable nearest = null;
    long best = Long.MAX_VALUE;
    for (StackFrame.Variable variable : frame.objects()) {
      long distance = distance(variable, frame.offset());
      if (distance < best) {
        best = distance;
        nearest = variable;
      }
    }
    if (nearest != null) {
      String name = "'" + nearest.name() + "' (" + bytes(nearest.end() - nearest.start()) + ")";
      long offset = frame.offset();
      if (offset >= nearest.end()) {
        long behind = offset - nearest.end();
        sentences.add(
            behind == 0
                ? "That is the first byte behind the variable " + name + "."
                : "That is "
                    + bytes(behind + 1)
                    + " behind the last byte of the variable "
                    + name
                    + ".");
      } else if (offset < nearest.start()) {
        sentences.add(
            "That is "
                + bytes(nearest.start() - offset)
                + " in front of the variable "
                + name
                + ".");
      } else {
        sentences.add(
            "That is byte " + (offset - nearest.start()) + " of the variable " + name + ".");
      }
    }
  }

  private static long distance(StackFrame.Variable variable, long offset) {
    if (offset < variable.start()) {
      return variable.start() - offset;
    }
    return offset < variable.end() ? 0 : offset - variable.end() + 1;
  }

  private void vmalloc(VmallocRegion region) {
    Long start = region.start();
    Long bad = diagnosis.badByte() == null ? finding.address() : diagnosis.badByte();
    if (start == null || bad == null) {
      sentences.add("It lies in vmalloc space, in no area that the kernel knows.");
      extents();
      return;
    }
    String pages = region.pages() == null ? "" : region.pages() + "-page ";
    Symbol by = region.allocatedAt();
    sentences.add(
        "It is byte "
            + (bad - start)
            + " of the "
            + pages
            + "vmalloc area at "
            + address(start)
            + (by == null ? "" : ", which " + by.name() + " allocated")
            + ".");
    Long end = region.end();
    if (by != null && end != null && STACK_MAKERS.contains(by.name())) {
      sentences.add(
          "That area is the stack of a task: "
              + ((end - start - GUARD_BYTES) >> 10)
              + " KiB and a guard page.");
      return;
    }
    Long asked = diagnosis.asked();
    if (asked != null) {
      sentences.add(
          "The shadow says that "
              + bytes(asked)
              + " were asked for, so the first byte behind them is byte "
              + asked
              + ".");
    }
  }

  private void noShadow() {
    FaultRange range = finding.faultRange();
    Long at = finding.address();
    String poison = at == null ? null : Poison.ofAddress(at, range == null ? at : range.last());
    if (poison != null) {
      sentences.add("The address is " + poison + ".");
      return;
    }
    if (range == null) {
      List<String> registers = Poison.inRegisters(finding.callTrace());
      if (!registers.isEmpty()) {
        sentences.addAll(registers);
        return;
      }
    }
    if (finding.bugClass().equals("null-ptr-deref") && at != null) {
      sentences.add(
          "A null pointer was used, with an offset of "
              + (range == null || range.first() == range.last()
                  ? at
                  : range.first() + " to " + range.last())
              + ": most often a member of a structure that is not there.");
    } else if (finding.bugClass().equals("user-memory-access")) {
      sentences.add("It lies in user space: a pointer from there, or no pointer at all.");
    } else if (finding.bugClass().equals("wild-memory-access")) {
      sentences.add("Nothing is mapped there: the value was no pointer, or one of a freed owner.");
    } else {
      sentences.add("The kernel says null or user space, and no address.");
    }
  }

  /** What may be accessed on either side; a redzone of an alloca belongs to one side only. */
  private void extents() {
    Long bad = diagnosis.badByte();
    if (bad == null) {
      return;
    }
    byte value = (byte) diagnosis.badShadow();
    Extent left = diagnosis.left();
    if (left != null && value != ShadowByte.ALLOCA_LEFT) {
      sentences.add(
          "On its left "
              + size(left, left.startKnown())
              + " may be accessed, up to "
              + address(left.end() - 1)
              + away(bad - left.end() + 1));
    }
    Extent right = diagnosis.right();
    if (right != null && value != ShadowByte.ALLOCA_RIGHT) {
      sentences.add(
          "On its right "
              + size(right, right.endKnown())
              + " may be accessed, from "
              + address(right.start())
              + " on"
              + away(right.start() - bad));
    }
  }

  private static String away(long distance) {
    return distance == 1 ? ", next to it." : ", " + bytes(distance) + " away.";
  }

  private static String size(Extent extent, boolean whole) {
    return (whole ? "" : "at least ") + bytes(extent.size());
  }

  /** An access that begins where it may and ends where it may not. */
  private void beginsWell() {
    Access access = finding.access();
    Long bad = diagnosis.badByte();
    Long address = finding.address();
    if (access == null || bad == null || address == null || ShadowMeaning.tagged(finding)) {
      return;
    }
    long good = bad - address;
    if (good > 0) {
      sentences.add(
          "The first "
              + bytes(good)
              + (good == 1 ? " of the access is" : " of the access are")
              + " fine; the first bad byte is "
              + address(bad)
              + ".");
    }
  }
}
