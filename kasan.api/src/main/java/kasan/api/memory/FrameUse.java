// SPDX-License-Identifier: Apache-2.0
package kasan.api.memory;

/** What a frame that a shadow has taken is used for; the columns of a footprint. */
public enum FrameUse {
  /** Shadow that stands from boot to shutdown, for the direct map. */
  STATIC,
  /** Page tables that exist only because of the shadow. */
  TABLE,
  /** Shadow that came with a block of byte-managed memory and can go with it. */
  ON_DEMAND,
  /** Shadow of task, IRQ and exception stacks. */
  STACK,
  /** Shadow of the kernel image and of modules: globals. */
  IMAGE,
  /** Shadow of vmalloc areas. */
  VMALLOC
}
