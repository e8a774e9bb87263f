// SPDX-License-Identifier: Apache-2.0
package kasan.workload.internal.dat;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.InflaterInputStream;
import kasan.workload.internal.format.BinaryInput;

/** How sections and chunks of version 7 are compressed. */
enum Compression {
  NONE,
  ZLIB,
  ZSTD;

  private static final int MOST_BYTES = 1 << 26;

  /** The compression of that name. */
  static Compression named(String name, BinaryInput in) {
    return switch (name) {
      case "", "none" -> NONE;
      case "zlib" -> ZLIB;
      case "zstd" -> ZSTD;
      default -> throw in.bad("compressed with '" + name + "'; expected zlib, zstd or none");
    };
  }

  /** Reads a compressed chunk: its size, that of its contents, its bytes. */
  byte[] chunk(BinaryInput in) throws IOException {
    long stored = in.u32("the size of a compressed chunk");
    long bytes = in.u32("the size of a chunk");
    byte[] compressed = in.bytes(stored, MOST_BYTES, "a compressed chunk");
    if (bytes > MOST_BYTES) {
      throw in.bad("a chunk of " + bytes + " bytes: the file is damaged");
    }
    try (InputStream plain = plain(new ByteArrayInputStream(compressed))) {
      byte[] contents = plain.readNBytes((int) bytes);
      if (contents.length < bytes) {
        throw in.bad("a chunk holds less than it says: the file is damaged");
      }
      return contents;
    } catch (IOException e) {
      throw in.bad("a chunk cannot be decompressed: " + e.getMessage());
    }
  }

  private InputStream plain(InputStream in) throws IOException {
    return switch (this) {
      case NONE -> in;
      case ZLIB -> new InflaterInputStream(in);
      case ZSTD -> new ZstdInputStreamNoFinalizer(in);
    };
  }
}
