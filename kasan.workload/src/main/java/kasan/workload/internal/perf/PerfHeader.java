// SPDX-License-Identifier: Apache-2.0
package kasan.workload.internal.perf;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.BitSet;
import kasan.workload.internal.events.Tally;
import kasan.workload.internal.format.BinaryInput;
import kasan.workload.internal.format.MemberBytes;
import kasan.workload.internal.format.TracingData;

/**
 * The header of a file: which events were recorded, where the records lie, features behind them.
 */
final class PerfHeader {
  private static final int MAGIC_BYTES = 8;
  private static final int PIPE_HEADER_BYTES = 16;
  private static final int MOST_ATTRS = 1 << 12;
  private static final int MOST_IDS = 1 << 16;
  private static final int MOST_NAME = 1 << 12;
  private static final int TRACING_DATA_MAGIC_BYTES = 10;

  private static final int FEATURE_WORDS = 4;
  private static final int TRACING_DATA = 1;
  private static final int NRCPUS = 7;
  private static final int EVENT_DESC = 12;

  private final MemberBytes file;
  final PerfAttrs attrs = new PerfAttrs();
  final TracingData events = new TracingData();
  int cpus;
  long dataOffset;
  long dataBytes;

  PerfHeader(MemberBytes file) {
    this.file = file;
  }

  void read() throws IOException {
    try (BinaryInput in = file.at(MAGIC_BYTES)) {
      long headerBytes = in.size("the header");
      if (headerBytes == PIPE_HEADER_BYTES) {
        dataOffset = PIPE_HEADER_BYTES;
        dataBytes = Long.MAX_VALUE;
        return;
      }
      long attrBytes = in.size("the size of an event");
      long attrsAt = in.size("the place of the events");
      long attrsBytes = in.size("the size of the events");
      dataOffset = in.size("the place of the records");
      dataBytes = in.size("the size of the records");
      in.size("the place of the event types");
      in.size("the size of the event types");
      var features = new long[FEATURE_WORDS];
      for (int i = 0; i < FEATURE_WORDS; i++) {
        features[i] = in.number(Long.BYTES, "the features");
      }
      if (dataBytes == 0) {
        throw in.bad("no records in it: perf record was killed before it wrote the header");
      }
      attrs(in, attrsAt, attrsBytes, attrBytes);
      features(BitSet.valueOf(features));
    }
  }

  private void attrs(BinaryInput in, long from, long bytes, long each) throws IOException {
    if (each < PerfAttr.LEAST_BYTES + 2 * Long.BYTES || bytes / each > MOST_ATTRS) {
      throw in.bad("events of " + each + " bytes each; the file is damaged");
    }
    try (BinaryInput list = file.at(from)) {
      for (long i = 0; i < bytes / each; i++) {
        PerfAttr attr = PerfAttr.of(list.bytes(each - 2 * Long.BYTES, 1 << 12, "an event"));
        attrs.add(attr);
        ids(list.size("the place of identifiers"), list.size("the size of identifiers"), attr);
      }
    }
  }

  private void ids(long from, long bytes, PerfAttr attr) throws IOException {
    try (BinaryInput list = file.at(from)) {
      long count = bytes / Long.BYTES;
      if (count > MOST_IDS) {
        throw list.bad(count + " identifiers of one event; the file is damaged");
      }
      for (long i = 0; i < count; i++) {
        id(list.number(Long.BYTES, "an identifier"), attr, list);
      }
    }
  }

  private void id(long id, PerfAttr attr, BinaryInput in) {
    if (!attrs.id(id, attr)) {
      throw in.bad("too many identifiers of events; the file is damaged");
    }
  }

  /** Features lie behind the records, with a table of their places first. */
  private void features(BitSet features) throws IOException {
    try (BinaryInput table = file.at(dataOffset + dataBytes)) {
      for (int feature = features.nextSetBit(0);
          feature >= 0;
          feature = features.nextSetBit(feature + 1)) {
        long from = table.size("the place of a feature");
        long bytes = table.size("the size of a feature");
        if (bytes > 0 && (feature == TRACING_DATA || feature == NRCPUS || feature == EVENT_DESC)) {
          try (BinaryInput in = file.at(from)) {
            feature(feature, in);
          }
        }
      }
    }
  }

  private void feature(int feature, BinaryInput in) throws IOException {
    switch (feature) {
      case TRACING_DATA -> tracingData(in);
      case NRCPUS -> {
        in.u32("the number of CPUs");
        long online = in.u32("the number of CPUs");
        if (online > Tally.MOST_CPUS) {
          throw in.bad(online + " CPUs: expected at most " + Tally.MOST_CPUS);
        }
        cpus = (int) online;
      }
      default -> eventNames(in);
    }
  }

  /** Descriptions of events, as of trace.dat. */
  void tracingData(BinaryInput in) throws IOException {
    byte[] magic = in.bytes(TRACING_DATA_MAGIC_BYTES, TRACING_DATA_MAGIC_BYTES, "tracing data");
    if (magic[0] != 0x17 || magic[1] != 0x08 || magic[2] != 0x44) {
      throw in.bad("expected descriptions of events; the file is damaged");
    }
    in.text("the version of tracing data");
    events.machine(in);
    events.sequence(in);
  }

  private void eventNames(BinaryInput in) throws IOException {
    long count = in.u32("the number of events");
    long attrBytes = in.u32("the size of an event");
    if (count > MOST_ATTRS || attrBytes > MOST_NAME) {
      throw in.bad(count + " events of " + attrBytes + " bytes; the file is damaged");
    }
    for (int i = 0; i < count; i++) {
      in.skip(attrBytes, "an event");
      long ids = in.u32("the number of identifiers");
      byte[] name = in.bytes(in.u32("the size of a name"), MOST_NAME, "the name of an event");
      attrs.name(i, new String(name, UTF_8).replace("\0", "").replaceAll("[^ -~]", "?"));
      in.skip(ids * Long.BYTES, "identifiers");
    }
  }
}
