// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal.alloc.boot;

import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import kasan.api.BadInputException;
import kasan.api.arch.ArchModel;
import kasan.api.arch.Architecture;
import kasan.api.arch.FirmwareMap;
import kasan.api.arch.ProfileText;
import kasan.lab.api.wall.ForeignFailure;
import org.jspecify.annotations.Nullable;

/** The boot profiles and memory maps that architectures bring along; reads those of users, too. */
public final class BootProfiles {
  private final Map<String, ProfileText> texts = new LinkedHashMap<>();
  private final Map<String, FirmwareMap> maps = new LinkedHashMap<>();

  /**
   * @param architectures the one that is meant when nobody names one comes first
   */
  public BootProfiles(List<? extends Architecture> architectures) {
    this(architectures, failure -> {});
  }

  /**
   * @param architectures as above
   * @param leftOut is told of those that fail
   */
  public BootProfiles(
      List<? extends Architecture> architectures, Consumer<ForeignFailure> leftOut) {
    for (Architecture architecture : architectures) {
      try {
        List<ProfileText> profiles = architecture.bootProfiles();
        architecture.firmwareMaps().forEach(map -> maps.putIfAbsent(map.name(), map));
        profiles.forEach(text -> texts.putIfAbsent(text.name(), text));
      } catch (ForeignFailure e) {
        leftOut.accept(e);
      }
    }
  }

  /** Names of the built-in profiles. */
  public List<String> names() {
    return List.copyOf(texts.keySet());
  }

  /** The built-in profile that is used on an architecture when nobody names one; else empty. */
  public String usual(String arch) {
    String first = "";
    for (ProfileText text : texts.values()) {
      if (text.arch().equals(arch)) {
        return text.name();
      }
      first = first.isEmpty() ? text.name() : first;
    }
    return first;
  }

  /**
   * The profile of a name or of a file.
   *
   * @param name of a built-in one, or path of a file
   * @throws BadInputException when there is none, or it cannot be used
   */
  public BootProfile find(String name, ArchModel arch) {
    int pageShift = arch.geometry().pageShift();
    int leafShift = leafShift(arch);
    Path file = texts.containsKey(name) ? null : file(name);
    if (file == null) {
      return builtIn(name, pageShift, leafShift);
    }
    try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      return read(name, reader, pageShift, leafShift);
    } catch (IOException e) {
      throw new BadInputException("profile " + name + " cannot be read: " + e.getMessage(), e);
    }
  }

  private static @Nullable Path file(String name) {
    try {
      Path file = Path.of(name);
      return Files.isRegularFile(file) ? file : null;
    } catch (InvalidPathException e) {
      return null;
    }
  }

  /** log2 of the size of a large page; that of a page where there is none. */
  public static int leafShift(ArchModel arch) {
    List<Integer> leaves = arch.geometry().leafShifts();
    return leaves.size() > 1 ? leaves.get(1) : arch.geometry().pageShift();
  }

  /**
   * The built-in profile of this name.
   *
   * @param pageShift log2 of the page size
   * @param leafShift log2 of the size of a large page
   * @throws BadInputException when there is none
   */
  public BootProfile builtIn(String name, int pageShift, int leafShift) {
    ProfileText text = texts.get(name);
    if (text == null) {
      throw new BadInputException(
          "no built-in profile '"
              + name
              + "'; there are "
              + String.join(", ", names())
              + ", or give a file");
    }
    try {
      return read(name, new StringReader(text.text()), pageShift, leafShift);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Reads a user's profile.
   *
   * @param file name of the file, for messages
   * @throws BadInputException for a line or value that cannot be used
   */
  public BootProfile read(String file, Reader text, int pageShift, int leafShift)
      throws IOException {
    return ProfileFile.read(file, text, this, pageShift, leafShift);
  }

  /** A profile that says how large the image is with KASAN; null when none does. */
  @Nullable ProfileText withKasanImages() {
    for (ProfileText text : texts.values()) {
      if (text.text().contains("\nimage.outline=") && text.text().contains("\nimage.inline=")) {
        return text;
      }
    }
    return null;
  }

  @Nullable FirmwareMap map(String name) {
    return maps.get(name);
  }

  /** The map of a profile that names none; null when there is none at all. */
  @Nullable FirmwareMap usualMap() {
    return maps.isEmpty() ? null : maps.values().iterator().next();
  }

  List<String> mapNames() {
    var names = new ArrayList<String>(maps.keySet());
    names.sort(null);
    return names;
  }
}
