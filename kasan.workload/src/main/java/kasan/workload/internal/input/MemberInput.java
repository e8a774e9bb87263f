// SPDX-License-Identifier: Apache-2.0
package kasan.workload.internal.input;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import kasan.api.BadInputException;
import kasan.api.workload.RecordingInput;
import org.jspecify.annotations.Nullable;

/** Stored files, seen as members: decompressed, without suffix, without a folder around all. */
public final class MemberInput implements RecordingInput {
  private static final List<String> SUFFIXES = List.of(".zst", ".gz", ".xz", ".bz2");

  /** So many first bytes tell what is compressed from what is not. */
  private static final int PLAIN_BYTES = 6;

  private static final int DIGEST_BUFFER_BYTES = 1 << 16;

  private final StoredFiles files;

  /** Stored path of each member. */
  private final TreeMap<String, String> paths = new TreeMap<>();

  private final ConcurrentHashMap<String, byte[]> heads = new ConcurrentHashMap<>();

  /** What was opened last of each member. */
  private final ConcurrentHashMap<String, CountedInput> reading = new ConcurrentHashMap<>();

  private MemberInput(StoredFiles files) {
    this.files = files;
    String top = commonTop(files.paths());
    for (String path : files.paths()) {
      String inside = path.substring(top.length());
      if (path.startsWith("__MACOSX/") || inside.startsWith(".") || inside.contains("/.")) {
        continue;
      }
      String member = inside.substring(0, inside.length() - suffix(inside).length());
      String other = paths.put(member, path);
      if (other != null) {
        throw new BadInputException(
            files.name() + ": holds both " + other + " and " + path + "; expected one of them");
      }
    }
  }

  /**
   * Opens what lies at a path: a folder, an archive, a file.
   *
   * @throws BadInputException when nothing can be read there
   */
  public static MemberInput of(Path path) {
    try {
      if (Files.isDirectory(path)) {
        return new MemberInput(new FolderFiles(path));
      }
      if (!Files.exists(path)) {
        throw new BadInputException(path + ": no such file or folder");
      }
      if (!Files.isRegularFile(path)) {
        throw new BadInputException(path + ": neither a file nor a folder");
      }
      return new MemberInput(archiveOrFile(path));
    } catch (AccessDeniedException e) {
      throw new BadInputException(path + ": cannot be read: permission denied", e);
    } catch (IOException e) {
      throw Decompression.damaged(path.toString(), e);
    }
  }

  /**
   * Files that are held in memory.
   *
   * @param name of the whole, in messages
   * @param files stored bytes by path
   */
  public static MemberInput held(String name, SortedMap<String, byte[]> files) {
    return new MemberInput(new HeldFiles(name, files));
  }

  private static StoredFiles archiveOrFile(Path path) throws IOException {
    byte[] head;
    try (InputStream in = Files.newInputStream(path)) {
      head = in.readNBytes(4);
    }
    if (head.length == 4 && head[0] == 'P' && head[1] == 'K' && head[2] == 3 && head[3] == 4) {
      return new ZipFiles(path);
    }
    String lower = path.toString().toLowerCase(Locale.ROOT);
    if (lower.endsWith(".zip") && head.length > 0 && Refusal.ofStandIn(readHead(path)) == null) {
      throw new BadInputException(path + ": not a zip archive, as its name says");
    }
    if (head.length > 0 && isTar(readPlainHead(path))) {
      return new TarFiles(path);
    }
    return new LoneFile(path);
  }

  private static byte[] readHead(Path path) throws IOException {
    try (InputStream in = Files.newInputStream(path)) {
      return in.readNBytes(Refusal.HEAD_BYTES);
    }
  }

  private static byte[] readPlainHead(Path path) throws IOException {
    try (InputStream in =
        Decompression.of(Files.newInputStream(path), path.toString(), path.toString())) {
      return in.readNBytes(Refusal.HEAD_BYTES);
    }
  }

  /** Whether a tar header (POSIX or GNU) starts with these bytes: "ustar" at byte 257. */
  private static boolean isTar(byte[] head) {
    int at = 257;
    return head.length >= at + 5
        && Arrays.equals(head, at, at + 5, new byte[] {'u', 's', 't', 'a', 'r'}, 0, 5);
  }

  /** The one folder that all files lie in, with its slash; empty when there is none. */
  private static String commonTop(SortedSet<String> paths) {
    String top = "";
    for (String path : paths) {
      if (path.startsWith("__MACOSX/")) {
        continue;
      }
      int slash = path.indexOf('/');
      String first = path.substring(0, slash + 1);
      if (first.isEmpty() || (!top.isEmpty() && !top.equals(first))) {
        return "";
      }
      top = first;
    }
    return top.equals("before/") || top.equals("after/") ? "" : top;
  }

  /** The compression suffix of a path: one of {@link #SUFFIXES}, or nothing. */
  static String suffix(String path) {
    for (String suffix : SUFFIXES) {
      if (path.endsWith(suffix)) {
        return suffix;
      }
    }
    return "";
  }

  @Override
  public String name() {
    return files.name();
  }

  @Override
  public List<String> members() {
    return List.copyOf(paths.keySet());
  }

  @Override
  public boolean has(String member) {
    return paths.containsKey(member);
  }

  @Override
  public InputStream open(String member) throws IOException {
    String path = stored(member);
    var in = new CountedInput(openStored(path), files.bytes(path));
    reading.put(member, in);
    return Decompression.of(in, path, files.label(path));
  }

  @Override
  public double share(String member) {
    CountedInput in = reading.get(member);
    return in == null ? -1 : in.share();
  }

  /** The bytes of a member as they are stored, where that is a plain file; null elsewhere. */
  @Nullable InputStream openPlain(String member) throws IOException {
    String path = stored(member);
    if (!files.separate()) {
      return null;
    }
    byte[] decompressed = head(member, PLAIN_BYTES);
    try (InputStream in = openStored(path)) {
      if (!Arrays.equals(in.readNBytes(PLAIN_BYTES), decompressed)) {
        return null;
      }
    }
    return openStored(path);
  }

  private InputStream openStored(String path) throws IOException {
    try {
      return files.open(path);
    } catch (NoSuchFileException e) {
      throw new BadInputException(files.label(path) + ": is gone", e);
    } catch (AccessDeniedException e) {
      throw new BadInputException(files.label(path) + ": cannot be read: permission denied", e);
    }
  }

  @Override
  public String label(String member) {
    String path = paths.get(member);
    return files.label(path == null ? member : path);
  }

  @Override
  public String sha256(String member) throws IOException {
    String path = stored(member);
    MessageDigest digest;
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every Java platform has it
    }
    byte[] buffer = new byte[DIGEST_BUFFER_BYTES];
    try (InputStream in = openStored(path)) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        digest.update(buffer, 0, n);
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  @Override
  public byte[] head(String member, int bytes) throws IOException {
    byte[] known = heads.get(member);
    if (known == null || known.length < bytes) {
      try (InputStream in = open(member)) {
        known = in.readNBytes(bytes);
      }
      heads.put(member, known);
    }
    return known.length > bytes ? Arrays.copyOf(known, bytes) : known;
  }

  private String stored(String member) throws FileNotFoundException {
    String path = paths.get(member);
    if (path == null) {
      throw new FileNotFoundException(files.name() + ": no " + member);
    }
    return path;
  }
}
