// SPDX-License-Identifier: Apache-2.0
package kasan.workload.internal.derive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import arch.x86.internal.X86Architecture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import kasan.api.BadInputException;
import kasan.api.workload.EventKind;
import kasan.api.workload.Recording;
import kasan.lab.api.recording.ReadProgress;
import kasan.workload.internal.KernelsOfArchitectures;
import kasan.workload.internal.TracefsReader;
import kasan.workload.internal.input.MemberInput;
import kasan.workload.internal.load.LoadProfile;
import kasan.workload.internal.load.LoadProfile.Request;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Traces of a few lines, of which every figure is counted by hand. */
class DerivationTest {
  private static final String GFP = " gfp_flags=GFP_KERNEL";

  @TempDir private Path folder;
  private final StringBuilder trace = new StringBuilder("# tracer: nop\n#\n");
  private int micros;

  private void event(String format, Object... values) {
    micros++;
    trace.append(String.format(Locale.ROOT, "  sh-42  [000] .....  1.%06d: ", micros));
    trace.append(String.format(Locale.ROOT, format, values)).append('\n');
  }

  private static long address(long pfn, long offset) {
    return 0xffff888000000000L + (pfn << 12) + offset;
  }

  private void kmalloc(long address, int bytes, int slot) {
    event(
        "kmalloc: call_site=f+0x1/0x2 ptr=%016x bytes_req=%d bytes_alloc=%d" + GFP + " node=-1",
        address,
        bytes,
        slot);
  }

  private void cacheAlloc(long address) {
    event(
        "kmem_cache_alloc: call_site=f+0x1/0x2 ptr=%016x name=filp bytes_req=184 bytes_alloc=192"
            + GFP
            + " node=-1 accounted=true",
        address);
  }

  private void kfree(long address) {
    event("kfree: call_site=f+0x1/0x2 ptr=%016x", address);
  }

  private void pageAlloc(long pfn, int order) {
    event("mm_page_alloc: page=ffffea0000000000 pfn=0x%x order=%d migratetype=0" + GFP, pfn, order);
  }

  private void pageFree(long pfn, int order) {
    event("mm_page_free: page=ffffea0000000000 pfn=0x%x order=%d", pfn, order);
  }

  private Derivation.Found derived() throws IOException {
    Path file = Files.writeString(folder.resolve("trace.txt"), trace);
    try (Recording recording =
        new TracefsReader(KernelsOfArchitectures.of(new X86Architecture()))
            .open(MemberInput.of(file), Map.of("ram", "64M"))) {
      return Derivation.of(recording, ReadProgress.NONE);
    }
  }

  private static Request request(LoadProfile profile, EventKind kind, long extra) {
    List<Request> found =
        profile.requests().stream()
            .filter(each -> each.kind() == kind && each.extra() == extra)
            .toList();
    assertEquals(1, found.size(), profile.requests()::toString);
    return found.get(0);
  }

  /**
   * Requests 0 to 4 of kmalloc in slots of 64 bytes: 40, 50, 60, 50 and 50 bytes, on average 50.
   * The first is freed when 1 request has been made, so it lived for 1; the second when 5 have
   * been, so it lived for 4; the others stay. Lives are counted by powers of 2: 1, 2 to 3, 4 to 7.
   */
  @Test
  void anInterruptStopsIt() {
    kmalloc(address(1, 0), 100, 128);

    Thread.currentThread().interrupt();
    // a CancellationException, or what whoever waits for events throws
    assertThrows(IllegalStateException.class, this::derived);
    Thread.interrupted(); // it may still be set, for the caller
  }

  @Test
  void livesAreCountedInRequests() throws IOException {
    kmalloc(address(16, 0), 40, 64);
    kfree(address(16, 0));
    kmalloc(address(16, 64), 50, 64);
    kmalloc(address(16, 128), 60, 64);
    kmalloc(address(16, 192), 50, 64);
    kmalloc(address(16, 256), 50, 64);
    kfree(address(16, 64));

    Derivation.Found found = derived();

    Request request = request(found.profile(), EventKind.KMALLOC, 64);
    assertEquals(5, request.count());
    assertEquals(50, request.bytes());
    assertEquals(3, request.kept());
    assertEquals(List.of(1L, 0L, 1L), request.lives());
    assertEquals(1, found.profile().requests().size());
    assertEquals(0, found.freesOfUnknown());
    assertEquals(6_000, found.profile().origin().nanos(), "7 events, a microsecond apart");
  }

  /** Four pages are handed out, and objects come to lie in them: the slab allocator asked. */
  @Test
  void pagesOfASlabAreNoRequest() throws IOException {
    pageAlloc(32, 2);
    pageAlloc(64, 0);
    cacheAlloc(address(33, 0));
    cacheAlloc(address(34, 192));
    pageFree(64, 0);

    LoadProfile profile = derived().profile();

    Request objects = request(profile, EventKind.CACHE_ALLOC, 192);
    assertEquals(
        List.of("filp", 184L, 2L), List.of(objects.name(), objects.bytes(), objects.count()));
    Request page = request(profile, EventKind.PAGE_ALLOC, 0);
    assertEquals(1, page.count());
    assertEquals(0, page.kept());
    assertEquals(2, profile.requests().size());
  }

  /**
   * kfree of null means nothing; an address that is handed out again was freed without an event.
   */
  @Test
  void freesWithoutRequestsAndRequestsWithoutFreesAreCounted() throws IOException {
    kfree(address(16, 1024));
    kmalloc(address(16, 0), 32, 32);
    kmalloc(address(16, 0), 32, 32);

    Derivation.Found found = derived();

    assertEquals(1, found.freesOfUnknown());
    Request request = request(found.profile(), EventKind.KMALLOC, 32);
    assertEquals(2, request.count());
    assertEquals(1, request.kept());
  }

  @Test
  void traceThatAsksForNothingIsRefused() {
    kfree(address(16, 1024));

    assertThrows(BadInputException.class, this::derived);
  }
}
