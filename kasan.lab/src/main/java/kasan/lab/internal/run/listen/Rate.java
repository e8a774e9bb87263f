// SPDX-License-Identifier: Apache-2.0
package kasan.lab.internal.run.listen;

import java.util.concurrent.TimeUnit;

/** Operations a second, over the last one to two seconds. */
public final class Rate {
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  private long olderNanos;
  private long olderDone;
  private long newerNanos;
  private long newerDone;

  /** Begins anew: before this moment nothing was done. */
  public void begin(long nanos, long done) {
    olderNanos = nanos;
    olderDone = done;
    newerNanos = nanos;
    newerDone = done;
  }

  /** The rate up to now, in operations a second. */
  public long at(long nanos, long done) {
    if (nanos - newerNanos >= SECOND) {
      olderNanos = newerNanos;
      olderDone = newerDone;
      newerNanos = nanos;
      newerDone = done;
    }
    long passed = nanos - olderNanos;
    return passed <= 0 ? 0 : Math.round((double) (done - olderDone) * SECOND / passed);
  }
}
