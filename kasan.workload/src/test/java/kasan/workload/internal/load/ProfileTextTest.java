// SPDX-License-Identifier: Apache-2.0
package kasan.workload.internal.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import java.util.Objects;
import kasan.api.BadInputException;
import kasan.api.workload.EventKind;
import kasan.lab.api.recording.AgedBlock.Stretch;
import kasan.lab.api.recording.AgedBlock.Use;
import kasan.workload.internal.load.LoadProfile.Origin;
import kasan.workload.internal.load.LoadProfile.Request;
import kasan.workload.internal.load.LoadProfile.Standing;
import kasan.workload.internal.load.LoadProfile.Start;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProfileTextTest {
  private static final String GOOD =
      """
      kasan-load 1
      # said by a person
      origin name=rec sha256=ab cpus=2 mem-total-kb=1000 task-stack-kb=16 nanos=5000
      start cached-kb=8 anon-kb=4 page-tables-kb=0 stacks-kb=16

      standing cache=dentry object=192 slot=192 objects=7 files=yes
      request kind=cache name=filp bytes=176 extra=192 count=5 kept=1 lives=3,0,1
      """;

  private static LoadProfile read(String text) throws IOException {
    return ProfileText.read("x.load", new StringReader(text));
  }

  @Test
  void linesBecomeFigures() throws IOException {
    assertEquals(
        new LoadProfile(
            new Origin("rec", "ab", 2, 1000, 16, 5000),
            new Start(8, 4, 0, 16, false),
            List.of(new Standing("dentry", 192, 192, 7, true)),
            List.of(
                new Request(
                    EventKind.CACHE_ALLOC, "filp", 176, 192, 5, 1, false, List.of(3L, 0L, 1L))),
            null),
        read(GOOD));
  }

  @Test
  void whatIsWrittenReadsBackAsTheSame() throws IOException {
    LoadProfile profile = read(GOOD);
    assertEquals(profile, read(ProfileText.write(profile, List.of("a comment"))));
  }

  @Test
  void anAgedMachineReadsBackAsTheSame() throws IOException {
    String aged =
        GOOD.replace("stacks-kb=16", "stacks-kb=16 files=first")
                .replace("files=yes", "files=yes unused=3 lives=0,2")
            + """
            aged name=rec page-shift=12 block-order=4 ram-pages=4096
            block at=3 type=reclaimable pages=f4,s2x1,s3,m5
            block at=9 type=unmovable pages=o15,f1
            """;
    LoadProfile profile = read(aged);
    assertEquals(
        List.of(
            new Stretch(Use.FREE, 0, 4),
            new Stretch(Use.SLAB, 2, 1),
            new Stretch(Use.SLAB, 0, 3),
            new Stretch(Use.MOVABLE, 0, 5)),
        Objects.requireNonNull(profile.ageing()).blocks().get(0).stretches());
    assertEquals(profile, read(ProfileText.write(profile, List.of())));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "at=3 type=movable pages=f3|x.load:9: pages are 3 together, not 4",
        "at=3 type=movable pages=f1,s1x1,f1|x.load:9: a slab is not aligned: 's1x1'",
        "at=3 type=movable pages=f1x2|x.load:9: pages are words such as f12 (free), s4, s3x2"
            + " (slabs), m5 (movable), o6 (other), not 'f1x2'",
        "at=3 type=movable pages=s|x.load:9: pages are words such as f12 (free), s4, s3x2"
            + " (slabs), m5 (movable), o6 (other), not 's'",
        "at=3 type=fixed pages=f4|x.load:9: type is one of movable, reclaimable, unmovable, not"
            + " 'fixed'",
        "at=1 type=movable pages=f4|x.load:9: at takes 2..2147483647, not '1'",
      })
  void aBlockThatIsNoneIsNamed(String fields, String message) {
    String text =
        GOOD
            + "aged name=rec page-shift=12 block-order=2 ram-pages=4096\n"
            + "block at=1 type=unmovable pages=o4\n"
                .replace("at=1 type=unmovable pages=o4", fields);
    String two =
        message.contains("2..")
            ? text.replace("block at", "block at=1 type=movable pages=f4\nblock at")
            : text.replace("block at", "\nblock at");
    assertEquals(
        message.replace(":9:", ":10:"),
        assertThrows(BadInputException.class, () -> read(two)).getMessage());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "kasan-load 1|kasan-load 2|x.load:1: expected 'kasan-load 1'",
        "standing cache|sitting cache|x.load:6: expected one of aged, block, origin, request, standing, start",
        "objects=7|objects=-7|x.load:6: objects takes 0..",
        "kind=cache|kind=slab|x.load:7: kind is one of [cache, kmalloc, pages, task, vmalloc]",
        "lives=3,0,1|lives=3,0,2|x.load:7: kept and lives are 6 together, count is 5",
        "slot=192 objects|slots=192 objects|x.load:6: expected a field 'slot'",
        "files=yes|file=yes|x.load:6: does not know the field 'file'",
        "cpus=2|cpus|x.load:3: expected name=value, not 'cpus'"
      })
  void aBadLineIsNamed(String good, String bad, String message) {
    String text = GOOD.replace(good, bad);
    var refused = assertThrows(BadInputException.class, () -> read(text));
    assertEquals(message, refused.getMessage().substring(0, message.length()));
  }

  @Test
  void aTextThatEndsEarlyIsNoProfile() {
    var refused = assertThrows(BadInputException.class, () -> read("kasan-load 1\n"));
    assertEquals(
        "x.load:2: ends without a line 'origin', 'start' or 'request'", refused.getMessage());
  }
}
