// SPDX-License-Identifier: Apache-2.0
package kasan.workload.internal.ageing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import arch.x86.internal.X86Architecture;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import kasan.api.workload.Recording;
import kasan.lab.api.recording.AgedBlock;
import kasan.lab.api.recording.AgedBlock.Use;
import kasan.lab.api.recording.Ageing;
import kasan.workload.internal.KernelsOfArchitectures;
import kasan.workload.internal.TracefsReader;
import kasan.workload.internal.input.MemberInput;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A machine of six page blocks of 16 pages, of which each page is set by hand. */
class BlockSurveyTest {
  private static final long SLAB = 1L << 7;
  private static final long BUDDY = 1L << 10;
  private static final long ANON = 1L << 12;
  private static final long HEAD = 1L << 15;
  private static final long TAIL = 1L << 16;

  @TempDir private Path folder;
  private final List<Long> frames = new ArrayList<>();

  private void pages(int count, long flags) {
    for (int i = 0; i < count; i++) {
      frames.add(flags);
    }
  }

  private Ageing survey(String pageTypes) throws IOException {
    Path before = Files.createDirectories(folder.resolve("before"));
    ByteBuffer bytes =
        ByteBuffer.allocate(frames.size() * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    frames.forEach(bytes::putLong);
    Files.write(before.resolve("kpageflags"), bytes.array());
    Files.writeString(before.resolve("pagetypeinfo"), pageTypes);
    Files.writeString(
        folder.resolve("trace.txt"),
        "# tracer: nop\n#\n  sh-42  [000] .....  1.000001: kmalloc: call_site=f+0x1/0x2"
            + " ptr=ffff888000001000 bytes_req=60 bytes_alloc=64 gfp_flags=GFP_KERNEL node=-1\n");
    try (Recording recording =
        new TracefsReader(KernelsOfArchitectures.of(new X86Architecture()))
            .open(MemberInput.of(folder), Map.of())) {
      return BlockSurvey.of(recording);
    }
  }

  private void sixBlocks() {
    pages(16, BUDDY);
    pages(4, SLAB | HEAD); // four slabs of a page, of a kernel that makes each a compound
    pages(4, BUDDY);
    pages(1, SLAB | HEAD);
    pages(7, TAIL);
    pages(16, ANON);
    pages(1, SLAB);
    pages(10, ANON);
    pages(5, BUDDY);
    pages(14, 0);
    pages(2, BUDDY);
    pages(12, SLAB);
    pages(4, 0);
  }

  private static final String TYPES =
      """
      Page block order: 4
      Pages per block:  16

      Free pages count per migrate type at order       0      1      2
      Node    0, zone    DMA32, type    Unmovable      0      1      0
      Node    0, zone    DMA32, type      Movable      1      0      5
      Node    0, zone    DMA32, type  Reclaimable      0      0      1

      Number of blocks type     Unmovable      Movable  Reclaimable
      Node 0, zone    DMA32            2            3            1
      """;

  @Test
  void blocksOfTheKernelAreTakenAlongWithTheirSlabsAndTypes() throws IOException {
    sixBlocks();
    Ageing ageing = survey(TYPES);
    assertNotNull(ageing);
    assertEquals(4, ageing.blockOrder());
    var text = new ArrayList<String>();
    for (AgedBlock block : ageing.blocks()) {
      text.add(
          block.number()
              + " "
              + BlockText.word(block.mobility())
              + " "
              + BlockText.write(block.stretches()));
    }
    assertEquals(
        List.of(
            "1 reclaimable s4,f4,s3x1",
            "3 movable s1,m10,f5",
            "4 unmovable o14,f2",
            "5 unmovable s12,o4"),
        text);
    assertEquals(25, ageing.pages(Use.SLAB));
  }

  @Test
  void pageBlocksThatAreTooLargeAreNotTaken() throws IOException {
    sixBlocks();
    assertNull(survey(TYPES.replace("Page block order: 4", "Page block order: 13")));
  }
}
