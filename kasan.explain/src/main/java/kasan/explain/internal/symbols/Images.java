// SPDX-License-Identifier: Apache-2.0
package kasan.explain.internal.symbols;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import kasan.api.BadInputException;
import kasan.explain.internal.transport.LogSource;
import org.jspecify.annotations.Nullable;

/**
 * The files of a kernel: its image and its modules, as they lie under {@code /lib/modules} or
 * {@code /usr/lib/debug}. What is compressed is unpacked when it is asked for, into files that are
 * deleted in the end.
 */
public final class Images implements AutoCloseable {
  private static final int MAX_DEPTH = 16;
  private static final Pattern MODULE =
      Pattern.compile("(.+)\\.ko(\\.debug|)(?:\\.(gz|xz|zst|bz2))?");

  private final @Nullable Path vmlinux;
  private final Map<String, Path> modules = new HashMap<>();
  private final Map<Path, Image> opened = new HashMap<>();
  private final List<Path> unpacked = new ArrayList<>();

  /**
   * A file of a kernel.
   *
   * @param file with plain bytes
   * @param label what the user calls it
   * @param isKernel whether it is the image, and no module
   */
  public record Image(Path file, String label, boolean isKernel) {}

  /**
   * Finds the modules.
   *
   * @param vmlinux image of the kernel; null for none
   * @param folder with its modules; null for none
   * @throws BadInputException when the folder is none
   */
  public Images(@Nullable Path vmlinux, @Nullable Path folder) throws IOException {
    this.vmlinux = vmlinux;
    if (folder == null) {
      return;
    }
    if (!Files.isDirectory(folder)) {
      throw new BadInputException(folder + ": no such folder, expected the modules of a kernel");
    }
    try (Stream<Path> all = Files.find(folder, MAX_DEPTH, (file, is) -> !is.isDirectory())) {
      all.forEach(this::addModule);
    } catch (UncheckedIOException e) {
      throw new BadInputException(folder + ": cannot be read: " + e.getMessage(), e);
    }
    if (modules.isEmpty()) {
      throw new BadInputException(folder + ": no module (*.ko) in it");
    }
  }

  private void addModule(Path file) {
    Matcher name = MODULE.matcher(String.valueOf(file.getFileName()));
    if (name.matches() && Files.isRegularFile(file)) {
      modules.merge(
          plain(name.group(1)), file, (one, other) -> rank(other) > rank(one) ? other : one);
    }
  }

  /**
   * A file of debug information alone says more; of two, one that need not be unpacked is taken.
   */
  private static int rank(Path file) {
    String name = file.toString();
    return (name.contains(".ko.debug") || name.contains("/debug/") ? 2 : 0)
        + (name.endsWith(".ko") || name.endsWith(".debug") ? 1 : 0);
  }

  private static String plain(String module) {
    return module.replace('-', '_');
  }

  /**
   * The file of a module, or of the kernel itself.
   *
   * @param module its name as reports have it; empty for the kernel
   * @return null where it is not among the files
   */
  public @Nullable Image of(String module) throws IOException {
    Path file = module.isEmpty() ? vmlinux : modules.get(plain(module));
    if (file == null) {
      return null;
    }
    Image known = opened.get(file);
    if (known == null) {
      known = open(file);
      opened.put(file, known);
    }
    return known;
  }

  private Image open(Path file) throws IOException {
    String label = file.toString();
    if (!Files.isRegularFile(file)) {
      throw new BadInputException(
          label
              + (Files.exists(file, LinkOption.NOFOLLOW_LINKS) ? ": not a file" : ": no such file")
              + ", expected the image of a kernel");
    }
    try (InputStream in = Files.newInputStream(file);
        LogSource plain = LogSource.of(in, label)) {
      if (!plain.isCompressed()) {
        return new Image(file, label, file.equals(vmlinux));
      }
      Path copy = Files.createTempFile("kasan", ".ko");
      unpacked.add(copy);
      Files.copy(plain, copy, StandardCopyOption.REPLACE_EXISTING);
      return new Image(copy, label, file.equals(vmlinux));
    } catch (NoSuchFileException e) {
      throw new BadInputException(label + ": no such file, expected the image of a kernel", e);
    } catch (AccessDeniedException e) {
      throw new BadInputException(label + ": permission denied", e);
    }
  }

  /** Deletes what was unpacked. */
  @Override
  public void close() throws IOException {
    for (Path file : unpacked) {
      Files.deleteIfExists(file);
    }
  }
}
