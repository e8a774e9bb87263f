// SPDX-License-Identifier: Apache-2.0
package kasan.workload.internal.input;

import java.io.FileNotFoundException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** The files in a .zip. The archive is open only while one of them is. */
final class ZipFiles extends ArchiveFiles {
  ZipFiles(Path archive) throws IOException {
    super(archive);
    try (ZipFile zip = new ZipFile(archive.toFile())) {
      var entries = zip.entries();
      while (entries.hasMoreElements()) {
        ZipEntry entry = entries.nextElement();
        if (!entry.isDirectory()) {
          files.put(entry.getName(), entry.getSize());
        }
      }
    }
  }

  @Override
  @SuppressWarnings("resource") // the stream that is returned closes the archive
  public InputStream open(String path) throws IOException {
    ZipFile zip = new ZipFile(archive.toFile());
    try {
      ZipEntry entry = zip.getEntry(path);
      if (entry == null) {
        throw new FileNotFoundException(label(path));
      }
      return new FilterInputStream(zip.getInputStream(entry)) {
        @Override
        public void close() throws IOException {
          zip.close();
        }
      };
    } catch (IOException e) {
      zip.close();
      throw e;
    }
  }
}
