// SPDX-License-Identifier: Apache-2.0
package kasan.explain.internal.part;

import java.util.ArrayList;
import java.util.List;
import kasan.explain.internal.frame.Cursor;
import kasan.explain.internal.frame.Frames;
import kasan.explain.internal.frame.Symbols;
import kasan.explain.internal.frame.Trace;
import kasan.lab.api.finding.Finding;
import kasan.lab.api.finding.StackTrace;
import kasan.lab.api.finding.Symbol;
import kasan.lab.api.finding.TraceLine.Frame;
import kasan.lab.api.finding.Track;
import org.jspecify.annotations.Nullable;

/**
 * Who allocated and freed the object, and where work on it was queued.
 *
 * <p>{@code Allocated by task 91:}, with {@code on cpu 1 at 2.345678s} under
 * CONFIG_KASAN_EXTRA_INFO; {@code Allocated:} and {@code PID = 91} from 4.8 to 4.10; {@code INFO:
 * Allocated in f+0x1/0x2 age=1 cpu=0 pid=91} of SLUB before. {@code Last potentially related work
 * creation:}, {@code Last call_rcu():} in 5.8.
 */
public final class TrackPart implements PartReader {
  private @Nullable Collected allocated;
  private @Nullable Collected freed;
  private static final int MAX_RELATED = 16;

  private final List<Collected> related = new ArrayList<>();
  private int leftOut;
  private @Nullable Collected current;

  private static final class Collected {
    private long pid;
    private @Nullable Integer cpu;
    private @Nullable Long micros;
    private @Nullable Symbol place;
    private final Trace stack = new Trace();

    Track track() {
      if (stack.isEmpty() && place != null) {
        stack.add(new Frame(place));
      }
      return new Track(pid, cpu, micros, stack.toStackTrace());
    }
  }

  @Override
  public boolean opens(String text) {
    String line = text.stripTrailing();
    Collected begun = heading(line);
    if (begun == null) {
      return false;
    }
    current = begun;
    return true;
  }

  private @Nullable Collected heading(String line) {
    Cursor cursor = new Cursor(line);
    cursor.skip("INFO: ");
    boolean allocation = cursor.skip("Allocated");
    if (allocation || cursor.skip("Freed")) {
      Collected track = byTask(cursor);
      if (track == null) {
        track = slub(cursor);
      }
      if (track != null) {
        if (allocation) {
          allocated = allocated == null ? track : allocated;
        } else {
          freed = freed == null ? track : freed;
        }
      }
      return track;
    }
    cursor.skip("Second to last ");
    cursor.skip("Last ");
    if (cursor.at() > 0
        && (cursor.skip("potentially related work creation:") || cursor.skip("call_rcu():"))
        && cursor.atEnd()) {
      Collected work = new Collected();
      if (related.size() < MAX_RELATED) {
        related.add(work);
      } else {
        leftOut++;
      }
      return work;
    }
    return null;
  }

  private static @Nullable Collected byTask(Cursor cursor) {
    Collected track = new Collected();
    if (cursor.skip(':')) {
      return cursor.atEnd() ? track : null;
    }
    if (!cursor.skip(" by task ")) {
      return null;
    }
    Long pid = cursor.decimal();
    if (pid == null) {
      return null;
    }
    track.pid = pid;
    if (cursor.skip(" on cpu ")) {
      track.cpu = cursor.smallDecimal();
      if (cursor.skip(" at ")) {
        track.micros = micros(cursor);
        cursor.skip('s');
      }
    }
    return cursor.skip(':') ? track : null;
  }

  private static @Nullable Long micros(Cursor cursor) {
    Long seconds = cursor.decimal();
    if (seconds == null || !cursor.skip('.')) {
      return null;
    }
    Long micros = cursor.decimal();
    return micros == null ? null : seconds * 1_000_000 + micros;
  }

  /** {@code in f+0x1/0x2 [m] age=1 cpu=0 pid=91}. */
  private static @Nullable Collected slub(Cursor cursor) {
    if (!cursor.skip(" in ")) {
      return null;
    }
    String place = cursor.until(" age=");
    if (place == null) {
      return null;
    }
    Collected track = new Collected();
    track.place = Symbols.strict(place.strip());
    cursor.word();
    if (cursor.skip(" cpu=")) {
      track.cpu = cursor.smallDecimal();
    }
    if (cursor.skip(" pid=")) {
      Long pid = cursor.decimal();
      track.pid = pid == null ? 0 : pid;
    }
    return track;
  }

  @Override
  public boolean goesOn(String line) {
    Collected track = current;
    if (track == null) {
      return false;
    }
    String stripped = line.strip();
    if (stripped.equals("(stack is not available)")) {
      return true;
    }
    Cursor cursor = new Cursor(stripped);
    if (cursor.skip("PID = ")) {
      Long pid = cursor.decimal();
      track.pid = pid == null ? 0 : pid;
      return pid != null;
    }
    if (track.stack.isFull() && stripped.indexOf("+0x") > 0) {
      track.stack.leaveOut(1);
      return true;
    }
    return Frames.read(stripped, track.stack);
  }

  @Override
  public boolean isFull() {
    return current != null && current.stack.isFull();
  }

  @Override
  public void leaveOut(int frames) {
    if (current != null) {
      current.stack.leaveOut(frames);
    }
  }

  /** Lines of stacks, and stacks, beyond those that are kept. */
  public int leftOut() {
    int sum = leftOut;
    sum += allocated == null ? 0 : allocated.stack.leftOut();
    sum += freed == null ? 0 : freed.stack.leftOut();
    for (Collected work : related) {
      sum += work.stack.leftOut();
    }
    return sum;
  }

  @Override
  public void give(Finding.Builder finding) {
    List<StackTrace> work = new ArrayList<>();
    for (Collected each : related) {
      work.add(each.stack.toStackTrace());
    }
    finding
        .allocated(allocated == null ? null : allocated.track())
        .freed(freed == null ? null : freed.track())
        .relatedWork(work);
  }
}
