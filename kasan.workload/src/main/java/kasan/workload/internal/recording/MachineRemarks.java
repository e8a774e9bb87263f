// SPDX-License-Identifier: Apache-2.0
package kasan.workload.internal.recording;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a reader of the figures must know of the machine.
 *
 * @param notes what was guessed or is odd, in sentences
 * @param kasanEvidence what shows that its kernel had KASAN; null when nothing does
 */
record MachineRemarks(List<String> notes, @Nullable String kasanEvidence) {
  MachineRemarks {
    notes = List.copyOf(notes);
  }
}
