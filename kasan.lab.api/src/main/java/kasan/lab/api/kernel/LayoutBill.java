// SPDX-License-Identifier: Apache-2.0
package kasan.lab.api.kernel;

/**
 * What KASAN's layout of memory costs besides shadow, at the moment when it was most; in kB. No
 * byte is in two of the figures, but for {@code slabKb}.
 *
 * @param redzonesKb what slots have grown by, metadata and quarantined slots aside
 * @param metadataKb allocation and free metadata outside of objects, quarantined slots aside
 * @param quarantineKb whole slots of freed objects that wait in the quarantine
 * @param stacksKb what stacks of tasks and of CPUs have grown by
 * @param slabKb all pages of slabs then
 * @param quarantineLimitKb bytes that the quarantine may hold when it is full
 * @param standInObjects objects that stand in for those from before the recording
 */
public record LayoutBill(
    long redzonesKb,
    long metadataKb,
    long quarantineKb,
    long stacksKb,
    long slabKb,
    long quarantineLimitKb,
    long standInObjects) {

  /** All that is not slab alone: redzones, metadata, quarantine, stacks. */
  public long totalKb() {
    return redzonesKb + metadataKb + quarantineKb + stacksKb;
  }
}
