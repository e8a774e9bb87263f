// SPDX-License-Identifier: Apache-2.0
package kasan.lab.api.finding;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A place in code or data as the kernel's %pS prints it: {@code name+0x1a/0x40 [module]}.
 *
 * @param name of the function or variable; a hexadecimal address where the kernel knows no name
 * @param offset bytes into it; -1 where none is printed
 * @param size bytes of it; -1 where none is printed
 * @param module what stands in brackets: the module, with a build id behind it on some kernels;
 *     null for none
 * @param source what a symbolizer or the kernel put behind: file and line, {@code [inline]}, {@code
 *     (P)}; empty for nothing
 */
public record Symbol(String name, long offset, long size, @Nullable String module, String source) {

  /** A place in the kernel image, without anything behind it. */
  public Symbol(String name, long offset, long size) {
    this(name, offset, size, null, "");
  }

  // Written out, as in other parts of traces: logs full of reports compare millions, and what a
  // record has by itself is slow in a program that ends soon.
  @Override
  public boolean equals(@Nullable Object other) {
    return this == other
        || other instanceof Symbol symbol
            && offset == symbol.offset
            && size == symbol.size
            && name.equals(symbol.name)
            && Objects.equals(module, symbol.module)
            && source.equals(symbol.source);
  }

  @Override
  public int hashCode() {
    return name.hashCode() * 31 + (int) offset;
  }

  /** As %pS prints it, with {@link #source} behind. */
  public String text() {
    StringBuilder text = new StringBuilder(name);
    if (offset >= 0) {
      text.append("+0x").append(Long.toHexString(offset));
    }
    if (size >= 0) {
      text.append("/0x").append(Long.toHexString(size));
    }
    if (module != null) {
      text.append(" [").append(module).append(']');
    }
    if (!source.isEmpty()) {
      text.append(' ').append(source);
    }
    return text.toString();
  }
}
