// SPDX-License-Identifier: Apache-2.0
package kasan.web.internal.live;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The curves of a run from its beginning on, in bounded space: when there is no more room every
 * other point goes, and from then on points are kept half as often. The newest is always there.
 */
final class History {
  private final List<String> columns;
  private final long[][] points;
  private int size;
  private long seen;
  private long stride = 1;

  /**
   * @param columns names of the figures of a point
   * @param room for so many points, an even number
   */
  History(List<String> columns, int room) {
    this.columns = List.copyOf(columns);
    this.points = new long[room][];
  }

  /** Adds a point, with a figure for each column. */
  synchronized void add(long[] point) {
    // the last point stays only where it is one of those that are kept; else it was but the newest
    if (size > 0 && (seen - 1) % stride != 0) {
      size--;
    }
    if (size == points.length) {
      for (int i = 0; i < size / 2; i++) {
        points[i] = points[2 * i];
      }
      size /= 2;
      stride *= 2;
    }
    points[size++] = point.clone();
    seen++;
  }

  /** A list for each column. */
  synchronized Map<String, Object> tree() {
    Map<String, Object> tree = new LinkedHashMap<>();
    for (int column = 0; column < columns.size(); column++) {
      var figures = new ArrayList<Long>(size);
      for (long[] point : Arrays.asList(points).subList(0, size)) {
        figures.add(point[column]);
      }
      tree.put(columns.get(column), figures);
    }
    return tree;
  }
}
