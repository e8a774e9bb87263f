// SPDX-License-Identifier: Apache-2.0
package kasan.lab.api.kernel;

import kasan.api.scheme.KernelTruth;
import kasan.api.scheme.Shadow;
import kasan.lab.api.wall.ForeignFailure;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/** A shadow on its kernel, with its bill. */
@ProviderType
public interface AttachedShadow extends AutoCloseable {
  /** Name of its scheme. */
  String name();

  /** The shadow; each call goes through the wall of its kernel. */
  Shadow shadow();

  /** What is true of the kernel, as its scheme sees it. */
  KernelTruth truth();

  /** Frames it has now and had at most. */
  Footprint footprint();

  /** Frames it has now, all uses together, in kB; for callers that ask often. */
  default long totalKb() {
    return footprint().totalKb();
  }

  /** Work it has caused so far, building it included. */
  Work work();

  /**
   * Why it was set aside: its code threw, or did not come back in time. From then on it is not
   * called, {@link #shadow} answers as if there were none, its bill stands as it was, and the other
   * shadows go on.
   *
   * @return null while it is well
   */
  default @Nullable ForeignFailure failure() {
    return null;
  }

  /**
   * How many live entries of its page tables got another frame on an architecture that demands
   * break-before-make: each a moment in which another CPU finds no shadow there.
   */
  default long brokenEntries() {
    return 0;
  }

  /** What its page tables say about the page of a shadow address; uncounted. */
  default ShadowMapping mappingAt(long shadowAddress) {
    return ShadowMapping.ABSENT;
  }

  /** Shows every stale entry of every TLB; uncounted. */
  default void forEachStaleEntry(StaleEntryVisitor visitor) {}

  /** Revokes its view and gives all its frames back. */
  @Override
  void close();
}
