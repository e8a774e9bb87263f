// SPDX-License-Identifier: Apache-2.0
package kasan.workload.internal.recording;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever bytes come as a file of /proc: what it says, or a refusal in one line. The first byte
 * tells which file the others are.
 */
class ProcFuzz {
  private static final List<String> FILES =
      List.of(
          "meminfo",
          "iomem",
          "slabinfo",
          "buddyinfo",
          "vmallocinfo",
          "zoneinfo",
          "kpageflags",
          "config",
          "dmesg");

  private static final String MEMINFO = "MemTotal:        1015744 kB\n";

  static Stream<byte[]> seeds() {
    return Stream.of(
            "\0" + MEMINFO,
            "\1"
                + "00001000-0009fbff : System RAM\n00100000-3ffd9fff : System RAM\n"
                + "  01000000-017fffff : Kernel code\n",
            "\2slabinfo - version: 2.1\nkmalloc-64 668 1280 128 32 1 : tunables 0 0 0 :"
                + " slabdata 40 40 0\n",
            "\3Node 0, zone   Normal   2417    785    12\n",
            "\0040xffffc90000000000-0xffffc90000005000 20480 f+0x1/0x2 pages=4 vmalloc N0=4\n",
            "\5Node 0, zone DMA\n  pagesets\n    cpu: 0\n",
            "\6abcdefghabcdefgh",
            "\7CONFIG_KASAN=y\n",
            "\10[    0.000000] kasan: KernelAddressSanitizer initialized\n")
        .map(text -> text.getBytes(UTF_8));
  }

  @MethodSource("seeds")
  @DictionaryEntries({"System RAM\\x0a", " kB\\x0a", "ffffffffffffffff", "slabinfo - version: 2."})
  @FuzzTest(maxExecutions = 10_000)
  void anyFileOfProcIsReadOrRefused(byte[] bytes) {
    if (bytes.length == 0) {
      return;
    }
    String file = FILES.get(Math.floorMod(bytes[0], FILES.size()));
    AnyInput.read(
        new BytesInput()
            .with("before/meminfo", MEMINFO.getBytes(UTF_8))
            .with("before/" + file, Arrays.copyOfRange(bytes, 1, bytes.length)));
  }
}
