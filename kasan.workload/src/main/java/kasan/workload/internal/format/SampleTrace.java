// SPDX-License-Identifier: Apache-2.0
package kasan.workload.internal.format;

import java.io.IOException;
import java.util.Set;
import kasan.api.BadInputException;
import kasan.api.workload.EventBatch;
import kasan.api.workload.EventField;
import kasan.workload.internal.events.TraceStream;
import org.jspecify.annotations.Nullable;

/** A trace of samples: bytes of events that the file itself describes. */
public abstract class SampleTrace extends TraceStream {
  /** An interrupt is looked for once in so many steps. */
  private static final int LOOK_BITS = (1 << 12) - 1;

  /** Names the file in messages. */
  protected final String label;

  /** Makes the rows. */
  protected final SampleRows rows;

  private final int lossesOfStep;
  private int looked;

  /**
   * @param wanted columns to fill
   * @param lossesOfStep rows of losses that one step may make beside that of its event
   */
  protected SampleTrace(MemberBytes file, Set<EventField> wanted, int lossesOfStep) {
    this(file.label(), wanted, lossesOfStep);
  }

  /**
   * @param label names the trace in messages
   * @param wanted columns to fill
   * @param lossesOfStep rows of losses that one step may make beside that of its event
   */
  protected SampleTrace(String label, Set<EventField> wanted, int lossesOfStep) {
    this.label = label;
    this.rows = new SampleRows(tally, label, wanted);
    this.lossesOfStep = lossesOfStep;
  }

  @Override
  public final boolean next(EventBatch batch) {
    batch.size = 0;
    try {
      boolean more = true;
      while (more && batch.size + tally.room() + lossesOfStep <= EventBatch.CAPACITY) {
        if ((++looked & LOOK_BITS) == 0 && Thread.currentThread().isInterrupted()) {
          throw new BadInputException(label + ": cannot be read: interrupted");
        }
        more = step(batch);
      }
    } catch (IOException e) {
      throw new BadInputException(label + ": cannot be read: " + e.getMessage(), e);
    }
    return batch.size > 0;
  }

  /** Goes on by one event, or by less; false at the end. */
  protected abstract boolean step(EventBatch batch) throws IOException;

  /**
   * Turns {@link #rows} to a sample.
   *
   * @return what its event looks like; null when the file does not say, and it was counted
   */
  protected final @Nullable EventFormat turnTo(
      TracingData events, byte[] bytes, int start, int length) {
    rows.fields().reset(bytes, start, length);
    int id = rows.fields().eventId();
    EventFormat format = id < 0 ? null : events.format(id);
    if (format == null) {
      tally.other("of number " + id + ", which the file does not describe", 1);
    }
    return format;
  }

  @Override
  public final String name(int number) {
    return rows.names().text(number);
  }

  @Override
  public final void close() {
    try {
      closeFile();
    } catch (IOException e) {
      throw new BadInputException(label + ": cannot be closed: " + e.getMessage(), e);
    }
  }

  /** Closes what was opened. */
  protected abstract void closeFile() throws IOException;
}
