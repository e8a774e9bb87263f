// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal.instrument;

import static kasan.kernel.internal.instrument.CodeOnKernel.STACK_PFN;
import static kasan.kernel.internal.instrument.CodeOnKernel.TASK;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import kasan.api.BadInputException;
import kasan.kernel.internal.fixture.StaticShadowScheme;
import kasan.lab.api.kernel.FrameLayout;
import kasan.lab.api.kernel.FrameLayout.Variable;
import kasan.lab.api.scheme.Instrumentation;
import kasan.lab.api.scheme.SchemeDescription;
import org.junit.jupiter.api.Test;

/**
 * Shadow of frames as gcc 12.2 stores it (words of its prologues), of allocas as reports show it.
 */
class StackFramesTest {
  private final CodeOnKernel on =
      new CodeOnKernel(
          new StaticShadowScheme(),
          SchemeDescription.named("static").build(),
          Instrumentation.OUTLINE);

  private static FrameLayout frame(long... sizes) {
    var variables = new ArrayList<Variable>();
    for (long size : sizes) {
      variables.add(new Variable("v" + variables.size(), size, 0, 0));
    }
    return FrameLayout.gcc("f", variables);
  }

  @Test
  void redzonesOfThreeVariablesAreThoseOfGcc() {
    FrameLayout frame = frame(10, 4, 40);
    long base = on.code.pushFrame(0, TASK, frame);
    assertEquals(0, base & 31);
    assertEquals(
        "f1 f1 f1 f1 04 f2 00 02 f2 f2 00 00 00 00 00 f3 f3 f3 f3 f3", on.shadowOf(base, 160));
  }

  @Test
  void aSmallVariableKeepsALongerLeftRedzone() {
    long base = on.code.pushFrame(0, TASK, frame(1, 8, 16, 17, 128));
    assertEquals(
        "f1 f1 f1 f1 f1 f1 01 f2 00 f2 f2 f2 00 00 f2 f2 00 00 01 f2 f2 f2 f2 f2",
        on.shadowOf(base, 192));
  }

  /** The frame of kasan_stack_oob in a real report: its shadow from the row above the caret on. */
  @Test
  void theFrameOfARealReportComesOutAlike() {
    long base = on.code.pushFrame(0, TASK, frame(1, 8, 10, 16));
    assertEquals(
        "f1 f1 f1 f1 f1 f1 01 f2 00 f2 f2 f2 00 02 f2 f2 00 00 f3 f3", on.shadowOf(base, 160));
    assertEquals("bug reported stack-out-of-bounds", on.read(0, base + 106, 1));
    assertEquals("good", on.read(0, base + 105, 1));
  }

  @Test
  void leavingAFunctionMakesItsFrameAccessible() {
    long base = on.code.pushFrame(0, TASK, frame(10));
    on.code.popFrame(0, TASK);
    assertEquals("00 00 00 00 00 00 00 00", on.shadowOf(base, 64));
    assertEquals("good", on.read(0, base + 42, 1));
  }

  @Test
  void framesNestDownwards() {
    long outer = on.code.pushFrame(0, TASK, frame(10));
    long inner = on.code.pushFrame(0, TASK, frame(10));
    assertEquals(true, inner + 64 <= outer);
    on.code.popFrame(0, TASK);
    assertEquals("bug reported stack-out-of-bounds", on.read(0, outer + 42, 1));
    assertEquals(inner, on.code.pushFrame(0, TASK, frame(10)));
  }

  /** Rows of a real alloca-out-of-bounds report: ca ca ca ca 00 02 cb cb | cb cb cb cb 00. */
  @Test
  void anAllocaOfTenBytesHasTheRedzonesOfARealReport() {
    on.code.pushFrame(0, TASK, frame(8));
    long array = on.code.alloca(0, TASK, 10);
    assertEquals(0, array & 31);
    assertEquals("ca ca ca ca 00 02 cb cb cb cb cb cb", on.shadowOf(array - 32, 96));
    assertEquals("bug reported alloca-out-of-bounds", on.read(0, array - 1, 1));
    assertEquals("bug reported alloca-out-of-bounds", on.read(0, array + 10, 1));
    on.code.popFrame(0, TASK);
    assertEquals("00 00 00 00 00 00 00 00 00 00 00 00", on.shadowOf(array - 32, 96));
  }

  @Test
  void aVariableOutOfScopeIsMarkedAsVmallocSpaceIs() {
    FrameLayout layout = frame(10, 40);
    long base = on.code.pushFrame(0, TASK, layout);
    long small = base + layout.variables().get(0).offset();
    on.code.scope(0, TASK, 0, false);
    assertEquals("f8 f8", on.shadowOf(small, 16));
    assertEquals("bug reported vmalloc-out-of-bounds", on.read(0, small, 1));
    on.code.scope(0, TASK, 0, true);
    assertEquals("00 02", on.shadowOf(small, 16));
    assertEquals("good", on.read(0, small + 9, 1));
    assertEquals("bug reported stack-out-of-bounds", on.read(0, small + 10, 1));
  }

  @Test
  void outlineKernelsStoreRedzonesThemselvesToo() {
    var inline =
        new CodeOnKernel(
            new StaticShadowScheme(),
            SchemeDescription.named("static").build(),
            Instrumentation.INLINE);
    long base = inline.code.pushFrame(0, TASK, frame(10));
    assertEquals("f1 f1 f1 f1 00 02 f3 f3", inline.shadowOf(base, 64));
    assertEquals("bug reported stack-out-of-bounds", inline.read(0, base + 42, 1));
  }

  @Test
  void withoutContiguousShadowFramesAreNotProtected() {
    var traits =
        SchemeDescription.named("elsewhere").instrumentation(Instrumentation.OUTLINE).build();
    var bare = new CodeOnKernel(new StaticShadowScheme(), traits, Instrumentation.OUTLINE);
    long base = bare.code.pushFrame(0, TASK, frame(10));
    assertEquals("00 00 00 00 00 00 00 00", bare.shadowOf(base, 64));
    assertEquals("bug missed no-stack-shadow", bare.read(0, base + 42, 1));
    assertEquals(
        "compiled code writes the redzones of stack frames into a contiguous shadow, which"
            + " 'elsewhere' does not have",
        on.code.refusal(traits));
  }

  @Test
  void aStackThatOverflowsSaysSo() {
    FrameLayout large = frame(15000);
    var failure =
        assertThrows(
            BadInputException.class,
            () -> {
              on.code.pushFrame(0, TASK, large);
              on.code.pushFrame(0, TASK, large);
            });
    assertEquals("stack of task 1, 16384 bytes, overflows in f", failure.getMessage());
  }

  @Test
  void anEndedTaskLeavesNoRedzones() {
    on.code.pushFrame(0, TASK, frame(10));
    on.code.taskEnds(TASK, on.kernel.address(STACK_PFN), on.kernel.machine().taskStackBytes());
    var left = new ArrayList<Long>();
    on.code.forEachRedzone((address, bytes, code) -> left.add(address));
    assertEquals(List.of(), left);
  }
}
