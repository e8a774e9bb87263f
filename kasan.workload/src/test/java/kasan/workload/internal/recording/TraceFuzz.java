// SPDX-License-Identifier: Apache-2.0
package kasan.workload.internal.recording;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever bytes come as a trace, in text or binary: events, or a refusal in one line. Not among
 * the usual tests: the build runs it in a VM of its own with a small heap, see the pom.
 */
class TraceFuzz {
  static Stream<byte[]> seeds() {
    return AnyInput.traces();
  }

  @MethodSource("seeds")
  @DictionaryEntries({
    "# tracer: nop\\x0a",
    "            task-100   [000] .....  1.000001: ",
    "  task   100 [000]  1.000001: kmem:",
    "mm_page_alloc: page=0x10 pfn=0x10 order=0 migratetype=0 gfp_flags=GFP_KERNEL\\x0a",
    "kfree: call_site=f ptr=ffff888001000000\\x0a",
    "CPU:1 [LOST 7 EVENTS]\\x0a",
    "PERFILE2",
    "\\x17\\x08\\x44tracing",
    "header_page",
    "flyrecord"
  })
  @FuzzTest(maxExecutions = 10_000)
  void anyTraceIsReadOrRefused(byte[] bytes) {
    AnyInput.read(new BytesInput().with("trace", bytes));
  }
}
