// SPDX-License-Identifier: Apache-2.0
package kasan.explain.internal.part;

import java.util.ArrayList;
import java.util.List;
import kasan.explain.internal.frame.Cursor;
import kasan.explain.internal.frame.Symbols;
import kasan.lab.api.finding.Finding;
import kasan.lab.api.finding.StackFrame;
import kasan.lab.api.finding.StackFrame.Variable;
import kasan.lab.api.finding.Symbol;
import org.jspecify.annotations.Nullable;

/**
 * The stack and the frame: {@code The buggy address belongs to stack of task comm/pid}, {@code and
 * is located at offset 106 in frame:}, its function, {@code This frame has 4 objects:} and they.
 * Kernels of the 5.x series begin with {@code addr ... is located in stack of task comm/pid at
 * offset ... in frame:}.
 */
public final class StackPart implements PartReader {
  private static final int MAX_OBJECTS = 128;

  private @Nullable String comm;
  private long pid;
  private long offset;
  private boolean inFrame;
  private @Nullable Symbol function;
  private final List<Variable> objects = new ArrayList<>();
  private int leftOut;

  @Override
  public boolean opens(String text) {
    String line = text.stripTrailing();
    Cursor cursor = new Cursor(line);
    if (cursor.skip("The buggy address belongs to stack of task ")) {
      return readTask(cursor.rest());
    }
    if (cursor.skip("addr ")) {
      if (cursor.address() == null || !cursor.skip(" is located in stack of task ")) {
        return false;
      }
      String task = cursor.until(" at offset ");
      return task != null && readTask(task) && readOffset(cursor);
    }
    return comm != null
        && (cursor.skip("This frame has ") || cursor.skip("this frame has "))
        && cursor.digits() > 0
        && cursor.skip(" object");
  }

  private boolean readTask(String task) {
    int slash = task.lastIndexOf('/');
    Long number = slash < 0 ? null : new Cursor(task, slash + 1).decimal();
    comm = number == null ? task : task.substring(0, slash);
    pid = number == null ? 0 : number;
    return true;
  }

  private boolean readOffset(Cursor cursor) {
    Long bytes = cursor.decimal();
    if (bytes == null || !cursor.skip(" in frame:")) {
      return false;
    }
    offset = bytes;
    inFrame = true;
    return true;
  }

  @Override
  public boolean goesOn(String line) {
    String stripped = line.strip();
    Cursor cursor = new Cursor(stripped);
    if (cursor.skip("and is located at offset ")) {
      return readOffset(cursor);
    }
    if (cursor.skip('[')) {
      return readObject(cursor);
    }
    if (inFrame && function == null) {
      function = Symbols.alone(stripped);
      return function != null;
    }
    return false;
  }

  private boolean readObject(Cursor cursor) {
    Long start = cursor.decimal();
    if (start == null || !cursor.skip(", ")) {
      return false;
    }
    Long end = cursor.decimal();
    if (end == null || !cursor.skip(") '")) {
      return false;
    }
    String name = cursor.rest();
    if (objects.size() < MAX_OBJECTS) {
      objects.add(new Variable(start, end, name.endsWith("'") ? chop(name) : name));
    } else {
      leftOut++;
    }
    return true;
  }

  private static String chop(String name) {
    return name.substring(0, name.length() - 1);
  }

  /** Variables beyond those that are kept. */
  public int leftOut() {
    return leftOut;
  }

  @Override
  public void give(Finding.Builder finding) {
    if (comm != null) {
      finding.stackFrame(
          new StackFrame(comm, pid, function == null ? 0 : offset, function, objects));
    }
  }
}
