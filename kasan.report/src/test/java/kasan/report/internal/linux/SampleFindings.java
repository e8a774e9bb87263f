// SPDX-License-Identifier: Apache-2.0
package kasan.report.internal.linux;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import kasan.lab.api.finding.Access;
import kasan.lab.api.finding.Access.Kind;
import kasan.lab.api.finding.DumpInfo;
import kasan.lab.api.finding.FaultRange;
import kasan.lab.api.finding.Finding;
import kasan.lab.api.finding.MemoryState;
import kasan.lab.api.finding.MemoryState.Row;
import kasan.lab.api.finding.SlabObject;
import kasan.lab.api.finding.SlabObject.Region;
import kasan.lab.api.finding.SlabObject.Side;
import kasan.lab.api.finding.SlabObject.State;
import kasan.lab.api.finding.StackFrame;
import kasan.lab.api.finding.StackTrace;
import kasan.lab.api.finding.Symbol;
import kasan.lab.api.finding.Tags;
import kasan.lab.api.finding.TraceLine;
import kasan.lab.api.finding.TraceLine.Frame;
import kasan.lab.api.finding.TraceLine.Marker;
import kasan.lab.api.finding.Track;
import kasan.lab.api.finding.VmallocRegion;

/**
 * A finding of each bug class that Linux 6.12 prints (mm/kasan/report_generic.c), and of the forms
 * that are not classes: large kmalloc, tags, asynchronous faults, faults of the shadow.
 */
final class SampleFindings {
  private static final long OBJECT = 0xffff888003f85d00L;
  private static final long PAGE = 0xffff888003bc4000L;
  private static final Symbol HERE = new Symbol("toy_write", 0x6b5, 0x7b0, "toy", "");
  private static final Symbol KFREE = new Symbol("kfree", 0x189, 0x300);

  private static final DumpInfo INFO =
      new DumpInfo(
          0,
          0L,
          37,
          "toyd",
          false,
          "G    B            N",
          "6.12.117",
          "#1 ",
          List.of("Tainted: [B]=BAD_PAGE, [N]=TEST", "Hardware name: Toy Machine/Board 1"));

  private static final StackTrace TRACE =
      trace(
          new Marker(" <TASK>"),
          new Frame(new Symbol("dump_stack_lvl", 0x57, 0x70)),
          new Frame(new Symbol("print_report", 0xc7, 0x630)),
          new Frame(HERE, false, 0),
          new Frame(new Symbol("kasan_report", 0x107, 0x140)),
          new Frame(HERE),
          new Frame(new Symbol("vfs_write", 0x1b0, 0x9c0)),
          new Frame(new Symbol("do_syscall_64", 0x57, 0x110)),
          new Marker(" </TASK>"));

  private static final Track ALLOCATED =
      new Track(
          36,
          trace(
              new Frame(new Symbol("kasan_save_stack", 0x39, 0x60)),
              new Frame(new Symbol("__kmalloc_cache_noprof", 0x11b, 0x250)),
              new Frame(new Symbol("toy_open", 0x8b, 0x100, "toy", ""))));

  private static final Track FREED =
      new Track(
          35,
          trace(
              new Frame(new Symbol("kasan_save_stack", 0x39, 0x60)),
              new Frame(new Symbol("kfree", 0xfe, 0x300)),
              new Frame(new Symbol("toy_release", 0x1f, 0x30, "toy", ""))));

  private static final List<String> SLAB_PAGE =
      List.of(
          "page: refcount:1 mapcount:0 mapping:0000000000000000 index:0x0 pfn:0x3f85",
          "flags: 0x80000000000(section=0|zone=1)",
          "page_type: f5(slab)",
          "raw: 0000080000000000 ffff888003041800 dead000000000122 0000000000000000",
          "raw: 0000000000000000 0000000080100010 00000001f5000000 0000000000000000",
          "page dumped because: kasan: bad access detected");

  private static final List<String> OTHER_PAGE =
      List.of(
          "page: refcount:1 mapcount:0 mapping:0000000000000000 index:0x0 pfn:0x3bc4",
          "flags: 0x80000000000(section=0|zone=1)",
          "raw: 0000080000000000 0000000000000000 dead000000000122 0000000000000000",
          "raw: 0000000000000000 0000000000000000 00000001ffffffff 0000000000000000",
          "page dumped because: kasan: bad access detected");

  private SampleFindings() {}

  /** All, by the name of their golden file. */
  static Map<String, Finding> all() {
    Map<String, Finding> all = new LinkedHashMap<>();
    all.put("slab-out-of-bounds", slabOutOfBounds());
    all.put("slab-out-of-bounds-large", largeOutOfBounds());
    all.put("slab-use-after-free", slabUseAfterFree());
    all.put("use-after-free", useAfterFree());
    all.put("double-free", doubleFree());
    all.put("invalid-free", invalidFree());
    all.put("global-out-of-bounds", globalOutOfBounds());
    all.put("stack-out-of-bounds", stackOutOfBounds());
    all.put("alloca-out-of-bounds", allocaOutOfBounds());
    all.put("vmalloc-out-of-bounds", vmallocOutOfBounds());
    all.put("out-of-bounds", negativeSize());
    all.put("unknown-crash", unknownCrash());
    all.put("null-ptr-deref", noShadow("null-ptr-deref", Kind.READ, 0x18));
    all.put("user-memory-access", noShadow("user-memory-access", Kind.WRITE, 0x7f1d2c81a19dL));
    all.put("wild-memory-access", noShadow("wild-memory-access", Kind.READ, 0xffe7087450a17000L));
    all.put("tags", tags());
    all.put("asynchronous", asynchronous());
    all.put("null-ptr-deref-in-range", fault("null-ptr-deref", "", 0x18));
    all.put("user-memory-access-in-range", fault("user-memory-access", "probably", 0x1370));
    all.put(
        "wild-memory-access-in-range",
        fault("wild-memory-access", "maybe", 0x0badbeefbadbee8L << 4));
    return all;
  }

  private static Finding.Builder access(String bugClass, Kind kind, long size, long address) {
    return Finding.of(bugClass)
        .function(HERE)
        .access(new Access(kind, size, address, "toyd", 37))
        .info(INFO)
        .callTrace(TRACE);
  }

  private static Finding slabOutOfBounds() {
    return access("slab-out-of-bounds", Kind.WRITE, 1, OBJECT + 115)
        .allocated(ALLOCATED)
        .object(object(Side.RIGHT, 0, State.ALLOCATED, 115))
        .page(SLAB_PAGE)
        .memoryState(
            dump(OBJECT + 112, OBJECT - 256, "16*fc", "16*fc", "14*00 03 fc", "16*fc", "16*fc"))
        .build();
  }

  private static Finding largeOutOfBounds() {
    // kmalloc of 8202 bytes, one byte read 8 bytes behind it
    return access("slab-out-of-bounds", Kind.READ, 1, PAGE + 8210)
        .page(OTHER_PAGE)
        .memoryState(
            dump(PAGE + 8208, PAGE + 7936, "16*00", "16*00", "00 02 14*fe", "16*fe", "16*fe"))
        .build();
  }

  private static Finding slabUseAfterFree() {
    Track allocated = new Track(36, 1, 12_000_345L, ALLOCATED.stack());
    Track freed = new Track(35, 0, 13_999_999L, FREED.stack());
    return access("slab-use-after-free", Kind.READ, 8, OBJECT + 16)
        .allocated(allocated)
        .freed(freed)
        .relatedWork(
            List.of(
                trace(
                    new Frame(new Symbol("kasan_save_stack", 0x39, 0x60)),
                    new Frame(new Symbol("__call_rcu_common", 0x9b, 0x820))),
                trace(
                    new Frame(new Symbol("kasan_save_stack", 0x39, 0x60)),
                    new Frame(new Symbol("insert_work", 0x2f, 0x180)))))
        .object(object(Side.INSIDE, 16, State.FREED, 128))
        .page(SLAB_PAGE)
        .memoryState(
            dump(OBJECT + 16, OBJECT - 256, "16*fc", "16*fc", "fa 15*fb", "16*fc", "16*fc"))
        .build();
  }

  private static Finding useAfterFree() {
    return access("use-after-free", Kind.READ, 1, PAGE)
        .page(OTHER_PAGE)
        .memoryState(dump(PAGE, PAGE - 256, "16*fc", "16*fc", "16*ff", "16*ff", "16*ff"))
        .build();
  }

  private static Finding doubleFree() {
    return access("double-free", Kind.FREE, 0, OBJECT)
        .function(new Symbol("toy_release", 0x25, 0x30, "toy", ""))
        .allocated(ALLOCATED)
        .freed(FREED)
        .object(object(Side.INSIDE, 0, State.NOT_SAID, 128))
        .page(SLAB_PAGE)
        .memoryState(dump(OBJECT, OBJECT - 256, "16*fc", "16*fc", "fa 15*fb", "16*fc", "16*fc"))
        .build();
  }

  private static Finding invalidFree() {
    return access("invalid-free", Kind.FREE, 0, OBJECT + 1)
        .function(KFREE)
        .allocated(ALLOCATED)
        .object(object(Side.INSIDE, 1, State.NOT_SAID, 128))
        .page(SLAB_PAGE)
        .memoryState(dump(OBJECT, OBJECT - 256, "16*fc", "16*fc", "16*00", "16*fc", "16*fc"))
        .build();
  }

  private static Finding globalOutOfBounds() {
    long start = 0xffffffff82a742e0L;
    return access("global-out-of-bounds", Kind.READ, 1, start + 13)
        .variable(new Symbol("toy_table", 0xd, 0x40))
        .page(OTHER_PAGE)
        .memoryState(
            dump(
                start + 13, start - 352, "16*00", "16*00", "13*00 02 f9 f9", "4*f9 12*00", "16*00"))
        .build();
  }

  private static Finding stackOutOfBounds() {
    long start = 0xffffc90000807c80L;
    return access("stack-out-of-bounds", Kind.READ, 1, start + 256 + 18)
        .stackFrame(
            new StackFrame(
                "toyd",
                37,
                106,
                new Symbol("toy_write", 0, 0x7b0, "toy", ""),
                List.of(
                    new StackFrame.Variable(48, 49, "flag"),
                    new StackFrame.Variable(96, 106, "buffer"))))
        .vmalloc(
            new VmallocRegion(
                8L, 0xffffc90000800000L, null, new Symbol("kernel_clone", 0xcb, 0x750)))
        .page(OTHER_PAGE)
        .memoryState(
            dump(
                start + 256 + 18,
                start,
                "16*00",
                "5*00 6*f1 01 f2 00 f2 f2",
                "f2 00 02 f2 f2 00 00 f3 f3 7*00",
                "16*00",
                "16*00"))
        .build();
  }

  private static Finding allocaOutOfBounds() {
    long start = 0xffffc90000827b80L;
    return access("alloca-out-of-bounds", Kind.READ, 1, start + 256 + 95)
        .stackFrame(new StackFrame("toyd", 37, 0, null, List.of()))
        .vmalloc(
            new VmallocRegion(
                8L, 0xffffc90000820000L, null, new Symbol("kernel_clone", 0xcb, 0x750)))
        .page(OTHER_PAGE)
        .memoryState(
            dump(
                start + 256 + 95,
                start,
                "16*00",
                "16*00",
                "8*00 4*ca 00 02 cb cb",
                "4*cb 12*00",
                "16*00"))
        .build();
  }

  private static Finding vmallocOutOfBounds() {
    long start = 0xffffc90000016680L;
    return access("vmalloc-out-of-bounds", Kind.WRITE, 1, start + 256 + 0x73)
        .vmalloc(VmallocRegion.UNKNOWN)
        .page(OTHER_PAGE)
        .memoryState(
            dump(start + 256 + 0x73, start, "16*00", "16*00", "14*00 03 f8", "16*f8", "16*f8"))
        .build();
  }

  private static Finding negativeSize() {
    return access("out-of-bounds", Kind.READ, -2, OBJECT + 4)
        .allocated(ALLOCATED)
        .object(object(Side.INSIDE, 4, State.NOT_SAID, 64))
        .page(SLAB_PAGE)
        .memoryState(
            dump(OBJECT + 4, OBJECT - 256, "16*fc", "16*fc", "8*00 8*fc", "16*fc", "16*fc"))
        .build();
  }

  private static Finding unknownCrash() {
    return access("unknown-crash", Kind.READ, 4, PAGE)
        .page(OTHER_PAGE)
        .memoryState(dump(PAGE, PAGE - 256, "16*00", "16*00", "16*a5", "16*00", "16*00"))
        .build();
  }

  private static Finding noShadow(String bugClass, Kind kind, long address) {
    return access(bugClass, kind, 8, address).build();
  }

  private static Finding tags() {
    long object = 0xffff000027080200L;
    return access("slab-use-after-free", Kind.READ, 0, (object & ~(0xffL << 56)) | 0xf4L << 56)
        .tags(new Tags(0xf4, 0xfe))
        .memoryState(
            new MemoryState(
                16,
                object,
                List.of(
                    row(object - 256, "16*f4"), row(object, "16*fe"), row(object + 256, "16*02"))))
        .build();
  }

  private static Finding asynchronous() {
    return Finding.of("invalid-access").info(INFO).callTrace(TRACE).build();
  }

  private static Finding fault(String bugClass, String likelihood, long first) {
    return Finding.of(bugClass)
        .function(HERE)
        .faultRange(
            new FaultRange(
                "Oops: general protection fault, probably for non-canonical address 0x"
                    + Long.toHexString((first >> 3) + 0xdffffc0000000000L)
                    + ": 0000 [#1] PREEMPT SMP KASAN NOPTI",
                likelihood,
                first,
                first + 7))
        .info(INFO)
        .callTrace(
            trace(
                new Marker("RIP: 0010:toy_write+0x6b5/0x7b0 [toy]"),
                new Marker(" <TASK>"),
                new Frame(new Symbol("vfs_write", 0x1b0, 0x9c0)),
                new Marker(" </TASK>")))
        .build();
  }

  private static SlabObject object(Side side, long distance, State state, long size) {
    return new SlabObject(
        OBJECT, "kmalloc-128", 128L, new Region(distance, side, state, OBJECT, OBJECT + size));
  }

  private static StackTrace trace(TraceLine... lines) {
    return new StackTrace(List.of(lines));
  }

  /** Rows that follow each other. */
  private static MemoryState dump(long bad, long start, String... rows) {
    List<Row> list = new ArrayList<>();
    long address = start;
    for (String row : rows) {
      list.add(row(address, row));
      address += 128;
    }
    return new MemoryState(8, bad, list);
  }

  /** {@code 14*00 03 fc} is a row of 16 bytes. */
  private static Row row(long address, String bytes) {
    byte[] shadow = new byte[16];
    int at = 0;
    for (String part : bytes.split(" ", -1)) {
      int star = part.indexOf('*');
      int count = star < 0 ? 1 : Integer.parseInt(part.substring(0, star));
      byte value = (byte) Integer.parseInt(part.substring(star + 1), 16);
      Arrays.fill(shadow, at, at + count, value);
      at += count;
    }
    if (at != shadow.length) {
      throw new IllegalArgumentException(bytes + " are " + at + " bytes");
    }
    return new Row(address, shadow);
  }
}
