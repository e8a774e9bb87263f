// SPDX-License-Identifier: Apache-2.0
package kasan.workload.internal.input;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.luben.zstd.Zstd;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import kasan.api.BadInputException;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class MemberInputTest {
  @TempDir Path dir;

  /** Three files, one stored in each way; the large one is more than an archive keeps in memory. */
  private static Map<String, byte[]> stored() throws IOException {
    byte[] trace = new byte[3 << 20];
    new Random(5).nextBytes(trace);
    var files = new TreeMap<String, byte[]>();
    files.put("trace.txt.zst", Zstd.compress(trace));
    files.put("before/meminfo", "MemTotal: 1 kB\n".getBytes(UTF_8));
    files.put("before/slabinfo.gz", gzip("slabinfo - version: 2.1\n".getBytes(UTF_8)));
    return files;
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    var out = new ByteArrayOutputStream();
    try (OutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    }
    return out.toByteArray();
  }

  private Path write(String name, byte[] bytes) throws IOException {
    Path file = dir.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.write(file, bytes);
  }

  private Path store(String form) throws IOException {
    Map<String, byte[]> files = stored();
    switch (form) {
      case "folder" -> {
        for (var file : files.entrySet()) {
          write("rec/" + file.getKey(), file.getValue());
        }
        return dir.resolve("rec");
      }
      case "zip", "zip with top folder" -> {
        var out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
          for (var file : files.entrySet()) {
            zip.putNextEntry(new ZipEntry((form.equals("zip") ? "" : "rec/") + file.getKey()));
            zip.write(file.getValue());
          }
        }
        return write("rec.zip", out.toByteArray());
      }
      case "tar" -> {
        return write("rec.tar", tar(files, ""));
      }
      case "tar with ./" -> {
        return write("rec.tar", tar(files, "./"));
      }
      case "tar.gz" -> {
        return write("rec.tar.gz", gzip(tar(files, "rec/")));
      }
      case "tar.zst" -> {
        return write("rec.tar.zst", Zstd.compress(tar(files, "rec/")));
      }
      default -> throw new IllegalArgumentException(form);
    }
  }

  private static byte[] tar(Map<String, byte[]> files, String top) throws IOException {
    var out = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(out)) {
      for (var file : files.entrySet()) {
        TarArchiveEntry entry = new TarArchiveEntry(top + file.getKey());
        entry.setSize(file.getValue().length);
        tar.putArchiveEntry(entry);
        tar.write(file.getValue());
        tar.closeArchiveEntry();
      }
    }
    return out.toByteArray();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"folder", "zip", "zip with top folder", "tar", "tar with ./", "tar.gz", "tar.zst"})
  void membersAreTheSameHoweverTheyAreStored(String form) throws IOException {
    MemberInput input = MemberInput.of(store(form));
    assertEquals(List.of("before/meminfo", "before/slabinfo", "trace.txt"), input.members());
    assertTrue(input.has("trace.txt"));
    assertFalse(input.has("trace.txt.zst"));
    byte[] trace = new byte[3 << 20];
    new Random(5).nextBytes(trace);
    try (var in = input.open("trace.txt")) {
      assertArrayEquals(trace, in.readAllBytes());
    }
    assertArrayEquals(Arrays.copyOf(trace, 100), input.head("trace.txt", 100));
    assertArrayEquals("MemTotal: 1 kB\n".getBytes(UTF_8), input.head("before/meminfo", 100));
    assertEquals(
        MemberInput.of(store("folder")).sha256("trace.txt"),
        input.sha256("trace.txt"),
        "the digest is that of the stored member");
    assertTrue(input.label("trace.txt").endsWith("trace.txt.zst"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"folder", "zip", "tar", "tar.gz"})
  void itTellsHowFarAMemberHasBeenRead(String form) throws IOException {
    MemberInput input = MemberInput.of(store(form));
    try (var in = input.open("trace.txt")) {
      byte[] half = in.readNBytes(3 << 19);
      assertEquals(3 << 19, half.length);
      assertEquals(0.5, input.share("trace.txt"), 0.1);
      in.readAllBytes();
      assertEquals(1, input.share("trace.txt"));
    }
    assertTrue(input.share("after/meminfo") < 0);
  }

  @Test
  void aLoneFileIsItsOnlyMember() throws IOException {
    MemberInput input = MemberInput.of(write("my.trace.gz", gzip("hello".getBytes(UTF_8))));
    assertEquals(List.of("my.trace"), input.members());
    assertEquals(dir.resolve("my.trace.gz").toString(), input.label("my.trace"));
    assertArrayEquals("hello".getBytes(UTF_8), input.head("my.trace", 10));
  }

  @Test
  void compressionIsToldByContentNotByName() throws IOException {
    MemberInput input = MemberInput.of(write("trace.txt", Zstd.compress("hello".getBytes(UTF_8))));
    assertArrayEquals("hello".getBytes(UTF_8), input.head("trace.txt", 10));
  }

  @Test
  void severalFramesOneAfterTheOtherAreOneText() throws IOException {
    var frames = new ByteArrayOutputStream();
    frames.write(Zstd.compress("hel".getBytes(UTF_8)));
    frames.write(Zstd.compress("lo".getBytes(UTF_8)));
    MemberInput input = MemberInput.of(write("trace.zst", frames.toByteArray()));
    assertArrayEquals("hello".getBytes(UTF_8), input.head("trace", 10));
  }

  @Test
  void hiddenFilesAndWhatOtherSystemsAddAreNoMembers() throws IOException {
    write("rec/trace.txt", new byte[] {'x'});
    write("rec/.DS_Store", new byte[] {'x'});
    assertEquals(List.of("trace.txt"), MemberInput.of(dir.resolve("rec")).members());
  }

  // What cannot be used, each with what the user is told.

  private void refused(String expected, Path path) {
    String message =
        assertThrows(
                BadInputException.class,
                () -> {
                  MemberInput input = MemberInput.of(path);
                  for (String member : input.members()) {
                    try (var in = input.open(member)) {
                      in.readAllBytes();
                    }
                  }
                })
            .getMessage();
    assertEquals(expected, String.valueOf(message).replace(dir.toString(), "DIR"));
  }

  private static byte[] truncated(byte[] bytes) {
    return Arrays.copyOf(bytes, bytes.length * 2 / 3);
  }

  @Test
  void nothingThere() {
    refused("DIR/none: no such file or folder", dir.resolve("none"));
  }

  @Test
  void neitherFileNorFolder() {
    refused("/dev/null: neither a file nor a folder", Path.of("/dev/null"));
  }

  @Test
  void truncatedZstd() throws IOException {
    byte[] bytes = truncated(stored().get("trace.txt.zst"));
    refused(
        "DIR/trace.txt.zst: truncated: the data ends before it should",
        write("trace.txt.zst", bytes));
  }

  @Test
  void zstdCutInItsFirstBytes() throws IOException {
    byte[] bytes = Arrays.copyOf(stored().get("trace.txt.zst"), 7);
    refused(
        "DIR/trace.txt.zst: truncated: the data ends before it should",
        write("trace.txt.zst", bytes));
  }

  @Test
  void truncatedGzip() throws IOException {
    byte[] random = new byte[100_000];
    new Random(6).nextBytes(random);
    refused(
        "DIR/trace.gz: truncated: the data ends before it should",
        write("trace.gz", truncated(gzip(random))));
  }

  @Test
  void damagedGzip() throws IOException {
    byte[] bytes = gzip("hello, hello, hello".getBytes(UTF_8));
    bytes[bytes.length - 6] ^= 1; // of the checksum
    refused("DIR/trace.gz: damaged: Corrupt GZIP trailer", write("trace.gz", bytes));
  }

  @Test
  void truncatedZip() throws IOException {
    refused(
        "DIR/rec.zip: truncated: a zip archive without its end",
        write("rec.zip", truncated(Files.readAllBytes(store("zip")))));
  }

  @Test
  void truncatedTar() throws IOException {
    refused(
        "DIR/rec.tar: truncated: the data ends before it should",
        write("rec.tar", truncated(Files.readAllBytes(store("tar")))));
  }

  @Test
  void truncatedTarGz() throws IOException {
    refused(
        "DIR/rec.tar.gz: truncated: the data ends before it should",
        write("rec.tar.gz", truncated(Files.readAllBytes(store("tar.gz")))));
  }

  @Test
  void truncatedMemberOfAFolder() throws IOException {
    write("rec/trace.txt.zst", truncated(stored().get("trace.txt.zst")));
    refused("DIR/rec/trace.txt.zst: truncated: the data ends before it should", dir.resolve("rec"));
  }

  @Test
  void truncatedMemberOfATar() throws IOException {
    var files = new TreeMap<>(stored());
    files.put("trace.txt.zst", truncated(files.get("trace.txt.zst")));
    refused(
        "DIR/rec.tar: trace.txt.zst: truncated: the data ends before it should",
        write("rec.tar", tar(files, "")));
  }

  @Test
  void gitLfsPointerInThePlaceOfACompressedFile() throws IOException {
    String pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 11551568\n";
    refused(
        "DIR/trace.txt.zst: this is a Git LFS pointer; fetch the real file with git lfs pull",
        write("trace.txt.zst", pointer.getBytes(UTF_8)));
  }

  @Test
  void gitLfsPointerInThePlaceOfAnArchive() throws IOException {
    String pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 11551568\n";
    refused(
        "DIR/rec.zip: this is a Git LFS pointer; fetch the real file with git lfs pull",
        write("rec.zip", pointer.getBytes(UTF_8)));
  }

  @Test
  void textInThePlaceOfACompressedFile() throws IOException {
    refused(
        "DIR/trace.txt.zst: not zstd data, as its name says",
        write("trace.txt.zst", "# tracer: nop\n".getBytes(UTF_8)));
  }

  @Test
  void emptyFileWithTheNameOfACompressedOne() throws IOException {
    refused("DIR/trace.gz: empty file; expected gzip data", write("trace.gz", new byte[0]));
  }

  @Test
  void textInThePlaceOfAZip() throws IOException {
    refused(
        "DIR/rec.zip: not a zip archive, as its name says",
        write("rec.zip", "hello".getBytes(UTF_8)));
  }

  @Test
  void twoFilesThatAreTheSameMember() throws IOException {
    write("rec/trace.txt", new byte[] {'x'});
    write("rec/trace.txt.gz", gzip(new byte[] {'x'}));
    refused(
        "DIR/rec: holds both trace.txt and trace.txt.gz; expected one of them", dir.resolve("rec"));
  }
}
