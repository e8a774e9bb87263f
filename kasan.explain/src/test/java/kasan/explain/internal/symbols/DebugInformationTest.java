// SPDX-License-Identifier: Apache-2.0
package kasan.explain.internal.symbols;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import kasan.api.BadInputException;
import kasan.lab.api.finding.Finding;
import kasan.lab.api.finding.SlabObject;
import kasan.lab.api.finding.StackTrace;
import kasan.lab.api.finding.Symbol;
import kasan.lab.api.finding.TraceLine.Frame;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A program that is compiled here stands for a kernel. */
class DebugInformationTest {
  private static final String SOURCE =
      """
      struct toy_inode { long magic; char name[16]; struct { int a; int b; } pair; long flags; };
      struct toy_inode *volatile last;
      static inline __attribute__((always_inline)) long toy_peek(struct toy_inode *t)
      {
        return t->flags + t->pair.b;
      }
      __attribute__((noinline)) long toy_read(struct toy_inode *t)
      {
        return toy_peek(t) + 1;
      }
      int main(void) { return (int) toy_read(last); }
      """;

  @TempDir static Path folder;
  private static Path vmlinux;

  @BeforeAll
  static void compile() throws IOException {
    Path compiler = Child.find("gcc", "cc", "clang");
    assumeTrue(compiler != null, "no C compiler");
    assumeTrue(Child.find("llvm-symbolizer", "addr2line") != null, "no symbolizer");
    Path source = Files.writeString(folder.resolve("toy.c"), SOURCE);
    vmlinux = folder.resolve("vmlinux");
    Child.run(
        List.of(compiler.toString(), "-g", "-O1", "-o", vmlinux.toString(), source.toString()),
        List.of());
    assumeTrue(Files.exists(vmlinux), "the compiler does not work");
  }

  @Test
  void aPlaceGetsItsLineAndWhatWasInlinedThere() throws IOException {
    Elf.Function function = function();
    Symbol place = new Symbol("toy_read", 0, function.size());
    Finding finding =
        Finding.of("slab-use-after-free")
            .function(place)
            .callTrace(new StackTrace(List.of(new Frame(place))))
            .build();
    Sources sources = new Sources(vmlinux, null);
    sources.lookUp(List.of(finding));
    assertEquals(1, sources.found());
    assertEquals(0, sources.missing());
    List<Frame> frames = sources.applied(finding).callTrace().reliableFrames();
    assertEquals(2, frames.size());
    assertEquals("toy_peek", frames.get(0).symbol().name());
    assertTrue(frames.get(0).symbol().source().endsWith("toy.c:5 [inline]"), frames::toString);
    assertEquals("toy_read", frames.get(1).symbol().name());
    assertTrue(frames.get(1).symbol().source().endsWith("toy.c:9"), frames::toString);
  }

  @Test
  void aFunctionOfAnotherSizeIsOfAnotherKernel() throws IOException {
    Finding finding =
        Finding.of("use-after-free")
            .function(new Symbol("toy_read", 0, function().size() + 4096))
            .build();
    Sources sources = new Sources(vmlinux, null);
    sources.lookUp(List.of(finding));
    assertEquals(0, sources.found());
    assertEquals(1, sources.missing());
    assertEquals(finding, sources.applied(finding));
  }

  @Test
  void theMemberOfAnObjectIsNamedWhereTheCacheHasItsStructure() throws IOException {
    assumeTrue(Child.find("llvm-dwarfdump") != null, "no llvm-dwarfdump");
    Finding finding = object("toy_inode", 40, 32);
    Members members = new Members();
    members.lookUp(vmlinux, List.of(finding, object("toy_inode", 4096, 32)));
    assertEquals(new Members.Member("toy_inode", "flags", 0), members.of(finding));
    assertEquals(
        new Members.Member("toy_inode", "name", 3), members.of(object("toy_inode", 40, 11)));
    assertNull(members.of(object("toy_inode", 4096, 32)));
    assertNull(members.of(object("toy_inode", 40, 40)));
    assertNull(members.of(object("other", 40, 32)));
  }

  @Test
  void whatIsNoImageIsRefusedInOneLine() throws IOException {
    Finding finding = Finding.of("use-after-free").function(new Symbol("f", 1, 2)).build();
    Path text = Files.writeString(folder.resolve("notes.txt"), "no image ".repeat(20));
    Path cut = folder.resolve("cut");
    Files.write(cut, java.util.Arrays.copyOf(Files.readAllBytes(vmlinux), 3000));
    for (Path file : List.of(text, cut, folder.resolve("gone"))) {
      Sources sources = new Sources(file, null);
      String refused =
          assertThrows(BadInputException.class, () -> sources.lookUp(List.of(finding)))
              .getMessage();
      assertTrue(refused.startsWith(file + ": "), refused);
      assertEquals(1, refused.lines().count());
    }
    Sources modules = new Sources(null, folder.resolve("gone"));
    assertThrows(BadInputException.class, () -> modules.lookUp(List.of(finding)));
  }

  private static Elf.Function function() throws IOException {
    Map<String, List<Elf.Function>> found = Elf.functions(vmlinux, Set.of("toy_read"));
    assertNotNull(found.get("toy_read"));
    return found.get("toy_read").get(0);
  }

  private static Finding object(String cache, long size, long offset) {
    long address = 0xffff888012345600L;
    return Finding.of("slab-use-after-free")
        .access(
            new kasan.lab.api.finding.Access(
                kasan.lab.api.finding.Access.Kind.READ, 1, address + offset, "t", 1))
        .object(new SlabObject(address, cache, size, null))
        .build();
  }
}
