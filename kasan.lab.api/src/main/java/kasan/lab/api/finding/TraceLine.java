// SPDX-License-Identifier: Apache-2.0
package kasan.lab.api.finding;

import org.jspecify.annotations.Nullable;

/** One line of a stack trace. */
public sealed interface TraceLine {
  /** As Linux 6.12 prints it, with the space in front. */
  String text();

  /**
   * A return address.
   *
   * @param symbol where it points
   * @param reliable false for one that the unwinder merely found on the stack; printed with a
   *     question mark
   * @param pc the address itself, which kernels before 4.10 print in brackets; 0 where it is not
   *     printed
   */
  record Frame(Symbol symbol, boolean reliable, long pc) implements TraceLine {
    /** A reliable frame as kernels print it today. */
    public Frame(Symbol symbol) {
      this(symbol, true, 0);
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return this == other
          || other instanceof Frame frame
              && reliable == frame.reliable
              && pc == frame.pc
              && symbol.equals(frame.symbol);
    }

    @Override
    public int hashCode() {
      return symbol.hashCode() + Long.hashCode(pc);
    }

    @Override
    public String text() {
      return (reliable ? " " : " ? ") + symbol.text();
    }
  }

  /**
   * A line between frames: {@code <TASK>}, {@code </IRQ>}, {@code RIP: ...} and registers of an
   * entry from user space.
   *
   * @param text the line, with the space in front if it has one
   */
  record Marker(String text) implements TraceLine {
    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Marker marker && text.equals(marker.text);
    }

    @Override
    public int hashCode() {
      return text.hashCode();
    }
  }
}
