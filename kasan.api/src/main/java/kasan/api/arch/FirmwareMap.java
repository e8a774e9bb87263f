// SPDX-License-Identifier: Apache-2.0
package kasan.api.arch;

import org.jspecify.annotations.Nullable;

/**
 * How the firmware of one kind of machine lays RAM out. Page frames are counted from the start of
 * RAM, as in a linear map that starts there.
 *
 * @param name as profiles name it
 * @param arch name of the architecture
 * @param machine in words, such as {@code a PC}
 * @param startMib where RAM starts
 * @param splitFromMib RAM of this size or more reaches above 4 GiB
 * @param lowMib what stays below 4 GiB then
 * @param splits whether there is a hole between the two, up to 4 GiB
 * @param firmwareKb what the firmware keeps at the top of RAM below 4 GiB
 * @param imageStartBytes where the kernel image lies, from the start of RAM
 * @param firstMib what lies in the first MiB; null where it is RAM like any other
 */
public record FirmwareMap(
    String name,
    String arch,
    String machine,
    long startMib,
    long splitFromMib,
    long lowMib,
    boolean splits,
    long firmwareKb,
    long imageStartBytes,
    @Nullable FirstMib firstMib) {

  /**
   * A first MiB that is RAM in part only, and that the kernel keeps.
   *
   * @param ramStart first byte of the RAM in it
   * @param ramEnd first byte behind that
   */
  public record FirstMib(long ramStart, long ramEnd) {}

  private static final long LEAST_LOW_MIB = 16;
  private static final long HIGH_START_MIB = 4L << 10;

  /** Refuses a rule that would leave a hole of negative size. */
  public FirmwareMap {
    if (lowMib > splitFromMib
        || startMib + lowMib > HIGH_START_MIB
        || lowMib < LEAST_LOW_MIB
        || firmwareKb < 0) {
      throw new IllegalArgumentException("memory map: " + lowMib + " of " + splitFromMib);
    }
  }

  /** RAM from address 0 on, without a hole, all of it for the kernel. */
  public static Builder of(String name, String arch, String machine) {
    return new Builder(name, arch, machine);
  }

  /** Sets what is not as usual. */
  public static final class Builder {
    private final String name;
    private final String arch;
    private final String machine;
    private long startMib = 0;
    private long splitFromMib = HIGH_START_MIB;
    private long lowMib = HIGH_START_MIB;
    private boolean splits = false;
    private long firmwareKb = 0;
    private long imageStartBytes = 0;
    private @Nullable FirstMib firstMib = null;

    private Builder(String name, String arch, String machine) {
      this.name = name;
      this.arch = arch;
      this.machine = machine;
    }

    /** Where RAM starts; without a hole it goes on above 4 GiB. */
    public Builder startMib(long value) {
      startMib = value;
      splitFromMib = HIGH_START_MIB - value;
      lowMib = HIGH_START_MIB - value;
      return this;
    }

    /** RAM of this size or more has a hole up to 4 GiB. */
    public Builder hole(long fromMib, long leftBelowMib) {
      splitFromMib = fromMib;
      lowMib = leftBelowMib;
      splits = true;
      return this;
    }

    /** What the firmware keeps at the top of RAM below 4 GiB. */
    public Builder firmwareKb(long value) {
      firmwareKb = value;
      return this;
    }

    /** Where the kernel image lies, from the start of RAM. */
    public Builder imageStartBytes(long value) {
      imageStartBytes = value;
      return this;
    }

    /** What lies in the first MiB. */
    public Builder firstMib(@Nullable FirstMib value) {
      firstMib = value;
      return this;
    }

    /** The memory map. */
    public FirmwareMap build() {
      return new FirmwareMap(
          name,
          arch,
          machine,
          startMib,
          splitFromMib,
          lowMib,
          splits,
          firmwareKb,
          imageStartBytes,
          firstMib);
    }
  }
}
