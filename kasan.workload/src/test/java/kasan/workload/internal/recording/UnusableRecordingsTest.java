// SPDX-License-Identifier: Apache-2.0
package kasan.workload.internal.recording;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What cannot be used, each with what the user is told. */
final class UnusableRecordingsTest extends RecordingFiles {
  @Test
  void settingsOfTheWrongShape() throws IOException {
    Path trace = write("t.txt", slabs(DEFAULT_BASE, 20).toString());
    assertEquals(
        "--set ram=lots: expected a size such as 512M or 24G",
        refusal(trace, Map.of("ram", "lots")));
    assertEquals(
        "--set direct-map-base=0x1234: expected the address of a page in kernel space, such as"
            + " 0xffff888000000000",
        refusal(trace, Map.of("direct-map-base", "0x1234")));
  }

  @Test
  void ramOfAMachineThatIsKnown() throws IOException {
    write("rec/trace.txt", slabs(DEFAULT_BASE, 20).toString());
    proc("rec/before", 262144, 3, 4);
    assertEquals(
        "--set ram: DIR/rec/trace.txt comes with the memory map of its machine",
        refusal(dir.resolve("rec"), Map.of("ram", "1G")));
  }

  @Test
  void emptyFile() throws IOException {
    assertEquals(
        "DIR/t.txt: empty file; expected a trace: text of tracefs, trace-cmd report or perf script, trace.dat,"
            + " perf.data",
        refusal(write("t.txt", "")));
  }

  @Test
  void gitLfsPointer() throws IOException {
    assertEquals(
        "DIR/t.txt: this is a Git LFS pointer; fetch the real file with git lfs pull",
        refusal(
            write("t.txt", "version https://git-lfs.github.com/spec/v1\noid sha256:4\nsize 1\n")));
  }

  @Test
  void htmlPage() throws IOException {
    assertEquals(
        "DIR/t.txt: this is an HTML page; expected a trace: text of tracefs, trace-cmd report or perf"
            + " script, trace.dat, perf.data",
        refusal(write("t.txt", "\n<!DOCTYPE html>\n<html><head>")));
  }

  @Test
  void binaryFile() throws IOException {
    assertEquals(
        "DIR/t.txt: binary data; expected a trace: text of tracefs, trace-cmd report or perf script, trace.dat,"
            + " perf.data",
        refusal(write("t.txt", new byte[] {0x7f, 'E', 'L', 'F', 2, 1, 1, 0})));
  }

  @Test
  void perfDataOfABigEndianMachine() throws IOException {
    assertEquals(
        "DIR/p: this is perf.data of a big-endian machine; only those of little-endian ones are read",
        refusal(write("p", "2ELIFREPh\0\0\0")));
  }

  @Test
  void perfDataCutOff() throws IOException {
    assertEquals(
        "DIR/p, byte 12: the file ends within the header; it is truncated",
        refusal(write("p", "PERFILE2h\0\0\0")));
  }

  @Test
  void traceDatOfAnotherVersion() throws IOException {
    assertEquals(
        "DIR/t, byte 12: trace.dat of version 5; expected 6 or 7, or text: trace-cmd report -i FILE"
            + " > trace.txt",
        refusal(write("t", "\027\010\104tracing5\0")));
  }

  @Test
  void someOtherText() throws IOException {
    assertEquals(
        "DIR/t.txt: line 1: expected a line of a trace, such as 'TASK-PID [CPU] SECONDS.MICROS:"
            + " EVENT: FIELDS', found 'Dear Sir or Madam,'",
        refusal(write("t.txt", "Dear Sir or Madam,\n")));
  }

  @Test
  void folderWithoutATrace() throws IOException {
    write("rec/after/meminfo", "MemTotal: 4 kB\n");
    assertEquals(
        "DIR/rec: no trace in it; expected trace.txt, trace.dat or perf.data, plain, .gz, .zst, .xz or"
            + " .bz2, beside before/ and after/; or before/ alone",
        refusal(dir.resolve("rec")));
  }

  @Test
  void folderWithTwoTraces() throws IOException {
    write("rec/a.txt", slabs(DEFAULT_BASE, 20).toString());
    write("rec/b.txt", slabs(DEFAULT_BASE, 20).toString());
    assertEquals(
        "DIR/rec: more than one trace: a.txt, b.txt; expected one", refusal(dir.resolve("rec")));
  }

  @Test
  void traceWithoutEvents() throws IOException {
    assertEquals(
        "DIR/t.txt: no events in it",
        refusal(write("t.txt", new TraceBuilder().header(2).toString())));
  }

  @Test
  void traceWithHashedPointers() throws IOException {
    assertEquals(
        "DIR/t.txt, line 4: ptr=000000007b818d81 is a hash, not an address; record with real ones:"
            + " echo nohash-ptr > /sys/kernel/tracing/trace_options",
        refusal(write("t.txt", new TraceBuilder().header(2).kfree(0, 0x7b818d81L).toString())));
  }

  @Test
  void traceCutOff() throws IOException {
    String whole = slabs(DEFAULT_BASE, 20_000).toString();
    Path file = write("rec/trace.txt", whole.substring(0, whole.length() - 26));
    proc("rec/before", 262144, 3);
    assertEquals(
        "DIR/rec/trace.txt, line 60003: the file is cut off after 'q=184 bytes_alloc=192"
            + " gfp_flags=GFP_KERN'; expected a whole line",
        refusal(file.getParent()));
  }
}
