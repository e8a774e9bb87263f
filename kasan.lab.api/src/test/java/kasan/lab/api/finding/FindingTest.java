// SPDX-License-Identifier: Apache-2.0
package kasan.lab.api.finding;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import kasan.lab.api.finding.Access.Kind;
import kasan.lab.api.finding.MemoryState.Row;
import kasan.lab.api.finding.TraceLine.Frame;
import kasan.lab.api.finding.TraceLine.Marker;
import org.junit.jupiter.api.Test;

class FindingTest {
  private static final long OBJECT = 0xffff888003f85d00L;

  @Test
  void symbolsArePrintedAsTheKernelPrintsThem() {
    assertEquals("kfree+0x189/0x300", new Symbol("kfree", 0x189, 0x300).text());
    assertEquals(
        "kmalloc_oob_right+0xac/0xc3 [test_kasan]",
        new Symbol("kmalloc_oob_right", 0xac, 0xc3, "test_kasan", "").text());
    assertEquals(
        "dump_stack lib/dump_stack.c:88 [inline]",
        new Symbol("dump_stack", -1, -1, null, "lib/dump_stack.c:88 [inline]").text());
  }

  @Test
  void unreliableFramesCarryAQuestionMark() {
    Symbol symbol = new Symbol("kthread_park", 0x140, 0x140);
    assertEquals(" kthread_park+0x140/0x140", new Frame(symbol).text());
    assertEquals(" ? kthread_park+0x140/0x140", new Frame(symbol, false, 0).text());
    StackTrace trace =
        new StackTrace(
            List.of(new Marker(" <TASK>"), new Frame(symbol, false, 0), new Frame(symbol)));
    assertEquals(List.of(new Frame(symbol)), trace.reliableFrames());
  }

  @Test
  void shadowIsFoundByAddress() {
    MemoryState state =
        new MemoryState(
            8,
            OBJECT + 0x70,
            List.of(
                new Row(OBJECT, new byte[] {0, 0, 3, (byte) 0xfc}),
                new Row(OBJECT + 32, new byte[] {(byte) 0xfb})));
    assertEquals(0, state.shadowOf(OBJECT + 15));
    assertEquals(3, state.shadowOf(OBJECT + 16));
    assertEquals(0xfc, state.shadowOf(OBJECT + 31));
    assertEquals(0xfb, state.shadowOf(OBJECT + 32));
    assertEquals(-1, state.shadowOf(OBJECT + 40));
    assertEquals(-1, state.shadowOf(OBJECT - 1));
    assertEquals(-1, state.shadowOf(0));
  }

  @Test
  void rowsKeepTheirBytesToThemselves() {
    byte[] bytes = {1, 2};
    Row row = new Row(OBJECT, bytes);
    bytes[0] = 9;
    row.shadow()[1] = 9;
    assertEquals(new Row(OBJECT, new byte[] {1, 2}), row);
    assertEquals("ffff888003f85d00: 01 02", row.toString());
  }

  @Test
  void aShadowByteOfNoMemoryIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> new MemoryState(0, null, new ArrayList<>()));
  }

  @Test
  void theTreeSaysWhatTheReportSaysAndNullForTheRest() {
    Finding finding =
        Finding.of("slab-out-of-bounds")
            .function(new Symbol("kmalloc_oob_right", 0x6b5, 0x7b0))
            .access(new Access(Kind.WRITE, 1, OBJECT + 115, "kunit_try_catch", 37))
            .object(
                new SlabObject(
                    OBJECT,
                    "kmalloc-128",
                    128L,
                    new SlabObject.Region(
                        0,
                        SlabObject.Side.RIGHT,
                        SlabObject.State.ALLOCATED,
                        OBJECT,
                        OBJECT + 115)))
            .build();
    Map<String, ?> tree = FindingTree.of(finding);
    assertEquals("kmalloc_oob_right", tree.get("function"));
    assertEquals("kmalloc_oob_right+0x6b5/0x7b0", tree.get("ip"));
    assertEquals("write", tree.get("access"));
    assertEquals(1L, tree.get("size"));
    assertEquals("0xffff888003f85d73", tree.get("address"));
    assertNull(tree.get("freed"));
    Map<?, ?> object = (Map<?, ?>) tree.get("object");
    assertEquals("kmalloc-128", object.get("cache"));
    assertEquals(115L, ((Map<?, ?>) object.get("region")).get("size"));
  }

  @Test
  void aNegativeSizeIsAHugeOneAsTheKernelPrintsIt() {
    // memmove(p, p + 4, (size_t)-2) of the KUnit suite
    Finding finding =
        Finding.of("out-of-bounds").access(new Access(Kind.READ, -2, OBJECT, "t", 1)).build();
    assertEquals(new BigInteger("18446744073709551614"), FindingTree.of(finding).get("size"));
  }

  @Test
  void aFreeHasNoSize() {
    Finding finding =
        Finding.of("double-free").access(new Access(Kind.FREE, 0, OBJECT, "t", 1)).build();
    assertNull(FindingTree.of(finding).get("size"));
    assertEquals("free", FindingTree.of(finding).get("access"));
  }
}
