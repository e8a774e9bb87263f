// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import kasan.api.memory.FrameUse;
import kasan.api.option.Options;
import kasan.api.scheme.FlushReason;
import kasan.api.scheme.KernelView;
import kasan.api.scheme.LeafPolicy;
import kasan.api.scheme.OutOfFramesException;
import kasan.api.scheme.SchemeNote;
import kasan.api.scheme.Shadow;
import kasan.api.scheme.ShadowScheme;
import kasan.api.scheme.ViewRevokedException;
import kasan.kernel.internal.fixture.BareKernel;
import kasan.kernel.internal.fixture.Heard;
import kasan.kernel.internal.fixture.TestArch;
import kasan.lab.api.kernel.Work;
import kasan.lab.api.scheme.SchemeChoice;
import kasan.lab.api.scheme.SchemeDescription;
import org.junit.jupiter.api.Test;

class LiveViewTest {
  private static final SchemeDescription HEARD = SchemeDescription.named("heard").build();
  private static final long SHADOW = 0xffffed1000000000L;

  private final BareKernel kernel = new BareKernel(TestArch.x86(), 2, 64);

  private Attachment attach(Heard heard) {
    return kernel.attach(SchemeChoice.of(HEARD, heard, Map.of()));
  }

  @Test
  void everythingThatPassesIsCounted() {
    var heard = new Heard();
    Attachment attached = attach(heard);
    KernelView view = heard.view;
    view.space()
        .populate(SHADOW, SHADOW + 4096, (byte) 0, FrameUse.STATIC, new LeafPolicy(12, false));
    view.memory().store(0, SHADOW, (byte) 1);
    view.memory().fill(0, SHADOW + 8, 100, (byte) 0xFC);
    view.memory().load(1, SHADOW);
    assertEquals(SHADOW + 8, view.memory().firstNonZero(1, SHADOW + 1, 16));
    view.space().flushLocal(1, FlushReason.MAP);
    view.space().flushGlobal(1, SHADOW, SHADOW + 4096);
    view.note(SchemeNote.UNMAP_CANCELLED);

    Work work = attached.work();
    assertEquals(2, work.shadowStores(), "a memset is one");
    assertEquals(101, work.shadowStoreBytes());
    assertEquals(1 + 8, work.shadowLoads(), "a scan of 16 bytes loads byte by byte till it finds");
    assertEquals(2, work.tableWalks(), "one for each CPU");
    assertEquals(4, work.tableWrites(), "pgd, pud, pmd, pte");
    assertEquals(4, work.framesTaken(), "a page and three tables");
    assertEquals(1, work.localFlushes());
    assertEquals(1, work.globalFlushes());
    assertEquals(1, work.remoteFlushes());
    assertEquals(1, work.unmapsCancelled());
    // stores 2 + words of the memset beyond its first 12 + loads 9 + walks 2 + writes 4 + frames 4
    // + flushes 2 here and 1 there, each at a cost of 1
    assertEquals(2 + 12 + 9 + 2 + 4 + 4 + 2 + 1, work.modelledCost());
    assertEquals(16, attached.footprint().totalKb());
  }

  @Test
  void aLongScanLoadsWords() {
    var heard = new Heard();
    Attachment attached = attach(heard);
    heard
        .view
        .space()
        .populate(SHADOW, SHADOW + 8192, (byte) 0, FrameUse.STATIC, new LeafPolicy(12, false));

    assertEquals(-1, heard.view.memory().firstNonZero(0, SHADOW + 4090, 30));
    assertEquals(6 + 3, attached.work().shadowLoads(), "six bytes to the border, three words");
  }

  @Test
  void afterRevocationEveryCallThrows() {
    var heard = new Heard();
    Attachment attached = attach(heard);
    var space = heard.view.space();
    var memory = heard.view.memory();
    attached.close();

    assertThrows(ViewRevokedException.class, () -> memory.load(0, SHADOW));
    assertThrows(ViewRevokedException.class, () -> memory.peek(SHADOW));
    assertThrows(ViewRevokedException.class, () -> space.sharedPage((byte) 0));
    assertThrows(ViewRevokedException.class, () -> heard.view.truth());
    assertThrows(ViewRevokedException.class, () -> heard.view.defer(0, cpu -> {}));
    kernel.allocatePages(0, 1, 0);
    assertEquals(List.of(), heard.take(), "and it hears no more");
  }

  @Test
  void aShadowThatHangsIsStoppedByRevocationFromAnotherThread() throws InterruptedException {
    var heard = new Heard();
    Attachment attached = attach(heard);
    var ended = new boolean[1];
    var thread =
        new Thread(
            () -> {
              try {
                while (heard.view.nowNanos() >= 0) {}
              } catch (ViewRevokedException e) {
                ended[0] = true;
              }
            });
    thread.start();
    attached.view().revoke("hung");
    thread.join();

    assertTrue(ended[0]);
  }

  @Test
  void aClosedShadowHasGivenBackItsFramesAndKeepsItsBill() {
    var heard = new Heard();
    Attachment attached = attach(heard);
    heard.view.space().map(0, SHADOW, (byte) 0, FrameUse.ON_DEMAND);
    attached.close();

    assertEquals(0, attached.footprint().totalKb());
    assertEquals(16, attached.footprint().totalPeakKb());
    assertEquals(4, attached.work().framesGiven());
  }

  @Test
  void deferredWorkRunsByDueTimeThenInOrderBeforeTheEvent() {
    var heard = new Heard();
    attach(heard);
    List<String> ran = new ArrayList<>();
    heard.view.defer(200, cpu -> ran.add("late"));
    heard.view.defer(100, cpu -> ran.add("first"));
    heard.view.defer(100, cpu -> heard.view.defer(0, again -> ran.add("queued by second")));
    kernel.advance(99);
    assertEquals(List.of(), ran);
    kernel.advance(1);
    assertEquals(List.of("first", "queued by second"), ran);
    kernel.advance(1000);
    assertEquals(List.of("first", "queued by second", "late"), ran);
  }

  @Test
  void aSchemeThatThrowsIsSetAsideAndTheOthersGoOn() {
    var bad =
        new ShadowScheme() {
          @Override
          public Shadow attach(KernelView view, Options options) {
            return (Shadow)
                Proxy.newProxyInstance(
                    getClass().getClassLoader(),
                    new Class<?>[] {Shadow.class},
                    (proxy, method, args) -> {
                      throw new IllegalStateException(method.getName());
                    });
          }
        };
    Attachment first =
        kernel.attach(SchemeChoice.of(SchemeDescription.named("bad").build(), bad, Map.of()));
    var heard = new Heard();
    Attachment second = attach(heard);
    kernel.allocatePages(0, 1, 0);
    kernel.freePages(0, 1, 0);

    String why = String.valueOf(thrown(first).getMessage());
    assertTrue(
        why.startsWith("scheme 'bad' threw java.lang.IllegalStateException: pagesAllocated"), why);
    assertEquals(null, second.failure());
    assertEquals(List.of("pages+ 1 0", "pages- 1 0"), heard.take());
  }

  private static Throwable thrown(Attachment attached) {
    Throwable thrown = attached.failure();
    assertNotNull(thrown);
    return thrown;
  }

  @Test
  void whatAFailedAttachTookIsGivenBack() {
    var small = new BareKernel(TestArch.x86(), 1, 64, 100);
    ShadowScheme greedy =
        (view, options) -> {
          view.space()
              .populate(
                  SHADOW, SHADOW + (1 << 20), (byte) 0, FrameUse.STATIC, new LeafPolicy(12, false));
          return new Heard();
        };
    assertThrows(
        OutOfFramesException.class, () -> small.attach(SchemeChoice.of(HEARD, greedy, Map.of())));
    small.allocatePages(0, 1, 0);
  }

  @Test
  void aRecordedKernelCannotHoldBlocksBack() {
    var heard = new Heard();
    attach(heard);

    assertEquals(false, heard.view.holdBlock(8, 3));
  }

  @Test
  void reservationsAreDisjointAlignedAndInVmallocSpace() {
    var heard = new Heard();
    attach(heard);
    long first = heard.view.space().reserve("page shadow", 32L << 30, 1 << 15);
    long second = heard.view.space().reserve("another", 4096, 1 << 15);

    assertEquals(0, first & ((1 << 15) - 1));
    assertTrue(Long.compareUnsigned(second + 4096, first) <= 0);
    assertTrue(Long.compareUnsigned(second, TestArch.VMALLOC) >= 0);
  }
}
