// SPDX-License-Identifier: Apache-2.0
package kasan.explain.internal.symbols;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.github.luben.zstd.Zstd;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import kasan.api.BadInputException;
import kasan.lab.api.finding.Finding;
import kasan.lab.api.finding.SlabObject;
import kasan.lab.api.finding.StackTrace;
import kasan.lab.api.finding.Symbol;
import kasan.lab.api.finding.TraceLine;
import kasan.lab.api.finding.TraceLine.Frame;
import org.apache.commons.compress.compressors.xz.XZCompressorOutputStream;
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
        List.of(),
        line -> true);
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
    Sources sources = new Sources(new Images(vmlinux, null));
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
    Sources sources = new Sources(new Images(vmlinux, null));
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
    members.lookUp(new Images(vmlinux, null), List.of(finding, object("toy_inode", 4096, 32)));
    assertEquals(new Members.Member("toy_inode", "flags", 0), members.of(finding));
    assertEquals(
        new Members.Member("toy_inode", "name", 3), members.of(object("toy_inode", 40, 11)));
    assertNull(members.of(object("toy_inode", 4096, 32)));
    assertNull(members.of(object("toy_inode", 40, 40)));
    assertNull(members.of(object("other", 40, 32)));
  }

  /** Three sections of code, each of which has a function at its start. */
  private static final String MODULE =
      """
      struct toyfs_inode { long magic; long flags; };
      extern struct toyfs_inode *get(void);
      static inline __attribute__((always_inline)) long toyfs_peek(struct toyfs_inode *t)
      {
        return t->flags;
      }
      long toyfs_read(struct toyfs_inode *t)
      {
        return toyfs_peek(t) + 1;
      }
      __attribute__((section(".init.text"))) long toyfs_init(void)
      {
        return toyfs_peek(get()) + 2;
      }
      __attribute__((section(".exit.text"))) long toyfs_exit(void)
      {
        return toyfs_peek(get()) + 3;
      }
      """;

  @Test
  void placesInAllSectionsOfAModuleAreTold() throws IOException {
    assumeTrue(Child.find("addr2line") != null, "no addr2line");
    byte[] module = Files.readAllBytes(compiledModule());
    Map<String, byte[]> files =
        Map.of(
            "toy-fs.ko", module,
            "toy-fs.ko.gz", packed(module, GZIPOutputStream::new),
            "toy-fs.ko.xz", packed(module, XZCompressorOutputStream::new),
            "toy-fs.ko.zst", Zstd.compress(module));
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      Path modules = Files.createDirectory(folder.resolve("in." + file.getKey()));
      Path stored = Files.createDirectories(modules.resolve("6.12.9/kernel/fs/toy"));
      Files.write(stored.resolve(file.getKey()), file.getValue());
      Files.writeString(modules.resolve("6.12.9/modules.dep"), "kernel/fs/toy/toy-fs.ko:");
      try (Images images = new Images(null, modules)) {
        Finding finding = inModule(images);
        Sources sources = new Sources(images);
        sources.lookUp(List.of(finding));
        assertEquals(3, sources.found(), file.getKey());
        List<String> told =
            sources.applied(finding).callTrace().reliableFrames().stream()
                .map(Frame::symbol)
                .map(symbol -> symbol.name() + symbol.source().replaceFirst(".*:", ":"))
                .toList();
        assertEquals(3, told.size(), told::toString);
        assertTrue(told.get(0).matches("toyfs_read:(8|9|10)"), told::toString);
        assertTrue(told.get(1).matches("toyfs_init:1[234]"), told::toString);
        assertTrue(told.get(2).matches("toyfs_exit:1[678]"), told::toString);
        if (Child.find("llvm-dwarfdump") != null) {
          Members members = new Members();
          members.lookUp(images, List.of(finding));
          assertEquals(new Members.Member("toyfs_inode", "flags", 2), members.of(finding));
        }
      }
    }
  }

  private static Finding inModule(Images images) throws IOException {
    Images.Image image = images.of("toy_fs");
    assertNotNull(image);
    List<TraceLine> frames = new ArrayList<>();
    for (String name : List.of("toyfs_read", "toyfs_init", "toyfs_exit")) {
      long size = Elf.read(image, Set.of(name)).functions().get(name).get(0).size();
      frames.add(new Frame(new Symbol(name, 0, size, "toy_fs", "")));
    }
    return Finding.of("slab-use-after-free")
        .access(
            new kasan.lab.api.finding.Access(
                kasan.lab.api.finding.Access.Kind.READ, 1, 0xffff88801234560aL, "t", 1))
        .object(new SlabObject(0xffff888012345600L, "toyfs_inode", 16L, null))
        .callTrace(new StackTrace(frames))
        .build();
  }

  private static Path compiledModule() throws IOException {
    Path compiler = Child.find("gcc", "cc", "clang");
    Path source = Files.writeString(folder.resolve("toyfs.c"), MODULE);
    Path object = folder.resolve("toyfs.o");
    Child.run(
        List.of(
            String.valueOf(compiler),
            "-g",
            "-O1",
            "-c",
            "-o",
            object.toString(),
            source.toString()),
        List.of(),
        line -> true);
    return object;
  }

  /** Makes a stream that compresses what is written to it. */
  private interface Packer {
    OutputStream over(OutputStream out) throws IOException;
  }

  private static byte[] packed(byte[] plain, Packer packer) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = packer.over(bytes)) {
      out.write(plain);
    }
    return bytes.toByteArray();
  }

  @Test
  void aFileWithoutDebugInformationIsNamed() throws IOException {
    Path strip = Child.find("strip");
    assumeTrue(strip != null, "no strip");
    Path plain = folder.resolve("vmlinux.plain");
    Child.run(
        List.of(strip.toString(), "-g", "-o", plain.toString(), vmlinux.toString()),
        List.of(),
        line -> true);
    Finding finding = Finding.of("use-after-free").function(new Symbol("toy_read", 1, 9)).build();
    Sources sources = new Sources(new Images(plain, null));
    String refused =
        assertThrows(BadInputException.class, () -> sources.lookUp(List.of(finding))).getMessage();
    assertTrue(refused.startsWith(plain + ": has no debug information"), refused);
    Path modules = Files.createDirectory(folder.resolve("stripped"));
    Files.copy(plain, modules.resolve("toy.ko"));
    Finding inModule =
        Finding.of("use-after-free").function(new Symbol("toy_read", 1, 9, "toy", "")).build();
    Sources others = new Sources(new Images(null, modules));
    others.lookUp(List.of(inModule));
    assertEquals(Set.of(modules.resolve("toy.ko").toString()), others.withoutDebug());
  }

  @Test
  void whatIsNoImageIsRefusedInOneLine() throws IOException {
    Finding finding = Finding.of("use-after-free").function(new Symbol("f", 1, 2)).build();
    Path text = Files.writeString(folder.resolve("notes.txt"), "no image ".repeat(20));
    Path cut = folder.resolve("cut");
    Files.write(cut, java.util.Arrays.copyOf(Files.readAllBytes(vmlinux), 3000));
    for (Path file : List.of(text, cut, folder.resolve("gone"))) {
      Sources sources = new Sources(new Images(file, null));
      String refused =
          assertThrows(BadInputException.class, () -> sources.lookUp(List.of(finding)))
              .getMessage();
      assertTrue(refused.startsWith(file + ": "), refused);
      assertEquals(1, refused.lines().count());
    }
    Path gone = folder.resolve("gone");
    assertThrows(BadInputException.class, () -> new Images(null, gone).close());
  }

  private static Elf.Function function() throws IOException {
    Map<String, List<Elf.Function>> found =
        Elf.read(new Images(vmlinux, null).of(""), Set.of("toy_read")).functions();
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
