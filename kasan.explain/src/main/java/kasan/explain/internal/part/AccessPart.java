// SPDX-License-Identifier: Apache-2.0
package kasan.explain.internal.part;

import kasan.explain.internal.frame.Cursor;
import kasan.lab.api.finding.Access;
import kasan.lab.api.finding.Access.Kind;
import kasan.lab.api.finding.Finding;
import kasan.lab.api.finding.Tags;
import org.jspecify.annotations.Nullable;

/**
 * What was done: {@code Read of size 8 at addr ... by task comm/pid}, {@code Free of addr ...},
 * {@code Pointer tag: [..], memory tag: [..]}. Kernels before 4.11 have the address in the title.
 */
public final class AccessPart implements PartReader {
  private final @Nullable Long titleAddress;
  private @Nullable Access access;
  private @Nullable Tags tags;

  public AccessPart(@Nullable Access assumed, @Nullable Long titleAddress) {
    this.access = assumed;
    this.titleAddress = titleAddress;
  }

  @Override
  public boolean opens(String text) {
    char first = text.isEmpty() ? ' ' : text.charAt(0);
    if (first != 'R' && first != 'W' && first != 'F' && first != 'P') {
      return false;
    }
    String line = text.stripTrailing();
    return readAccess(line) || readTags(line);
  }

  /** The task that made the access; null where it is not known. */
  public @Nullable Long pid() {
    return access == null || access.comm().isEmpty() ? null : access.pid();
  }

  private boolean readAccess(String line) {
    Cursor cursor = new Cursor(line);
    Kind kind = null;
    for (Kind candidate : Kind.values()) {
      if (cursor.skip(candidate.word() + " ")) {
        kind = candidate;
        break;
      }
    }
    if (kind == null) {
      return false;
    }
    long size = 0;
    if (cursor.skip("of size ")) {
      Long printed = cursor.decimal();
      if (printed == null) {
        return false;
      }
      size = printed;
      cursor.spaces();
    }
    Long address = titleAddress;
    if (cursor.skip("of addr ") || cursor.skip("at addr ")) {
      address = cursor.address();
      if (address == null) {
        return false;
      }
      cursor.spaces();
    }
    String comm = "";
    long pid = 0;
    if (cursor.skip("by task ")) {
      String task = cursor.rest().strip();
      int slash = task.lastIndexOf('/');
      Long number = slash < 0 ? null : new Cursor(task, slash + 1).decimal();
      comm = number == null ? task : task.substring(0, slash);
      pid = number == null ? 0 : number;
    } else if (!cursor.atEnd()) {
      return false;
    }
    if (access == null || access.comm().isEmpty()) {
      access = new Access(kind, size, address, comm, pid);
    }
    return true;
  }

  private boolean readTags(String line) {
    Cursor cursor = new Cursor(line);
    if (!cursor.skip("Pointer tag: [")) {
      return false;
    }
    Long pointer = cursor.hex();
    if (pointer == null || !cursor.skip("], memory tag: [")) {
      return false;
    }
    Long memory = cursor.hex();
    if (memory == null) {
      return false;
    }
    tags = new Tags((int) (pointer & 0xFF), (int) (memory & 0xFF));
    return true;
  }

  @Override
  public boolean goesOn(String line) {
    return line.strip().equals("Asynchronous fault: no details available");
  }

  @Override
  public void give(Finding.Builder finding) {
    finding.access(access).tags(tags);
  }
}
