// SPDX-License-Identifier: Apache-2.0
package kasan.explain.internal.words;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import kasan.explain.internal.log.ParsedReport;
import kasan.explain.internal.log.RealReports;
import kasan.lab.api.finding.Finding;
import kasan.lab.api.finding.Symbol;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said is what the report supports. */
class TrueWordsTest {
  private static final Helpers HELPERS = new Helpers();

  @ParameterizedTest
  @CsvSource({
    "__list_del_entry_valid, toy_disconnect",
    "__lock_acquire, toy_disconnect",
    "_raw_spin_lock_irqsave, toy_disconnect",
    "do_raw_spin_lock, toy_disconnect",
    "refcount_inc_not_zero_checked, toy_disconnect",
    "atomic_read, toy_disconnect",
    "rb_erase, toy_disconnect",
    "__mutex_lock, toy_disconnect",
    "kfree_skb, toy_disconnect",
    "kobject_del, toy_disconnect",
    "hex_string, toy_disconnect",
    "crc16, toy_disconnect",
    "xas_start, toy_disconnect",
    "__memset, toy_disconnect",
    "register_lock_class, toy_disconnect",
    "__wake_up_common, toy_disconnect",
    "memcpy.part.0, toy_disconnect",
    "drm_atomic_commit, drm_atomic_commit",
    "get_user_pages_fast, get_user_pages_fast",
    "kmalloc_oob_memset_2, kmalloc_oob_memset_2",
    "copy_user_test_oob, copy_user_test_oob"
  })
  void theGuiltyFunctionIsTheFirstThatIsNoHelper(String named, String guilty) {
    Finding finding =
        finding(
            """
            BUG: KASAN: use-after-free in %s+0x12/0x90
            Read of size 8 at addr ffff888012345678 by task t/42
            Call Trace:
             dump_stack_lvl+0x55/0x6d
             kasan_report+0x8b/0x180
             ? toy_noise+0x1/0x2
             %s+0x12/0x90
             toy_disconnect+0x1c4/0x1e0 [toy]
             usb_unbind_interface+0x1b5/0x7c0
            """
                .formatted(named, named));
    assertEquals(guilty, HELPERS.guilty(finding).name());
    String first = explain(finding).get(0);
    assertTrue(
        first.startsWith(
            named.equals(guilty)
                ? named + " read 8"
                : named + ", called by " + guilty + ", read 8"),
        first);
  }

  @Test
  void framesThatWereOnlyFoundOnTheStackMakeNoAccess() {
    Finding finding =
        finding(
            """
            BUG: KASAN: use-after-free on address ffff888012345678
            Read of size 8 by task t/42
            Call Trace:
             ? toy_noise+0x1/0x2
            """);
    assertEquals(null, HELPERS.guilty(finding));
  }

  @Test
  void allocatorsInlinedOrNotAreNotWhereAnObjectComesFrom() {
    List<String> sentences =
        explain(
            """
            BUG: KASAN: slab-use-after-free in toy_read+0x1/0x2 toy.c:10
            Read of size 4 at addr ffff888012345678 by task t/42
            Allocated by task 41:
             kasan_save_stack mm/kasan/common.c:47 [inline]
             kasan_save_track+0x3e/0x80 mm/kasan/common.c:68
             poison_kmalloc_redzone mm/kasan/common.c:388 [inline]
             __kasan_kmalloc+0x93/0xb0 mm/kasan/common.c:405
             __do_kmalloc_node mm/slub.c:4000 [inline]
             kmalloc_noprof include/linux/slab.h:905 [inline]
             toy_open+0x55/0x90 toy.c:20
            Freed by task 43:
             set_alloc_info mm/kasan/common.c:300 [inline]
             unpoison_slab_object mm/kasan/common.c:243 [inline]
             poison_slab_object mm/kasan/common.c:243 [inline]
             __cache_free mm/slab.c:3400 [inline]
             slab_free_hook mm/slub.c:2381 [inline]
             kfree+0x18e/0x440 mm/slub.c:4842
             toy_close+0x2b/0x40 toy.c:30
            """);
    assertTrue(sentences.contains("Allocated by task 41 in toy_open."), sentences::toString);
    assertTrue(sentences.contains("Freed by task 43 in toy_close."), sentences::toString);
  }

  @Test
  void aFreeOfAnEarlierLifeIsNotToldAsTheObjectsEnd() {
    List<String> sentences =
        explain(
            """
            BUG: KASAN: slab-out-of-bounds in toy_read+0x1/0x2
            Read of size 1 at addr ffff8880a727de0c by task t/15
            Allocated by task 68:
             toy_open+0x1/0x2
            Freed by task 66:
             other_close+0x1/0x2
            The buggy address belongs to the object at ffff8880a727dc00
             which belongs to the cache kmalloc-512 of size 512
            The buggy address is located 12 bytes to the right of
             512-byte region [ffff8880a727dc00, ffff8880a727de00)
            """);
    assertTrue(
        sentences.contains(
            "It lives: the memory had been freed by task 66 in other_close before it was allocated"
                + " again, so that free belongs to an earlier object."),
        sentences::toString);
  }

  @Test
  void aPoisonedRecordNamesNoTask() {
    List<String> sentences =
        explain(
            """
            BUG: KASAN: slab-out-of-bounds in toy_read+0x1/0x2
            Read of size 8 at addr ffff888012345678 by task t/42
            Allocated by task 796 on cpu 5 at 29.132818s:
             toy_open+0x55/0x90
            Freed by task 1802201963 on cpu 748395 at 3779491.451988s:
            (stack is not available)
            """);
    assertTrue(
        sentences.contains(
            "The record of who freed it is overwritten: task 1802201963 is 6b6b6b6b, what SLUB fills"
                + " freed memory with."),
        sentences::toString);
  }

  @ParameterizedTest
  @CsvSource({
    "dead000000000100, dead000000000107, LIST_POISON1",
    "dead000000000108, dead00000000010f, LIST_POISON1",
    "dead000000000120, dead000000000127, LIST_POISON2",
    "6b6b6b6b6b6b6b68, 6b6b6b6b6b6b6b6f, 6b is what SLUB fills",
    "6b6b6b6b6b6b6c00, 6b6b6b6b6b6b6c07, 6b is what SLUB fills",
    "5a5a5a5a5a5a5a58, 5a5a5a5a5a5a5a5f, nobody initialised",
    "fffffffffffff000, fffffffffffff007, ERR_PTR",
    "ffffffffffffffe8, ffffffffffffffef, ERR_PTR",
    "0000000000000018, 000000000000001f, null pointer",
    "fbd59c0000000020, fbd59c0000000027, Nothing is mapped there"
  })
  void poisonIsNamedAsWhatItIs(String first, String last, String words) {
    String bugClass = words.startsWith("null") ? "null-ptr-deref" : "wild-memory-access";
    List<String> sentences =
        explain(
            """
            general protection fault, probably for non-canonical address 0xfbd59c0000000020: 0000 [#1]
            KASAN: maybe %s in range [0x%s-0x%s]
            RIP: 0010:toy_del+0x1/0x2
            """
                .formatted(bugClass, first, last));
    assertTrue(sentences.stream().anyMatch(line -> line.contains(words)), sentences::toString);
  }

  @Test
  void registersOfAFaultTellPoisonToo() {
    List<String> sentences =
        explain(
            """
            kasan: GPF could be caused by NULL-ptr deref or user memory access
            general protection fault: 0000 [#1] SMP KASAN
            CPU: 0 PID: 5 Comm: t Not tainted 4.14.0 #1
            RIP: 0010:toy_del+0x1/0x2
            RAX: dffffc0000000000 RBX: dead000000000100 RCX: 0000000000000000
            RDX: 0d6d6d6d6d6d6d6d RSI: 0000000000000001 RDI: ffff8801d189c480
            """);
    assertTrue(sentences.stream().anyMatch(line -> line.startsWith("RBX holds dead000000000100")));
    assertTrue(
        sentences.stream().anyMatch(line -> line.startsWith("RDX holds 0d6d6d6d6d6d6d6d, ")));
  }

  @Test
  void aCallThroughABadPointerIsOneOfTheCaller() {
    List<String> sentences =
        explain(
            """
            kasan: GPF could be caused by NULL-ptr deref or user memory access
            general protection fault: 0000 [#1] SMP KASAN PTI
            RIP: 0010:__x86_indirect_thunk_rax+0x10/0x20
            Call Trace:
             toy_timer+0x1/0x2
             run_timer_softirq+0x1/0x2
            """);
    assertEquals(
        "toy_timer made an indirect call through a bad pointer, in __x86_indirect_thunk_rax.",
        sentences.get(0));
  }

  @Test
  void theFirstBadByteOfALongAccessIsWhereTheKernelMarksIt() {
    Diagnosis diagnosis =
        Diagnosis.of(
            finding(
                """
                BUG: KASAN: vmalloc-out-of-bounds in toy_copy+0x1/0x2
                Read of size 6291456 at addr ffffc9000e200000 by task t/43
                Memory state around the buggy address:
                 ffffc9000e5fff80: 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00
                >ffffc9000e600000: f8 f8 f8 f8 f8 f8 f8 f8 f8 f8 f8 f8 f8 f8 f8 f8
                                   ^
                """));
    assertEquals(0xffffc9000e600000L, diagnosis.badByte());
  }

  @Test
  void nobodyAsksForOneByteOfAStack() {
    Finding finding =
        finding(
            """
            BUG: KASAN: out-of-bounds in toy_read+0x1/0x2
            Read of size 8 at addr ffffc90004f08000 by task t/21
            The buggy address belongs to the virtual mapping at
             [ffffc90004f08000, ffffc90004f11000) created by:
             kernel_clone+0xe7/0xab0
            Memory state around the buggy address:
             ffffc90004f07f80: f8 f8 f8 f8 f8 f8 f8 f8 f8 f8 f8 f8 f8 f8 f8 f8
            >ffffc90004f08000: 01 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00
                               ^
            """);
    assertEquals(null, Diagnosis.of(finding).asked());
    assertTrue(
        explain(finding).contains("That area is the stack of a task: 32 KiB and a guard page."));
  }

  @Test
  void tagsHaveNoShadowThatCouldHaveBeenGoodAgain() {
    List<String> sentences =
        explain(
            """
            BUG: KASAN: out-of-bounds in toy_read+0x58/0x170
            Read at addr f7ff0000c0074eb0 by task t/138
            Pointer tag: [f7], memory tag: [fe]
            """);
    assertFalse(sentences.toString().contains("good again"), sentences::toString);
    assertTrue(sentences.toString().contains("tags of pointer and memory differ"));
  }

  @Test
  void anObjectMegabytesAwayIsAContradiction() {
    List<String> sentences =
        explain(
            """
            BUG: KASAN: slab-out-of-bounds in toy_read+0x1/0x2
            Read of size 8 at addr ffff888012345678 by task t/42
            The buggy address belongs to the object at ffff88801a345600
             which belongs to the cache kmalloc-64 of size 64
            """);
    assertTrue(sentences.toString().contains("contradicts itself"), sentences::toString);
    assertTrue(sentences.toString().contains("127 MiB away"), sentences::toString);
  }

  @Test
  void suffixesOfCompilersAreNoPartOfAName() {
    assertEquals("toy_read", Helpers.plainName(new Symbol("toy_read.part.0.isra.3", 1, 2)));
    assertEquals("toy_read", Helpers.plainName(new Symbol("toy_read.cold", 1, 2)));
    assertEquals("0xffffffffc0001234", Helpers.plainName(new Symbol("0xffffffffc0001234", -1, -1)));
  }

  private static Finding finding(String text) {
    List<ParsedReport> reports = RealReports.parse(text).reports();
    assertEquals(1, reports.size());
    return reports.get(0).finding();
  }

  private static List<String> explain(String text) {
    return explain(finding(text));
  }

  private static List<String> explain(Finding finding) {
    return Explanation.of(finding, HELPERS, new SchemeRules()).sentences();
  }
}
