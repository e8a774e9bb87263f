// SPDX-License-Identifier: Apache-2.0
package kasan.workload.internal.derive;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import kasan.api.BadInputException;
import kasan.api.memory.Machine;
import kasan.api.workload.Recording;
import kasan.api.workload.Workload;
import kasan.lab.api.recording.Ageing;
import kasan.lab.api.recording.LoadProfiles;
import kasan.lab.api.recording.ReadProgress;
import kasan.lab.api.recording.Recordings;
import kasan.workload.internal.load.Load;
import kasan.workload.internal.load.LoadProfile;
import kasan.workload.internal.load.ProfileText;
import org.jspecify.annotations.Nullable;

/** Load profiles in files. */
public final class FileProfiles implements LoadProfiles {
  private static final double NANOS = 1e9;
  private static final long BYTES_IN_MIB = 1L << 20;

  private final Recordings recordings;

  /** Profiles of recordings that are opened with {@code recordings}. */
  public FileProfiles(Recordings recordings) {
    this.recordings = recordings;
  }

  @Override
  public Made derive(Path path, Map<String, String> settings, Path file, ReadProgress progress) {
    if (Files.exists(file)) {
      throw exists(file);
    }
    try (Recording recording = recordings.open(path, settings)) {
      Derivation.Found found = Derivation.of(recording, progress);
      LoadProfile profile = found.profile();
      write(file, ProfileText.write(profile, comment(found)));
      return new Made(
          file,
          recording.name(),
          profile.requestCount(),
          profile.requests().size(),
          profile.standing().size(),
          (double) profile.origin().nanos() / NANOS,
          found.freesOfUnknown(),
          found.lostEvents(),
          ramMib(recording.machine()),
          recording.machine().cpus(),
          profile.ageing() == null ? 0 : profile.ageing().blocks().size());
    }
  }

  /** RAM of the machine in whole MiB, what its firmware keeps included. */
  private static long ramMib(Machine machine) {
    long bytes = machine.ramPages() << machine.pageShift();
    return (bytes + BYTES_IN_MIB - 1) / BYTES_IN_MIB;
  }

  private static List<String> comment(Derivation.Found found) {
    return List.of(
        "Load profile, derived by 'kasan derive' from the recording "
            + found.profile().origin().name()
            + "; docs/workloads.md says what the fields mean.",
        String.format(
            Locale.ROOT,
            "%,d requests; %,d frees of what had been handed out before the trace: those of named caches"
                + " are lives of what stands, the others are not in it.",
            found.profile().requestCount(),
            found.freesOfUnknown()));
  }

  private static void write(Path file, String text) {
    try {
      Files.writeString(file, text, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    } catch (FileAlreadyExistsException e) {
      throw exists(file);
    } catch (IOException e) {
      throw new BadInputException(file + ": cannot be written: " + e.getMessage(), e);
    }
  }

  private static BadInputException exists(Path file) {
    return new BadInputException(file + ": exists; a profile replaces no file");
  }

  @Override
  public Workload load(Path file) {
    return Load.of(read(file));
  }

  @Override
  public @Nullable Ageing ageing(Path file) {
    return read(file).ageing();
  }

  private static LoadProfile read(Path file) {
    try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      return ProfileText.read(file.toString(), reader);
    } catch (NoSuchFileException e) {
      throw new BadInputException(file + ": no such file", e);
    } catch (MalformedInputException e) {
      throw new BadInputException(file + ": is no text, so no load profile", e);
    } catch (IOException e) {
      throw new BadInputException(file + ": cannot be read: " + e.getMessage(), e);
    }
  }
}
