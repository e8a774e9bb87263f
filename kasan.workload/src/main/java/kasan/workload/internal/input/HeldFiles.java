// SPDX-License-Identifier: Apache-2.0
package kasan.workload.internal.input;

import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Files that are held in memory. */
final class HeldFiles implements StoredFiles {
  private final String name;
  private final SortedMap<String, byte[]> files;

  /**
   * @param files bytes by path
   */
  HeldFiles(String name, SortedMap<String, byte[]> files) {
    this.name = name;
    this.files = new TreeMap<>(files);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public SortedSet<String> paths() {
    return new TreeSet<>(files.keySet());
  }

  @Override
  public InputStream open(String path) throws IOException {
    byte[] bytes = files.get(path);
    if (bytes == null) {
      throw new FileNotFoundException(label(path));
    }
    return new ByteArrayInputStream(bytes);
  }

  @Override
  public long bytes(String path) {
    byte[] bytes = files.get(path);
    return bytes == null ? -1 : bytes.length;
  }

  @Override
  public String label(String path) {
    return name + ": " + path;
  }
}
