// SPDX-License-Identifier: Apache-2.0
package kasan.workload.internal.format;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import kasan.api.BadInputException;

/** The bytes of one sample, read field by field. */
public final class SampleFields {
  private static final VarHandle U16 = view(short[].class);
  private static final VarHandle U32 = view(int[].class);
  private static final VarHandle U64 = view(long[].class);

  private final String label;
  private byte[] bytes = new byte[0];
  private int start;
  private int end;

  /**
   * @param label names the file in messages
   */
  public SampleFields(String label) {
    this.label = label;
  }

  private static VarHandle view(Class<?> array) {
    return MethodHandles.byteArrayViewVarHandle(array, ByteOrder.LITTLE_ENDIAN);
  }

  /** Turns to a sample. */
  public void reset(byte[] in, int from, int length) {
    bytes = in;
    start = from;
    end = from + length;
  }

  /** The number by which the sample names its event; -1 when it is too short for one. */
  public int eventId() {
    return end - start < Short.BYTES ? -1 : (short) U16.get(bytes, start) & 0xffff;
  }

  /** A number. */
  long number(EventFormat event, FieldFormat field) {
    int at = place(event, field, field.size());
    return switch (field.size()) {
      case 1 -> field.signed() ? bytes[at] : bytes[at] & 0xff;
      case 2 -> field.signed() ? (short) U16.get(bytes, at) : (short) U16.get(bytes, at) & 0xffff;
      case 4 ->
          field.signed()
              ? (int) U32.get(bytes, at)
              : Integer.toUnsignedLong((int) U32.get(bytes, at));
      case 8 -> (long) U64.get(bytes, at);
      default ->
          throw bad(event, field.name() + " of " + field.size() + " bytes; expected a number");
    };
  }

  /** Where a text starts; its end is {@link #textEnd}. */
  int textStart(EventFormat event, FieldFormat field) {
    if (field.kind() == FieldFormat.Kind.ARRAY) {
      int at = place(event, field, 0);
      textEnd = nullFrom(at, field.size() == 0 ? end : Math.min(end, at + field.size()));
      return at;
    }
    int at = place(event, field, Integer.BYTES);
    int packed = (int) U32.get(bytes, at);
    int from =
        (field.kind() == FieldFormat.Kind.REL_LOC ? at + Integer.BYTES : start) + (packed & 0xffff);
    int to = from + (packed >>> 16);
    if (to > end) {
      throw bad(event, "the text of " + field.name() + " ends behind the sample");
    }
    textEnd = nullFrom(from, to);
    return from;
  }

  private int textEnd;

  /** Where the text ends that was asked for last: before its null byte. */
  int textEnd() {
    return textEnd;
  }

  private int nullFrom(int from, int to) {
    int i = from;
    while (i < to && bytes[i] != 0) {
      i++;
    }
    return i;
  }

  byte[] bytes() {
    return bytes;
  }

  /** A text as it stands. */
  String text(int from, int to) {
    return new String(bytes, from, to - from, UTF_8);
  }

  private int place(EventFormat event, FieldFormat field, int size) {
    int at = start + field.offset();
    if (at + size > end || at > end) {
      throw bad(
          event,
          "a sample of "
              + (end - start)
              + " bytes; "
              + field.name()
              + " ends at "
              + (field.offset() + size));
    }
    return at;
  }

  /** Complains about a sample. */
  BadInputException bad(EventFormat event, String complaint) {
    return new BadInputException(label + ": " + BinaryInput.shown(event.name() + ": " + complaint));
  }
}
