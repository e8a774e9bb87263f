// SPDX-License-Identifier: Apache-2.0
package kasan.workload.internal.dat;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import kasan.workload.internal.dat.DatContents.Part;
import kasan.workload.internal.events.Tally;
import kasan.workload.internal.format.BinaryInput;
import kasan.workload.internal.format.MemberBytes;
import kasan.workload.internal.format.TracingData;

/** Reads what a file says of itself: in one go in version 6, from section to section in 7. */
final class DatHeader {
  private static final int MAGIC_BYTES = 10;
  private static final int MOST_OPTION = 1 << 20;
  private static final int MOST_CMDLINES = 1 << 26;
  private static final int MOST_SECTIONS = 1 << 10;

  private static final int DONE = 0;
  private static final int BUFFER = 3;
  private static final int TRACECLOCK = 4;
  private static final int CPUCOUNT = 8;
  private static final int TSC2NSEC = 14;
  private static final int HEADER_INFO = 16;
  private static final int FTRACE_EVENTS = 17;
  private static final int EVENT_FORMATS = 18;

  private final MemberBytes file;
  private final TracingData events = new TracingData();
  private final List<Part> parts = new ArrayList<>();
  private final Set<String> otherBuffers = new HashSet<>();
  private Compression compression = Compression.NONE;
  private DatClock clock = new DatClock("local", 0, 0);
  private int cpus;

  private DatHeader(MemberBytes file) {
    this.file = file;
  }

  static DatContents read(MemberBytes file) throws IOException {
    return new DatHeader(file).read();
  }

  private DatContents read() throws IOException {
    try (BinaryInput in = file.at(MAGIC_BYTES)) {
      String version = in.text("the version");
      switch (version) {
        case "6" -> version6(in);
        case "7" -> version7(in);
        default ->
            throw in.bad(
                "trace.dat of version "
                    + version
                    + "; expected 6 or 7, or text: trace-cmd report -i FILE > trace.txt");
      }
      String refusal = clock.refusal();
      if (refusal != null) {
        throw in.bad(refusal);
      }
      if (parts.isEmpty() && !otherBuffers.isEmpty()) {
        throw in.bad(
            "its events lie in the buffer "
                + String.join(", ", otherBuffers)
                + ", none in the main one; make text of it: trace-cmd report -i FILE > trace.txt");
      }
      checkParts(in);
    }
    return new DatContents(events, cpus, parts, compression, clock);
  }

  /** Parts that overlap would be read once for each. */
  private void checkParts(BinaryInput in) {
    parts.sort((a, b) -> Long.compare(a.offset(), b.offset()));
    long end = 0;
    var seen = new HashSet<Integer>();
    for (Part part : parts) {
      if (part.offset() < end || part.bytes() < 0 || !seen.add(part.cpu())) {
        throw in.bad("the events of CPU " + part.cpu() + " overlap others: the file is damaged");
      }
      end = part.offset() + part.bytes();
    }
  }

  private void version6(BinaryInput in) throws IOException {
    events.machine(in);
    events.sequence(in);
    in.bytes(in.size("the command lines"), MOST_CMDLINES, "the command lines");
    cpus = cpus(in.u32("the number of CPUs"), in);
    String section = section(in);
    if (section.equals("options")) {
      options6(in);
      section = section(in);
    }
    if (!section.equals("flyrecord")) {
      throw in.bad(
          section.equals("latency")
              ? "the text of a latency tracer; expected events"
              : "expected flyrecord, found '" + section.replaceAll("[^ -~]", "?") + "'");
    }
    for (int cpu = 0; cpu < cpus; cpu++) {
      long offset = in.size("the place of the events of a CPU");
      long bytes = in.size("the size of the events of a CPU");
      if (bytes > 0) {
        parts.add(new Part(cpu, offset, bytes, false));
      }
    }
  }

  private static String section(BinaryInput in) throws IOException {
    return new String(in.bytes(10, 10, "the name of a section"), UTF_8).replace("\0", "").strip();
  }

  private static int cpus(long told, BinaryInput in) {
    if (told > Tally.MOST_CPUS) {
      throw in.bad(told + " CPUs: expected at most " + Tally.MOST_CPUS);
    }
    return (int) told;
  }

  private void options6(BinaryInput in) throws IOException {
    for (long id = in.number(2, "an option"); id != DONE; id = in.number(2, "an option")) {
      byte[] value = in.bytes(in.u32("the size of an option"), MOST_OPTION, "an option");
      if (id == BUFFER && value.length > Long.BYTES) {
        otherBuffers.add(printable(new String(value, 8, value.length - 8, UTF_8)));
      } else {
        option((int) id, value, in);
      }
    }
  }

  private static String printable(String text) {
    return text.replace("\0", "").replaceAll("[^ -~]", "?");
  }

  private void option(int id, byte[] value, BinaryInput in) throws IOException {
    if (id == TRACECLOCK) {
      DatClock named = DatClock.named(new String(value, UTF_8).replace("\0", ""));
      clock = named.scaled(clock.mult(), clock.shift());
    } else if (id == TSC2NSEC && value.length >= 8) {
      BinaryInput scale = contents(value, in);
      long mult = scale.u32("the scale of the clock");
      clock = clock.scaled(mult, (int) scale.u32("the shift of the clock"));
    } else if (id == CPUCOUNT && value.length >= 4) {
      cpus = cpus(contents(value, in).u32("the number of CPUs"), in);
    }
  }

  private BinaryInput contents(byte[] value, BinaryInput in) {
    return new BinaryInput(new ByteArrayInputStream(value), file.label(), in.at());
  }

  private void version7(BinaryInput in) throws IOException {
    events.machine(in);
    compression = Compression.named(in.text("the compression"), in);
    in.text("the version of the compression");
    long next = in.size("the place of the options");
    var seen = new HashSet<Long>();
    while (next != 0) {
      if (!seen.add(next) || seen.size() > MOST_SECTIONS) {
        throw in.bad("its options go round in a circle: the file is damaged");
      }
      try (BinaryInput section = sectionAt(next)) {
        next = options7(section);
      }
    }
    if (events.isEmpty()) {
      throw in.bad("no descriptions of events in it");
    }
  }

  /** A section without its header, decompressed. */
  private BinaryInput sectionAt(long offset) throws IOException {
    BinaryInput in = file.at(offset);
    try {
      in.number(2, "the kind of a section");
      boolean compressed = (in.number(2, "the flags of a section") & 1) != 0;
      in.u32("the description of a section");
      in.size("the size of a section");
      if (!compressed) {
        return in;
      }
      BinaryInput plain = contents(compression.chunk(in), in);
      in.close();
      return plain;
    } catch (IOException | RuntimeException e) {
      in.close();
      throw e;
    }
  }

  /** Takes the options of a section; where the next one lies, 0 for none. */
  private long options7(BinaryInput in) throws IOException {
    while (true) {
      int id = (int) in.number(2, "an option");
      byte[] value = in.bytes(in.u32("the size of an option"), MOST_OPTION, "an option");
      BinaryInput told = contents(value, in);
      switch (id) {
        case DONE -> {
          return value.length < Long.BYTES ? 0 : told.size("the place of the next options");
        }
        case BUFFER -> buffer(told);
        case HEADER_INFO, FTRACE_EVENTS, EVENT_FORMATS -> {
          try (BinaryInput section = sectionAt(told.size("the place of a section"))) {
            describe(id, section);
          }
        }
        default -> option(id, value, in);
      }
    }
  }

  private void describe(int id, BinaryInput section) throws IOException {
    switch (id) {
      case HEADER_INFO -> events.headerInfo(section);
      case FTRACE_EVENTS -> events.ftraceEvents(section);
      default -> events.eventSystems(section);
    }
  }

  private void buffer(BinaryInput in) throws IOException {
    long offset = in.size("the place of a buffer");
    String name = in.text("the name of a buffer");
    DatClock named = DatClock.named(in.text("the clock of a buffer"));
    in.u32("the size of a page of a buffer");
    int count = cpus(in.u32("the number of CPUs of a buffer"), in);
    boolean compressed;
    try (BinaryInput header = file.at(offset)) {
      header.number(2, "the kind of a section");
      compressed = (header.number(2, "the flags of a section") & 1) != 0;
    }
    for (int i = 0; i < count; i++) {
      long cpu = in.u32("the number of a CPU");
      long from = in.size("the place of the events of a CPU");
      long bytes = in.size("the size of the events of a CPU");
      if (bytes > 0 && !name.isEmpty()) {
        otherBuffers.add(printable(name));
      } else if (bytes > 0) {
        parts.add(new Part(cpus(cpu, in), from, bytes, compressed));
      }
    }
    if (name.isEmpty()) {
      clock = named.scaled(clock.mult(), clock.shift());
      cpus = Math.max(cpus, count);
    }
  }
}
