// SPDX-License-Identifier: Apache-2.0
package kasan.api.workload;

/**
 * A line of /proc/slabinfo.
 *
 * @param name of the cache
 * @param activeObjects handed out
 * @param objects that the slabs have room for
 * @param objectBytes slot size as slabinfo prints it
 * @param objectsPerSlab objects in one slab
 * @param pagesPerSlab pages of one slab
 * @param slabs how many slabs
 */
public record SlabInfo(
    String name,
    long activeObjects,
    long objects,
    long objectBytes,
    long objectsPerSlab,
    long pagesPerSlab,
    long slabs) {
  /** A cache without slabs. */
  public static Builder of(String name) {
    return new Builder(name);
  }

  /** Sets what is not as usual. */
  public static final class Builder {
    private final String name;
    private long activeObjects = 0;
    private long objects = 0;
    private long objectBytes = 0;
    private long objectsPerSlab = 0;
    private long pagesPerSlab = 0;
    private long slabs = 0;

    private Builder(String name) {
      this.name = name;
    }

    /** Objects handed out. */
    public Builder activeObjects(long value) {
      activeObjects = value;
      return this;
    }

    /** Objects that the slabs have room for. */
    public Builder objects(long value) {
      objects = value;
      return this;
    }

    /** Slot size as slabinfo prints it. */
    public Builder objectBytes(long value) {
      objectBytes = value;
      return this;
    }

    /** Objects in one slab. */
    public Builder objectsPerSlab(long value) {
      objectsPerSlab = value;
      return this;
    }

    /** Pages of one slab. */
    public Builder pagesPerSlab(long value) {
      pagesPerSlab = value;
      return this;
    }

    /** How many slabs. */
    public Builder slabs(long value) {
      slabs = value;
      return this;
    }

    /** The line. */
    public SlabInfo build() {
      return new SlabInfo(
          name, activeObjects, objects, objectBytes, objectsPerSlab, pagesPerSlab, slabs);
    }
  }
}
