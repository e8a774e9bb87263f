// SPDX-License-Identifier: Apache-2.0
package kasan.workload.internal.recording;

import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import kasan.api.workload.RecordingInput;

/** Members of a recording that are nowhere but in memory. */
final class BytesInput implements RecordingInput {
  private final SortedMap<String, byte[]> members = new TreeMap<>();

  BytesInput with(String member, byte[] bytes) {
    members.put(member, bytes);
    return this;
  }

  @Override
  public String name() {
    return "any";
  }

  @Override
  public List<String> members() {
    return List.copyOf(members.keySet());
  }

  @Override
  public boolean has(String member) {
    return members.containsKey(member);
  }

  @Override
  public InputStream open(String member) throws FileNotFoundException {
    byte[] bytes = members.get(member);
    if (bytes == null) {
      throw new FileNotFoundException(member);
    }
    return new ByteArrayInputStream(bytes);
  }

  @Override
  public String label(String member) {
    return "any/" + member;
  }

  @Override
  public String sha256(String member) {
    return "";
  }

  @Override
  public byte[] head(String member, int bytes) {
    byte[] all = members.getOrDefault(member, new byte[0]);
    return Arrays.copyOf(all, Math.min(bytes, all.length));
  }
}
