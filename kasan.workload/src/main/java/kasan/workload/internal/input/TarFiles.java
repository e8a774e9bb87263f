// SPDX-License-Identifier: Apache-2.0
package kasan.workload.internal.input;

import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/**
 * The files in a .tar, compressed or not. Small ones are kept, so that the archive is read again
 * only for the trace.
 */
final class TarFiles extends ArchiveFiles {
  private static final int KEPT_BYTES = 1 << 20;
  private static final int KEPT_FILES = 256;

  private final Map<String, byte[]> kept = new HashMap<>();

  TarFiles(Path archive) throws IOException {
    super(archive);
    try (TarArchiveInputStream tar = stream()) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        if (!entry.isFile()) {
          continue;
        }
        String path = path(entry);
        files.put(path, entry.getSize());
        if (entry.getSize() <= KEPT_BYTES && kept.size() < KEPT_FILES) {
          kept.put(path, tar.readAllBytes());
        }
      }
    }
  }

  @SuppressWarnings("resource") // the stream that is returned closes those below it
  private TarArchiveInputStream stream() throws IOException {
    return new TarArchiveInputStream(
        Decompression.of(Files.newInputStream(archive), archive.toString(), archive.toString()));
  }

  private static String path(TarArchiveEntry entry) {
    String name = entry.getName();
    return name.startsWith("./") ? name.substring(2) : name;
  }

  @Override
  public InputStream open(String path) throws IOException {
    byte[] bytes = kept.get(path);
    if (bytes != null) {
      return new ByteArrayInputStream(bytes);
    }
    TarArchiveInputStream tar = stream();
    try {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        if (entry.isFile() && path(entry).equals(path)) {
          return tar;
        }
      }
      throw new FileNotFoundException(label(path));
    } catch (IOException e) {
      tar.close();
      throw e;
    }
  }
}
