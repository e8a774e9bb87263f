// SPDX-License-Identifier: Apache-2.0
package kasan.workload.internal;

import arch.x86.internal.X86Architecture;
import java.util.Map;
import kasan.api.workload.RecordingReader;
import kasan.testkit.ReaderConformance;
import kasan.testkit.TinyInput;

class PerfConformanceTest extends ReaderConformance {
  private static final String SCRIPT =
      """
      # ========
      # nrcpus online : 2
      # nrcpus avail : 2
      # ========
      #
                    cp   100 [000]   100.000001:             kmem:mm_page_alloc: page=0x1000 pfn=0x1000 order=0 migratetype=1 gfp_flags=GFP_KERNEL|__GFP_COMP
                    cp   100 [000]   100.000002:          kmem:kmem_cache_alloc: call_site=d_alloc+0x1 ptr=0xffff888001000000 name=dentry bytes_req=192 bytes_alloc=192 gfp_flags=GFP_KERNEL node=-1 accounted=true
                    sh   200 [001]   100.000003:                   kmem:kmalloc: call_site=read+0x1 ptr=0xffff888001001000 bytes_req=60 bytes_alloc=64 gfp_flags=GFP_KERNEL node=-1 accounted=false
                    sh   200 [001]   100.000004:                     kmem:kfree: call_site=read+0x2 ptr=0xffff888001001000
                    sh   200 [001]   100.000005:                     kmem:kfree: call_site=read+0x2 ptr=(nil)
                    cp   100 [000]   100.000006:           kmem:kmem_cache_free: call_site=d_free+0x1 ptr=0xffff888001000000 name=dentry
                    cp   100 [000]   100.000007:              kmem:mm_page_free: page=0x1000 pfn=0x1000 order=0
      """;

  @Override
  protected RecordingReader reader() {
    return new PerfReader(KernelsOfArchitectures.of(new X86Architecture()));
  }

  @Override
  protected TinyInput recording() {
    return TinyInput.of(Map.of("trace.txt", SCRIPT));
  }

  @Override
  protected String member() {
    return "trace.txt";
  }
}
