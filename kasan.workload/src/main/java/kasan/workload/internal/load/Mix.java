// SPDX-License-Identifier: Apache-2.0
package kasan.workload.internal.load;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import kasan.workload.internal.load.LoadProfile.Request;

/** Draws requests, and how long they live, as often as a profile has them. */
final class Mix {
  private final Request[] requests;
  private final long[] upTo;
  private final long[][] livesUpTo;
  private final long recordedRequests;

  /**
   * @param cachedToo whether to draw what comes with files, too
   */
  Mix(LoadProfile profile, boolean cachedToo) {
    List<Request> drawn = new ArrayList<>(profile.requests());
    drawn.removeIf(request -> request.cached() && !cachedToo);
    requests = drawn.toArray(new Request[0]);
    upTo = new long[requests.length];
    livesUpTo = new long[requests.length][];
    long sum = 0;
    for (int i = 0; i < requests.length; i++) {
      sum += requests[i].count();
      upTo[i] = sum;
      livesUpTo[i] = livesUpTo(requests[i]);
    }
    recordedRequests = profile.requestCount();
  }

  private static long[] livesUpTo(Request request) {
    long[] sums = new long[request.lives().size()];
    long sum = 0;
    for (int i = 0; i < sums.length; i++) {
      sum += request.lives().get(i);
      sums[i] = sum;
    }
    return sums;
  }

  /** Requests that were recorded of those that are drawn. */
  long count() {
    return upTo.length == 0 ? 0 : upTo[upTo.length - 1];
  }

  /** One of them, by its number. */
  int draw(SplittableRandom random) {
    return find(upTo, random.nextLong(count()));
  }

  /** The request of a number. */
  Request request(int number) {
    return requests[number];
  }

  /**
   * For how many further requests it is in use.
   *
   * @return 0 when it stays as cache; what was in use when the recording ended lives for half as
   *     long as the recording at the least, for all of it at the most
   */
  long life(int number, SplittableRandom random) {
    Request request = requests[number];
    long dice = random.nextLong(request.count());
    if (dice < request.kept()) {
      return request.cached()
          ? 0
          : recordedRequests / 2 + random.nextLong(recordedRequests / 2 + 1);
    }
    long least = 1L << find(livesUpTo[number], dice - request.kept());
    return least + random.nextLong(least);
  }

  /** Index of the first sum that is greater. */
  private static int find(long[] sums, long value) {
    int at = Arrays.binarySearch(sums, value + 1);
    int index = at >= 0 ? at : -at - 1;
    while (index > 0 && sums[index - 1] > value) {
      index--;
    }
    return index;
  }
}
