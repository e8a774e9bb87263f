// SPDX-License-Identifier: Apache-2.0
package kasan.explain.internal.log;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import kasan.lab.api.finding.DumpInfo;
import kasan.lab.api.finding.Finding;
import kasan.lab.api.finding.StackTrace;
import kasan.lab.api.finding.TraceLine;
import kasan.lab.api.finding.Track;
import org.jspecify.annotations.Nullable;

/**
 * Keeps equal parts of reports once: a log that is full of reports mostly repeats a few of them.
 *
 * <p>It counts what it holds, so that the reader can stop keeping before the memory is full.
 */
final class Pool {
  /** Bytes of parts that are held, roughly; a report of its own kind takes some 10 kB. */
  static final long FULL_BYTES = 64L << 20;

  private static final int OBJECT_BYTES = 100;
  private static final int REPORT_BYTES = 1500;

  private final Map<Object, Object> parts = new HashMap<>();
  private long bytes;

  /** Whether no more should be kept. */
  boolean isFull() {
    return bytes > FULL_BYTES;
  }

  /** An equal finding, of parts that are shared with others. */
  Finding shared(Finding finding) {
    bytes += REPORT_BYTES;
    List<StackTrace> work = new ArrayList<>();
    for (StackTrace trace : finding.relatedWork()) {
      work.add(trace(trace));
    }
    List<String> page = new ArrayList<>();
    for (String line : finding.page()) {
      page.add(same(line, line.length()));
    }
    return new Finding(
        same(finding.bugClass(), 0),
        finding.function() == null ? null : same(finding.function(), OBJECT_BYTES),
        finding.access(),
        finding.faultRange(),
        finding.tags(),
        info(finding.info()),
        trace(finding.callTrace()),
        track(finding.allocated()),
        track(finding.freed()),
        work,
        finding.object(),
        finding.variable(),
        finding.stackFrame(),
        finding.vmalloc(),
        page,
        finding.memoryState());
  }

  private @Nullable DumpInfo info(@Nullable DumpInfo info) {
    return info == null ? null : same(info, 4 * OBJECT_BYTES);
  }

  private @Nullable Track track(@Nullable Track track) {
    return track == null
        ? null
        : new Track(track.pid(), track.cpu(), track.micros(), trace(track.stack()));
  }

  private StackTrace trace(StackTrace trace) {
    StackTrace known = (StackTrace) parts.get(trace);
    if (known != null) {
      return known;
    }
    List<TraceLine> lines = new ArrayList<>(trace.lines().size());
    for (TraceLine line : trace.lines()) {
      lines.add(same(line, line.text().length()));
    }
    return same(new StackTrace(lines), 8 * lines.size());
  }

  @SuppressWarnings("unchecked") // a part is only found by one that equals it
  private <T> T same(T part, int length) {
    Object known = parts.putIfAbsent(part, part);
    if (known != null) {
      return (T) known;
    }
    bytes += OBJECT_BYTES + length;
    return part;
  }
}
