// SPDX-License-Identifier: Apache-2.0
package kasan.lab.api.kernel;

import kasan.lab.api.scheme.MissReason;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ConsumerType;

/** Is told the outcome of each access, check and free on a modelled kernel: shadow beside truth. */
@ConsumerType
public interface AccessJudge {
  /**
   * @param event what was judged; the same object is reused, so copy what is kept
   */
  void judged(Judgement event);

  /** What the shadow said of an access and what is true of it. */
  final class Judgement {
    /** What it was. */
    public enum Act {
      /** A read. */
      READ,
      /** A write. */
      WRITE,
      /** A free. */
      FREE
    }

    /** What it was. */
    public Act act = Act.READ;

    /** On which CPU. */
    public int cpu;

    /** From which address. */
    public long address;

    /** How many bytes; 0 for a free. */
    public long bytes;

    /** Whether the shadow had it reported, or its shadow faulted. */
    public boolean reported;

    /**
     * Whether the kernel died on the shadow of the address, as it does where an address has none;
     * it prints the class of the bug with the fault.
     */
    public boolean faulted;

    /** What a report calls the bug, as Linux 6.12 does; null when there is no report. */
    public @Nullable String bugClass;

    /** Why a bug was not reported; null when it was, or when there is none. */
    public @Nullable MissReason missed;

    /** What is true of the first byte that may not be accessed. */
    public ByteState truth = ByteState.LIVE;

    /** Whether a free is wrong although its address is accessible: not the start of an object. */
    public boolean invalidFree;

    /**
     * Whether it was reported and is no bug. Of what bytes alone do not decide, such as an access
     * that goes from an object into the page behind it, nobody says that.
     */
    public boolean falseReport() {
      return reported && !bug() && truth != ByteState.UNKNOWN;
    }

    /** Whether it is a bug in truth. */
    public boolean bug() {
      return invalidFree || truth.bug();
    }
  }
}
