// SPDX-License-Identifier: Apache-2.0
package kasan.workload.internal.format;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a file says of the kernel's events: in trace.dat of version 6 and in perf.data one after the
 * other, in version 7 in sections of their own.
 */
public final class TracingData {
  private static final int MOST_FORMAT_BYTES = 1 << 20;
  private static final int MOST_FORMATS = 1 << 16;
  private static final Pattern DATA =
      Pattern.compile("field: ?char data;\\s*offset:(\\d{1,5});\\s*size:(\\d{1,8});");

  private final Map<Integer, EventFormat> formats = new HashMap<>();
  private int pageDataOffset = 16;
  private long pageBytes;
  private int formatsSeen;

  /** Endianness, size of a long, size of a page: behind the version. */
  public void machine(BinaryInput in) throws IOException {
    long endian = in.number(1, "the byte order");
    long longBytes = in.number(1, "the size of a long");
    if (endian != 0) {
      throw in.bad("of a big-endian machine; only those of little-endian ones are read");
    }
    if (longBytes != Long.BYTES) {
      throw in.bad(
          "of a kernel of " + 8 * longBytes + " bits; only traces of 64-bit ones are read");
    }
    pageBytes = in.u32("the size of a page");
  }

  /** All of it, as version 6 of trace.dat and perf.data have it, up to kallsyms and printk. */
  public void sequence(BinaryInput in) throws IOException {
    headerInfo(in);
    ftraceEvents(in);
    eventSystems(in);
    in.skip(in.u32("the size of kallsyms"), "kallsyms");
    in.skip(in.u32("the size of the printk formats"), "the printk formats");
  }

  /** How a page of the ring buffer is laid out. */
  public void headerInfo(BinaryInput in) throws IOException {
    expect(in, "header_page");
    page(file(in, "header_page"));
    expect(in, "header_event");
    file(in, "header_event");
  }

  private void page(String text) {
    Matcher data = DATA.matcher(text);
    if (data.find()) {
      pageDataOffset = Integer.parseInt(data.group(1));
      pageBytes = Math.max(pageBytes, pageDataOffset + Long.parseLong(data.group(2)));
    }
  }

  /**
   * What the running kernel says of its events.
   *
   * @param headerPage text of {@code events/header_page}
   * @param texts each that of the file {@code format} of an event; one that describes none is left
   *     out
   */
  public static TracingData of(String headerPage, List<String> texts) {
    var data = new TracingData();
    data.page(headerPage);
    for (String text : texts) {
      EventFormat format = EventFormat.parse(text);
      if (format != null) {
        data.formats.putIfAbsent(format.id(), format);
      }
    }
    return data;
  }

  private static void expect(BinaryInput in, String name) throws IOException {
    String found = in.text(name);
    if (!found.equals(name)) {
      throw in.bad("expected " + name + "; the file is damaged");
    }
  }

  private static String file(BinaryInput in, String what) throws IOException {
    return new String(in.bytes(in.size(what), MOST_FORMAT_BYTES, what), UTF_8);
  }

  /** Events of the tracer itself: marks, stacks. */
  public void ftraceEvents(BinaryInput in) throws IOException {
    events(in, in.u32("the number of ftrace events"), "ftrace");
  }

  /** Events by their systems. */
  public void eventSystems(BinaryInput in) throws IOException {
    long systems = in.u32("the number of event systems");
    for (long i = 0; i < systems; i++) {
      String system = in.text("the name of an event system");
      events(in, in.u32("the number of events of " + system), system);
    }
  }

  private void events(BinaryInput in, long count, String system) throws IOException {
    for (long i = 0; i < count; i++) {
      if (++formatsSeen > MOST_FORMATS) {
        throw in.bad("more than " + MOST_FORMATS + " event formats: the file is damaged");
      }
      String what = "an event format of " + system;
      EventFormat format = EventFormat.parse(file(in, what));
      if (format == null) {
        throw in.bad("no name or ID in " + what + "; the file is damaged");
      }
      formats.putIfAbsent(format.id(), format);
    }
  }

  /** The event that samples name by a number; null when it is not described. */
  public @Nullable EventFormat format(int id) {
    return formats.get(id);
  }

  /** Whether any event is described. */
  public boolean isEmpty() {
    return formats.isEmpty();
  }

  /** Where the events of a page of the ring buffer begin. */
  public int pageDataOffset() {
    return pageDataOffset;
  }

  /** Size of a page of the ring buffer in bytes. */
  public long pageBytes() {
    return pageBytes;
  }
}
