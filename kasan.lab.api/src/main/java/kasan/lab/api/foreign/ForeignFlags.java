// SPDX-License-Identifier: Apache-2.0
package kasan.lab.api.foreign;

import kasan.api.workload.PageFlags;
import kasan.lab.api.wall.ForeignCalls;
import kasan.lab.api.wall.Stint;
import kasan.lab.api.wall.Wall;
import org.jspecify.annotations.Nullable;

/**
 * Flags of page frames as a reader of an extension tells them. There are millions of questions, so
 * nothing is made for one.
 */
final class ForeignFlags implements PageFlags, Walled {
  private final Foreign<PageFlags> foreign;
  private final PageFlags flags;
  private final long frames;

  ForeignFlags(Foreign<PageFlags> foreign) {
    this.foreign = foreign;
    this.flags = foreign.service();
    var answers = new Answers(foreign, "frames()");
    this.frames = foreign.answer(each -> answers.number(each.frames(), 0, Long.MAX_VALUE));
  }

  @Override
  public Foreign<?> foreign() {
    return foreign;
  }

  @Override
  public long frames() {
    return frames;
  }

  @Override
  public long at(long pfn) {
    Stint thread = ForeignCalls.stint();
    if (thread == null) {
      return ForeignCalls.answer(foreign, () -> flags.at(pfn));
    }
    long answer = 0;
    Throwable thrown = null;
    thread.enter(foreign);
    try {
      answer = flags.at(pfn);
    } catch (Throwable e) {
      thrown = e;
    }
    back(thread, thrown);
    return answer;
  }

  @Override
  public long sameUntil(long pfn) {
    Stint thread = ForeignCalls.stint();
    if (thread == null) {
      return checked(pfn, ForeignCalls.answer(foreign, () -> flags.sameUntil(pfn)));
    }
    long answer = 0;
    Throwable thrown = null;
    thread.enter(foreign);
    try {
      answer = flags.sameUntil(pfn);
    } catch (Throwable e) {
      thrown = e;
    }
    back(thread, thrown);
    return checked(pfn, answer);
  }

  private long checked(long pfn, long until) {
    if (until <= pfn) {
      throw new Answers(foreign, "sameUntil(" + pfn + ")").wrong(until + "; expected more");
    }
    return until;
  }

  private void back(Stint thread, @Nullable Throwable thrown) {
    if (thread.leave()) {
      throw thread.hang();
    }
    if (thrown != null) {
      throw Wall.told(foreign, thrown);
    }
  }
}
