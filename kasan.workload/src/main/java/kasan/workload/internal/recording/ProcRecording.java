// SPDX-License-Identifier: Apache-2.0
package kasan.workload.internal.recording;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import kasan.api.BadInputException;
import kasan.api.memory.Machine;
import kasan.api.workload.EventField;
import kasan.api.workload.EventSource;
import kasan.api.workload.MachineState;
import kasan.api.workload.Recording;
import kasan.api.workload.RecordingInput;
import org.jspecify.annotations.Nullable;

/** A machine as it stood at one moment: the state of /proc, and no events. */
final class ProcRecording implements Recording {
  static final String KIND = "proc";
  private static final String NOTE =
      "no trace, only /proc: the table is that of one moment, nothing happens in it";

  private final String name;
  private final RecordingInput input;
  private final String arch;
  private final Machine machine;
  private final MachineState state;
  private final MachineRemarks remarks;

  ProcRecording(
      String name,
      RecordingInput input,
      String arch,
      Machine machine,
      MachineState state,
      MachineRemarks remarks) {
    this.name = name;
    this.input = input;
    this.arch = arch;
    this.machine = machine;
    this.state = state;
    this.remarks = remarks;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String kind() {
    return KIND;
  }

  /** Over the digests of all files, by name. */
  @Override
  public String sha256() {
    try {
      MessageDigest all = MessageDigest.getInstance("SHA-256");
      for (String member : input.members()) {
        String line = input.sha256(member) + "  " + member + "\n";
        all.update(line.getBytes(StandardCharsets.UTF_8));
      }
      return HexFormat.of().formatHex(all.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every Java platform has it
    } catch (IOException e) {
      throw new BadInputException(input.name() + ": cannot be read: " + e.getMessage(), e);
    }
  }

  @Override
  public String arch() {
    return arch;
  }

  @Override
  public Machine machine() {
    return machine;
  }

  @Override
  public MachineState before() {
    return state;
  }

  @Override
  public @Nullable MachineState after() {
    return null;
  }

  @Override
  public List<String> machineNotes() {
    var notes = new ArrayList<String>(remarks.notes());
    notes.add(NOTE);
    return notes;
  }

  @Override
  public @Nullable String kasanEvidence() {
    return remarks.kasanEvidence();
  }

  @Override
  public Set<EventField> provides() {
    return Set.copyOf(EnumSet.complementOf(EnumSet.of(EventField.ACCESSES)));
  }

  @Override
  public EventSource open(Set<EventField> wanted) {
    return new NoEvents();
  }

  @Override
  public void close() {
    // nothing is open
  }
}
