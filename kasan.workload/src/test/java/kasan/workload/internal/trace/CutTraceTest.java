// SPDX-License-Identifier: Apache-2.0
package kasan.workload.internal.trace;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.util.Set;
import kasan.api.BadInputException;
import kasan.workload.internal.events.Rows;
import org.junit.jupiter.api.Test;

/** Traces that were damaged or recorded the wrong way, each with what the user is told. */
final class CutTraceTest {
  private static final String TASK = "              sh-4242    [001] .....  1234.567890: ";
  private static final String KMALLOC =
      TASK
          + "kmalloc: call_site=f+0x1/0x2 ptr=ffff888003a41c00 bytes_req=1000 bytes_alloc=1024"
          + " gfp_flags=GFP_KERNEL node=-1 accounted=true";

  private static String complaint(String text) {
    try (TraceText source =
        new TraceText(
            new ByteArrayInputStream(text.getBytes(UTF_8)), "t.txt", Dialect.TRACEFS, Set.of())) {
      return String.valueOf(
          assertThrows(BadInputException.class, () -> Rows.of(source)).getMessage());
    }
  }

  @Test
  void aFileThatEndsInsideALineIsCutOff() {
    assertEquals(
        "t.txt, line 2: the file is cut off after '_flags=GFP_KERNEL node=-1 accounted=true';"
            + " expected a whole line",
        complaint(KMALLOC + "\n" + KMALLOC));
  }

  @Test
  void aLineWithoutAFieldThatItNeedsWasCut() {
    assertEquals(
        "t.txt, line 1: expected bytes_alloc=, found the end of the line",
        complaint(KMALLOC.substring(0, KMALLOC.indexOf(" bytes_alloc")) + "\n"));
  }

  @Test
  void aLineThatEndsInsideANameOfAFieldWasCut() {
    assertEquals(
        "t.txt, line 1: expected bytes_alloc=, found ' bytes_all'",
        complaint(KMALLOC.substring(0, KMALLOC.indexOf("oc=1024")) + "\n"));
  }

  @Test
  void aLineThatEndsBeforeTheLastFieldOfOtherLinesWasCut() {
    assertEquals(
        "t.txt, line 2: expected accounted= at the end, as in the first line of kmalloc, found"
            + " 'gfp_flags=GFP_KER'",
        complaint(KMALLOC + "\n" + KMALLOC.substring(0, KMALLOC.indexOf("NEL")) + "\n"));
  }

  @Test
  void aLineThatEndsInsideItsPointerWasCut() {
    assertEquals(
        "t.txt, line 1: expected a pointer of 16 hex digits, found 'ffff888003'",
        complaint(KMALLOC.substring(0, KMALLOC.indexOf("a41c00")) + "\n"));
  }

  @Test
  void aLineThatEndsInsideItsHeaderWasCut() {
    assertEquals(
        "t.txt, line 2: expected 'TASK-PID [CPU] SECONDS.MICROS: EVENT: FIELDS', found"
            + " '              sh-4242    [00'",
        complaint(KMALLOC + "\n" + TASK.substring(0, 28) + "\n"));
  }

  @Test
  void twoLinesRunTogetherAreNotOne() {
    assertEquals(
        "t.txt, line 1: expected bytes_req=NUMBER, found '10sh-4242'",
        complaint(KMALLOC.substring(0, KMALLOC.indexOf("00 bytes_alloc")) + "sh-4242" + "\n"));
  }

  @Test
  void aNumberThatIsNoneIsNamed() {
    assertEquals(
        "t.txt, line 1: expected order=NUMBER, found 'x'",
        complaint(TASK + "mm_page_free: page=0 pfn=0x10 order=x\n"));
  }

  @Test
  void anOrderBeyondTheAddressSpaceIsRefused() {
    assertEquals(
        "t.txt, line 1: expected an order below 34, found 40",
        complaint(TASK + "mm_page_free: page=0 pfn=0x10 order=40\n"));
  }

  @Test
  void aPfnBeyondTheAddressSpaceIsRefused() {
    assertEquals(
        "t.txt, line 1: expected a pfn below 0x400000000 (64 TiB), found 0xffffffffffffffff",
        complaint(TASK + "mm_page_free: page=0 pfn=-1 order=0\n"));
  }

  @Test
  void anAddressOfUserSpaceIsRefused() {
    assertEquals(
        "t.txt, line 1: expected a kernel address, found '00007fffdeadbeef'",
        complaint(TASK + "kfree: call_site=f ptr=00007fffdeadbeef\n"));
  }

  @Test
  void hashedPointersNameTheOptionToSet() {
    assertEquals(
        "t.txt, line 1: ptr=000000007b818d81 is a hash, not an address; record with real ones:"
            + " echo nohash-ptr > /sys/kernel/tracing/trace_options",
        complaint(TASK + "kfree: call_site=f ptr=000000007b818d81\n"));
    assertEquals(
        "t.txt, line 1: ptr=(____ptrval____) is a hash, not an address; record with real ones:"
            + " echo nohash-ptr > /sys/kernel/tracing/trace_options",
        complaint(TASK + "kfree: call_site=f ptr=(____ptrval____)\n"));
  }

  @Test
  void aClockThatDoesNotCountSecondsIsRefused() {
    assertEquals(
        "t.txt, line 1: time 123456789 is no time in seconds, as of the clocks counter and"
            + " x86-tsc; record with: echo mono > /sys/kernel/tracing/trace_clock",
        complaint(" sh-1 [001] ..... 123456789: kfree: x\n"));
  }

  @Test
  void bytesThatAreNoTextAreShownAsQuestionMarks() {
    assertEquals(
        "t.txt, line 1: expected 'TASK-PID [CPU] SECONDS.MICROS: EVENT: FIELDS', found"
            + " 'a?b??c'",
        complaint("a\u0001b\u00e9c\n"));
  }

  @Test
  void aLineLongerThanAnyIsRefused() {
    assertEquals(
        "t.txt, line 2: longer than 262144 bytes; expected a line of a trace",
        complaint(KMALLOC + "\n" + "x".repeat(300_000) + "\n"));
  }
}
