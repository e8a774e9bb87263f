// SPDX-License-Identifier: Apache-2.0
package kasan.api.workload;

import java.util.List;
import java.util.Set;
import kasan.api.memory.Machine;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ConsumerType;

/** What a real machine did, and the state it was in before and after. */
@ConsumerType
public interface Recording extends AutoCloseable {
  /** Short name: that of the folder or file. */
  String name();

  /** Name of the reader that understands it. */
  String kind();

  /** SHA-256 over the stored bytes of the trace, in hex. */
  String sha256();

  /** Name of the architecture that the machine is of; empty when the recording does not tell. */
  default String arch() {
    return "";
  }

  /** The machine, as far as the recording tells. */
  Machine machine();

  /** State of the machine before the trace; null when the recording has none. */
  @Nullable MachineState before();

  /** State of the machine after the trace; null when the recording has none. */
  @Nullable MachineState after();

  /** What was guessed about the machine, or is odd about it, in sentences. */
  default List<String> machineNotes() {
    return List.of();
  }

  /**
   * What shows that the recorded kernel had KASAN, such as {@code kmalloc-64 of 128 bytes}: its
   * slab has redzones then, and its MemTotal is without its shadow. Null when nothing shows it.
   */
  default @Nullable String kasanEvidence() {
    return null;
  }

  /** What its events carry. */
  Set<EventField> provides();

  /**
   * Starts from the first event; may be called again.
   *
   * @param wanted columns to fill; others may stay empty
   */
  EventSource open(Set<EventField> wanted);

  @Override
  void close();
}
