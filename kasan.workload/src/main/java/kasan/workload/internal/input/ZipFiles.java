// SPDX-License-Identifier: Apache-2.0
package kasan.workload.internal.input;

import java.io.FileNotFoundException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** The files in a .zip. The archive is open only while one of them is. */
final class ZipFiles implements StoredFiles {
  private final Path archive;
  private final TreeSet<String> paths = new TreeSet<>();

  ZipFiles(Path archive) throws IOException {
    this.archive = archive;
    try (ZipFile zip = new ZipFile(archive.toFile())) {
      var entries = zip.entries();
      while (entries.hasMoreElements()) {
        ZipEntry entry = entries.nextElement();
        if (!entry.isDirectory()) {
          paths.add(entry.getName());
        }
      }
    }
  }

  @Override
  public boolean separate() {
    return false;
  }

  @Override
  public String name() {
    return archive.toString();
  }

  @Override
  public SortedSet<String> paths() {
    return paths;
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

  @Override
  public String label(String path) {
    return archive + ": " + path;
  }
}
