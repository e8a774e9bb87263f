// SPDX-License-Identifier: Apache-2.0
package kasan.explain.internal.words;

import kasan.explain.internal.words.ShadowMap.Extent;
import kasan.lab.api.finding.Access;
import kasan.lab.api.finding.Access.Kind;
import kasan.lab.api.finding.Finding;
import kasan.lab.api.finding.MemoryState;
import kasan.lab.api.finding.SlabObject;
import kasan.lab.api.finding.SlabObject.State;
import kasan.lab.api.finding.Symbol;
import kasan.lab.api.finding.VmallocRegion;
import org.jspecify.annotations.Nullable;

/**
 * What the shadow bytes of a finding tell beyond its text.
 *
 * @param finding what was diagnosed
 * @param kind kind of bug, as far as schemes differ in finding it
 * @param map the dump around the bad address; null where there is none, or it shows tags
 * @param badByte the first byte that may not be accessed; for a free the address that was freed;
 *     null where the dump does not show it
 * @param badShadow shadow of its granule, or its memory tag; -1 where the dump does not show it
 * @param asked bytes that were asked for, of the object, area or variable that the address belongs
 *     to; null where nothing tells
 * @param askedFrom what tells: {@code report} or {@code shadow}; empty for nothing
 * @param left bytes that may be accessed, next on the left of the bad byte; null where none are
 *     shown
 * @param right the same on the right
 */
record Diagnosis(
    Finding finding,
    BugKind kind,
    @Nullable ShadowMap map,
    @Nullable Long badByte,
    int badShadow,
    @Nullable Long asked,
    String askedFrom,
    @Nullable Extent left,
    @Nullable Extent right) {
  private static final long TAG_GRANULE = 16;
  private static final long UNTAGGED = 0xFFL << 56;

  /** Diagnoses a finding. */
  static Diagnosis of(Finding finding) {
    boolean tagged = ShadowMeaning.tagged(finding);
    MemoryState state = finding.memoryState();
    Access access = finding.access();
    Long address = finding.address();
    if (tagged && address != null) {
      address |= UNTAGGED;
    }
    Long marked = state == null ? null : state.firstBadAddress();
    Long center = marked == null ? address : marked;
    ShadowMap map = tagged ? null : ShadowMap.around(state, center);
    Long bad = null;
    if (access != null && access.kind() == Kind.FREE) {
      bad = address;
    } else if (map != null && address != null && access != null) {
      bad = map.firstBad(address, access.size());
      if (bad == null && marked != null && isWithin(marked, address, access.size())) {
        // an access that is longer than the dump: the kernel marked where it goes wrong
        bad = marked;
      }
    } else if (map != null && marked != null && address == null) {
      bad = marked;
    }
    Long shown = bad == null ? center : bad;
    int badShadow = state == null || shown == null ? -1 : state.shadowOf(shown);
    Extent left = map == null || bad == null ? null : map.leftOf(bad);
    Extent right = map == null || bad == null ? null : map.rightOf(bad);
    Asked asked = asked(finding, address, map, left);
    BugKind kind = BugKinds.of(finding, badShadow, near(finding, address, asked.bytes, left));
    if (kind == BugKind.PAGE_UAF
        && address != null
        && FreedPage.hasByteManagedNeighbour(finding, address)) {
      kind = BugKind.PAGE_UAF_NEIGHBOUR;
    }
    return new Diagnosis(finding, kind, map, bad, badShadow, asked.bytes, asked.from, left, right);
  }

  private static boolean isWithin(long place, long address, long size) {
    return Long.compareUnsigned(place - address, size) < 0;
  }

  private record Asked(@Nullable Long bytes, String from) {
    static final Asked UNKNOWN = new Asked(null, "");
  }

  private static Asked asked(
      Finding finding, @Nullable Long address, @Nullable ShadowMap map, @Nullable Extent left) {
    SlabObject object = finding.object();
    if (object != null) {
      SlabObject.Region region = object.region();
      if (region != null && region.state() == State.ALLOCATED) {
        return new Asked(region.size(), "report");
      }
      return fromStart(object.address(), object.size(), map, left);
    }
    VmallocRegion vmalloc = finding.vmalloc();
    if (vmalloc != null && vmalloc.start() != null && finding.stackFrame() == null) {
      // areas have guard pages between them: what goes on behind a border is no other area
      Extent area = map == null ? null : map.from(vmalloc.start());
      return map != null && area != null && !map.endsAtPoison(area)
          ? Asked.UNKNOWN
          : fromStart(vmalloc.start(), null, map, left);
    }
    Symbol variable = finding.variable();
    if (variable != null && variable.offset() >= 0 && address != null) {
      return fromStart(address - variable.offset(), null, map, left);
    }
    return Asked.UNKNOWN;
  }

  /**
   * The bytes from a known start that may be accessed. Where the dump begins in the middle of them,
   * what it does not show is taken to be like what it shows.
   */
  private static Asked fromStart(
      long start, @Nullable Long limit, @Nullable ShadowMap map, @Nullable Extent left) {
    if (map == null) {
      return Asked.UNKNOWN;
    }
    Extent extent = map.from(start);
    if (extent == null
        && left != null
        && !left.startKnown()
        && Long.compareUnsigned(start, left.start()) < 0) {
      extent = new Extent(start, true, left.end(), left.endKnown());
    }
    if (extent == null || !extent.endKnown()) {
      return Asked.UNKNOWN;
    }
    long bytes = extent.end() - start;
    return limit != null && bytes > limit ? Asked.UNKNOWN : new Asked(bytes, "shadow");
  }

  /** Whether an access ends in the 16-byte granule in which the memory ends that it missed. */
  private static boolean near(
      Finding finding, @Nullable Long address, @Nullable Long asked, @Nullable Extent left) {
    Access access = finding.access();
    if (address == null || access == null || access.size() < 0) {
      return false;
    }
    SlabObject object = finding.object();
    VmallocRegion vmalloc = finding.vmalloc();
    long end;
    if (object != null && asked != null) {
      end = object.address() + asked;
    } else if (vmalloc != null
        && vmalloc.start() != null
        && asked != null
        && finding.stackFrame() == null) {
      end = vmalloc.start() + asked;
    } else if (left != null) {
      end = left.end();
    } else {
      return false;
    }
    long lastByte = address + Math.max(1, access.size()) - 1;
    long border = (end + TAG_GRANULE - 1) & -TAG_GRANULE;
    return Long.compareUnsigned(lastByte, end) >= 0 && Long.compareUnsigned(lastByte, border) < 0;
  }
}
