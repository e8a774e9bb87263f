// SPDX-License-Identifier: Apache-2.0
package kasan.testkit;

import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import kasan.api.workload.RecordingInput;

/** Files of a recording that are nowhere but in memory. */
public final class TinyInput implements RecordingInput {
  /**
   * A trace as tracefs has it, ten events on two CPUs: a slab page, objects that come and go, a
   * page of user memory, a task with its stack.
   */
  public static final String TRACEFS =
      """
      # tracer: nop
      #
      # entries-in-buffer/entries-written: 10/10   #P:2
      #
      #           TASK-PID     CPU#  |||||  TIMESTAMP  FUNCTION
      #              | |         |   |||||     |         |
                    cp-100     [000] .....   100.000001: mm_page_alloc: page=00000000aaaa0001 pfn=0x1000 order=0 migratetype=1 gfp_flags=GFP_KERNEL|__GFP_COMP
                    cp-100     [000] .....   100.000002: kmem_cache_alloc: call_site=d_alloc+0x1 ptr=ffff888001000000 name=dentry bytes_req=192 bytes_alloc=192 gfp_flags=GFP_KERNEL node=-1 accounted=true
                    cp-100     [000] .....   100.000003: kmem_cache_alloc: call_site=d_alloc+0x1 ptr=ffff8880010000c0 name=dentry bytes_req=192 bytes_alloc=192 gfp_flags=GFP_KERNEL node=-1 accounted=true
                    sh-200     [001] .....   100.000004: mm_page_alloc: page=00000000aaaa0002 pfn=0x1001 order=0 migratetype=1 gfp_flags=GFP_KERNEL|__GFP_COMP
                    sh-200     [001] .....   100.000005: kmalloc: call_site=read+0x1 ptr=ffff888001001000 bytes_req=60 bytes_alloc=64 gfp_flags=GFP_KERNEL node=-1 accounted=false
                    sh-200     [001] .....   100.000006: kfree: call_site=read+0x2 ptr=ffff888001001000
                    cp-100     [000] .....   100.000007: kmem_cache_free: call_site=d_free+0x1 ptr=ffff8880010000c0 name=dentry
                    sh-200     [001] .....   100.000008: mm_page_alloc: page=00000000aaaa0003 pfn=0x1002 order=0 migratetype=1 gfp_flags=GFP_HIGHUSER_MOVABLE
                    sh-200     [001] .....   100.000009: mm_page_free: page=00000000aaaa0003 pfn=0x1002 order=0
                    cp-100     [000] .....   100.000010: kmem_cache_free: call_site=d_free+0x1 ptr=ffff888001000000 name=dentry
      """;

  private final SortedMap<String, byte[]> members;

  private TinyInput(SortedMap<String, byte[]> members) {
    this.members = members;
  }

  /** Text files by path, such as {@code trace.txt}, {@code before/meminfo}. */
  public static TinyInput of(Map<String, String> members) {
    var bytes = new TreeMap<String, byte[]>();
    members.forEach((path, text) -> bytes.put(path, text.getBytes(StandardCharsets.UTF_8)));
    return new TinyInput(bytes);
  }

  /** This with another content of one member. */
  TinyInput with(String member, byte[] contents) {
    var changed = new TreeMap<String, byte[]>(members);
    changed.put(member, contents);
    return new TinyInput(changed);
  }

  byte[] bytes(String member) {
    byte[] bytes = members.get(member);
    if (bytes == null) {
      throw new IllegalArgumentException("no member " + member);
    }
    return bytes;
  }

  @Override
  public String name() {
    return "tiny";
  }

  @Override
  public List<String> members() {
    return List.copyOf(members.keySet());
  }

  @Override
  public boolean has(String member) {
    return members.containsKey(member);
  }

  @Override
  public InputStream open(String member) throws IOException {
    if (!has(member)) {
      throw new FileNotFoundException(label(member));
    }
    return new ByteArrayInputStream(bytes(member));
  }

  @Override
  public String label(String member) {
    return "tiny/" + member;
  }

  @Override
  public String sha256(String member) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes(member)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every Java has it
    }
  }

  @Override
  public byte[] head(String member, int bytes) {
    byte[] all = bytes(member);
    return Arrays.copyOf(all, Math.min(bytes, all.length));
  }
}
