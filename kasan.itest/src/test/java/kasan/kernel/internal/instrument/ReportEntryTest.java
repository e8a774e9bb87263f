// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal.instrument;

import static org.junit.jupiter.api.Assertions.assertEquals;

import kasan.lab.api.scheme.Instrumentation;
import kasan.lab.api.scheme.SchemeDescription;
import kasan.shadow.page.internal.PageScheme;
import org.junit.jupiter.api.Test;

/** What inline code takes for a bug, a shadow may still pass: its report entry asks it. */
class ReportEntryTest {
  private final CodeOnKernel page =
      new CodeOnKernel(
          new PageScheme(),
          SchemeDescription.named("page").vmalloc(false).build(),
          Instrumentation.INLINE);

  @Test
  void aPageThatThePageShadowCallsValidIsNotReported() {
    page.oracle.pagesAllocated(8, 0);
    page.kernel.allocatePages(0, 8, 0);
    assertEquals("good", page.read(0, page.kernel.address(8), 8));
    page.oracle.pagesFreed(8, 0);
    page.kernel.freePages(0, 8, 0);
    assertEquals("bug reported use-after-free", page.read(0, page.kernel.address(8), 8));
  }
}
