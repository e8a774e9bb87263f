// SPDX-License-Identifier: Apache-2.0
package kasan.api.workload;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import org.junit.jupiter.api.Test;

class EventBatchTest {
  /** Whichever columns there are: one that is forgotten would be copied by nobody. */
  @Test
  void copyHasEveryColumn() throws IllegalAccessException {
    var from = new EventBatch();
    from.add(EventKind.ACCESS, 7, 1, 2);
    for (Field column : EventBatch.class.getFields()) {
      if (column.getType().isArray()) {
        Object array = column.get(from);
        switch (column.getType().getComponentType().getName()) {
          case "long" -> Array.setLong(array, 0, 41);
          case "int" -> Array.setInt(array, 0, 42);
          case "boolean" -> Array.setBoolean(array, 0, true);
          default -> assertEquals(EventKind.class, column.getType().getComponentType());
        }
      }
    }
    var to = new EventBatch();
    from.copyTo(to);
    for (Field column : EventBatch.class.getFields()) {
      if (column.getType().isArray()) {
        assertEquals(
            Array.get(column.get(from), 0), Array.get(column.get(to), 0), column.getName());
      } else if (!Modifier.isStatic(column.getModifiers())) {
        assertEquals(column.get(from), column.get(to), column.getName());
      }
    }
  }

  @Test
  void rowHasNoNameUntilItGetsOne() {
    var batch = new EventBatch();
    batch.name[0] = 3;
    int row = batch.add(EventKind.MARK, 0, 0, 0);
    assertEquals(EventBatch.NO_NAME, batch.name[row]);
    assertEquals(1, batch.size);
  }
}
