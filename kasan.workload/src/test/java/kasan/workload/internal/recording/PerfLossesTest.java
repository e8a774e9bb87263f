// SPDX-License-Identifier: Apache-2.0
package kasan.workload.internal.recording;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import com.github.luben.zstd.ZstdInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import kasan.api.workload.Recording;
import kasan.workload.internal.events.Rows;
import org.junit.jupiter.api.Test;

/** perf tells of lost samples where they were lost, and again in all at the end. */
final class PerfLossesTest extends RecordingFiles {
  private static final int DATA_OFFSET = 40;
  private static final int SAMPLE = 9;
  private static final int LOST = 2;
  private static final int LOST_SAMPLES = 13;
  private static final int LEAST_BYTES = 24;

  private long lost(String name, byte[] bytes) throws IOException {
    try (Recording recording = open(write(name, bytes), Map.of());
        var source = recording.open(Set.of())) {
      Rows.of(source);
      return source.lostEvents();
    }
  }

  private static byte[] recorded() throws IOException {
    try (var in = PerfLossesTest.class.getResourceAsStream("/three-ways/perf.data.zst")) {
      assertNotNull(in);
      return new ZstdInputStream(in).readAllBytes();
    }
  }

  /** Where records stand that are no samples, and as long as one of losses. */
  private static List<Integer> others(ByteBuffer file) {
    var found = new ArrayList<Integer>();
    int at = (int) file.getLong(DATA_OFFSET);
    int end = at + (int) file.getLong(DATA_OFFSET + Long.BYTES);
    while (at < end) {
      int type = file.getInt(at);
      int size = Short.toUnsignedInt(file.getShort(at + 6));
      if (type < SAMPLE && size >= LEAST_BYTES) {
        found.add(at);
      }
      at += size;
    }
    return found;
  }

  @Test
  void lossesInAllHoldThoseThatWereToldBefore() throws IOException {
    ByteBuffer file = ByteBuffer.wrap(recorded()).order(ByteOrder.LITTLE_ENDIAN);
    assertEquals(0, lost("p.data", file.array()));
    List<Integer> places = others(file);
    file.putInt(places.get(0), LOST).putLong(places.get(0) + 16, 100);
    file.putInt(places.get(1), LOST_SAMPLES).putLong(places.get(1) + 8, 70);
    file.putInt(places.get(2), LOST_SAMPLES).putLong(places.get(2) + 8, 60);
    assertEquals(130, lost("p.data", file.array()));
  }

  @Test
  void soItIsInText() throws IOException {
    String event =
        "  task   100 [000]  1000.000001: kmem:kfree: call_site=f ptr=0xffff888001000000\n";
    String text =
        event
            + "  task   100 [000]  1000.000002: PERF_RECORD_LOST lost 100\n"
            + "  task   100 [000]  1000.000003: PERF_RECORD_LOST_SAMPLES lost 70\n"
            + "  task   100 [000]  1000.000003: PERF_RECORD_LOST_SAMPLES lost 60\n";
    assertEquals(130, lost("t.txt", text.getBytes(UTF_8)));
  }

  @Test
  void textWithoutTasksOrEventsSaysWhatIsMissing() throws IOException {
    assertEquals(
        "DIR/t.txt: line 1: no name of the task before its pid; make the text with the fields"
            + " comm,tid,cpu,time,event,trace",
        refusal(write("t.txt", " 9489 [000]  5652.443709:  kmem:kmalloc: call_site=f ptr=0x10\n")));
    assertEquals(
        "DIR/t.txt, line 1: no name of the event behind the time; make the text with the fields"
            + " comm,tid,cpu,time,event,trace",
        refusal(write("t.txt", "   perf  9489 [000]  5652.443709: call_site=f ptr=0x10\n")));
  }
}
