// SPDX-License-Identifier: Apache-2.0
package kasan.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import kasan.api.scheme.ViewRevokedException;
import kasan.api.workload.EventBatch;
import kasan.api.workload.EventSource;
import kasan.lab.api.kernel.AttachedShadow;
import kasan.lab.api.kernel.Kernel;
import kasan.lab.api.scheme.SchemeChoice;
import kasan.lab.api.scheme.SchemeDescription;
import org.junit.jupiter.api.Test;

/**
 * What every kernel keeps to, whoever decides what happens on it. Subclass it, give it a kernel.
 */
public abstract class KernelConformance {
  private final MisbehavingScheme scheme = new MisbehavingScheme();

  /** A kernel before its first event. */
  protected abstract Kernel kernel(SchemeChoice first);

  /** Its events from the first on; the same each time. */
  protected abstract EventSource events(Kernel kernel);

  /** The shadow that stands on a kernel that was just made. */
  protected abstract AttachedShadow standing(Kernel kernel, SchemeChoice first);

  private SchemeChoice choice(String fault, long after) {
    return SchemeChoice.of(
        SchemeDescription.named(MisbehavingScheme.NAME).build(),
        scheme,
        Map.of("fault", fault, "after", String.valueOf(after)));
  }

  private void apply(Kernel kernel, int slice) {
    var batch = new EventBatch();
    try (EventSource source = events(kernel)) {
      while (source.next(batch)) {
        for (int from = 0; from < batch.size; from += slice) {
          kernel.apply(batch, from, Math.min(batch.size, from + slice), source);
        }
      }
    }
    kernel.finish();
  }

  /** A batch may be applied in one go or row by row. */
  @Test
  void slicesOfABatchComeToTheSame() {
    SchemeChoice first = choice("none", 0);
    try (Kernel whole = kernel(first);
        Kernel sliced = kernel(first)) {
      AttachedShadow one = standing(whole, first);
      AttachedShadow other = standing(sliced, first);
      apply(whole, Integer.MAX_VALUE / 2);
      apply(sliced, 1);
      assertEquals(whole.counts(), sliced.counts());
      assertTrue(whole.counts().events() > 0);
      assertEquals(whole.nowNanos(), sliced.nowNanos());
      assertEquals(one.footprint(), other.footprint());
      assertEquals(one.work(), other.work());
    }
  }

  /** A revoked shadow is set aside in its next call; the kernel goes on as if it were not there. */
  @Test
  void kernelGoesOnWithoutAShadowWhoseViewIsRevoked() {
    SchemeChoice first = choice("none", 0);
    try (Kernel sound = kernel(first);
        Kernel revoked = kernel(first)) {
      standing(sound, first);
      AttachedShadow shadow = standing(revoked, first);
      revoked.revoke("on purpose");
      apply(sound, 1);
      apply(revoked, 1);
      assertEquals(sound.counts().events(), revoked.counts().events());
      assertEquals(sound.counts().liveObjects(), revoked.counts().liveObjects());
      String failure = String.valueOf(shadow.failure());
      assertTrue(failure.contains(ViewRevokedException.class.getName()), failure);
    }
  }

  /** What throws is named, and what it was asked for is answered as by no shadow. */
  @Test
  void shadowThatThrowsIsSetAside() {
    SchemeChoice first = choice("throws", 5);
    try (Kernel kernel = kernel(first)) {
      AttachedShadow shadow = standing(kernel, first);
      apply(kernel, 1);
      assertTrue(String.valueOf(shadow.failure()).contains("thrown on purpose"));
      assertTrue(shadow.shadow().check(0, 0, 1, false));
    }
  }

  @Test
  void closingTakesTheViewAndAllFrames() {
    SchemeChoice first = choice("none", 0);
    Kernel kernel = kernel(first);
    AttachedShadow shadow = standing(kernel, first);
    assertTrue(shadow.totalKb() > 0);
    kernel.close();
    assertEquals(0, shadow.totalKb());
    assertThrows(ViewRevokedException.class, () -> scheme.keptView().machine());
  }
}
