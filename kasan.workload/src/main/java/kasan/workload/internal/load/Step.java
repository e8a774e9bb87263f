// SPDX-License-Identifier: Apache-2.0
package kasan.workload.internal.load;

import java.util.function.LongConsumer;

/** A part of a load, which writes its rows batch by batch. */
interface Step {
  /** Writes rows as long as there is room; false when it has no more. */
  boolean go();

  /** Does something for each number from 0 on, as long as so many rows are left for it. */
  static Step each(Rows rows, long times, int mostRows, LongConsumer action) {
    return new Step() {
      private long done;

      @Override
      public boolean go() {
        while (done < times && rows.room() > mostRows) {
          action.accept(done);
          done++;
        }
        return done < times;
      }
    };
  }
}
