// SPDX-License-Identifier: Apache-2.0
package kasan.workload.internal;

import arch.x86.internal.X86Architecture;
import java.util.Map;
import kasan.api.workload.RecordingReader;
import kasan.testkit.ReaderConformance;
import kasan.testkit.TinyInput;

class TraceCmdConformanceTest extends ReaderConformance {
  private static final String REPORT =
      """
      version = 6
      cpus=2
                    cp-100   [000]   100.000001: mm_page_alloc:        page=0xffffea0000040000 pfn=0x1000 order=0 migratetype=1 gfp_flags=GFP_KERNEL|__GFP_COMP
                    cp-100   [000]   100.000002: kmem_cache_alloc:     call_site=d_alloc+0x1 ptr=0xffff888001000000 name=dentry bytes_req=192 bytes_alloc=192 gfp_flags=GFP_KERNEL node=-1 accounted=true
                    sh-200   [001]   100.000003: kmalloc:              call_site=read+0x1 ptr=0xffff888001001000 bytes_req=60 bytes_alloc=64 gfp_flags=GFP_KERNEL node=-1 accounted=false
                    sh-200   [001]   100.000004: kfree:                call_site=read+0x2 ptr=0xffff888001001000
                <idle>-0     [001]   100.000005: kfree:                call_site=read+0x2 ptr=(nil)
                    cp-100   [000]   100.000006: kmem_cache_free:      call_site=d_free+0x1 ptr=0xffff888001000000 name=dentry
                    cp-100   [000]   100.000007: mm_page_free:         page=0xffffea0000040000 pfn=0x1000 order=0
      """;

  @Override
  protected RecordingReader reader() {
    return new TraceCmdReader(KernelsOfArchitectures.of(new X86Architecture()));
  }

  @Override
  protected TinyInput recording() {
    return TinyInput.of(Map.of("trace.txt", REPORT));
  }

  @Override
  protected String member() {
    return "trace.txt";
  }
}
