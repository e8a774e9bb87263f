// SPDX-License-Identifier: Apache-2.0
package kasan.api.workload;

/**
 * A line of /proc/vmallocinfo.
 *
 * @param address first byte; hashed, and then useless, unless {@code addressKnown}
 * @param addressKnown whether the address is real
 * @param bytes size with the guard page where there is one
 * @param caller who asked, as printed; empty when not printed
 * @param use {@code vmalloc}, {@code vmap}, {@code ioremap}, {@code unpurged}, ... as printed
 * @param pages pages behind it; 0 when not printed
 */
public record VmallocArea(
    long address, boolean addressKnown, long bytes, String caller, String use, long pages) {
  /** An area at a real address. */
  public static Builder of(long address, long bytes) {
    return new Builder(address, bytes);
  }

  /** Sets what is not as usual. */
  public static final class Builder {
    private final long address;
    private final long bytes;
    private boolean addressKnown = true;
    private String caller = "";
    private String use = "";
    private long pages = 0;

    private Builder(long address, long bytes) {
      this.address = address;
      this.bytes = bytes;
    }

    /** Whether the address is real. */
    public Builder addressKnown(boolean value) {
      addressKnown = value;
      return this;
    }

    /** Who asked. */
    public Builder caller(String value) {
      caller = value;
      return this;
    }

    /** What for, as printed. */
    public Builder use(String value) {
      use = value;
      return this;
    }

    /** Pages behind it. */
    public Builder pages(long value) {
      pages = value;
      return this;
    }

    /** The line. */
    public VmallocArea build() {
      return new VmallocArea(address, addressKnown, bytes, caller, use, pages);
    }
  }
}
